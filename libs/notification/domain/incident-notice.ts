import { NOTICE_EVENTS, type Audience, type NoticeEvent } from '../contract/index.js'
import type { CaseTold } from './case-notice.js'
import { NOWHERE, type House, type Notice } from './notice.js'
import { momentOf, momentZh, recordOf, sentence, textOf, textsOf } from './notice-words.js'

/** Who has to act must be reached at once; what they are doing may be read in the morning. */
const CALM: readonly string[] = ['incident.progress_noted.v1', 'incident.closed.v1']

type Data = Readonly<Record<string, unknown>>

/**
 * What happens in an incident. No word of what people wrote about it: title, place, and until when. Of the posts of a round that nobody answers for each
 * unit above hears once, of its own; everybody else once, of all.
 */
export function incidentNotices(event: CaseTold, house: House): Notice[] {
  const { data } = event
  if (data.toldWithRound === true) return []
  const notice = incidentNotice(event, house)
  const round = recordOf(data.unheardRound)
  if (momentOf(round.posts) === null) return [notice]
  const above = Array.isArray(round.above) ? round.above.map(recordOf) : []
  return [
    { ...notice, body: unheardOf(round), places: { ...notice.places, units: [] } },
    ...above.map((own): Notice => ({
      ...notice, sourceKey: `${notice.sourceKey}:${textOf(own.unitId) ?? ''}`, body: unheardOf(own), audiences: ABOVE, places: { ...notice.places, units: textsOf([own.unitId]), named: [] },
    })),
  ]
}

/** Those an audience finds in the unit above; the others hear of the whole round. */
const ABOVE: readonly Audience[] = ['unit_leads', 'unit_handlers', 'duty']

/** `甲村、乙村等 12 处无人应答`. */
function unheardOf(round: Data): string {
  const posts = momentOf(round.posts) ?? 0
  const names = textsOf(round.names)
  return `${names.join('、')}${posts > names.length ? `等 ${posts} 处` : ''}无人应答`
}

function incidentNotice(event: CaseTold, house: House): Notice {
  const { data } = event
  const type = event.type as NoticeEvent
  const ackDueAt = momentOf(data.ackDueAt)
  const isUrgent = urgentOf(type, data)
  return {
    event: type,
    sourceKey: type === 'incident.contact_called.v1' ? `call:${textOf(data.callId) ?? event.id}` : `event:${event.id}`,
    kind: 'incident',
    severity: isUrgent ? 'urgent' : 'warning',
    urgent: isUrgent,
    title: `${data.outcome === 'false_alarm' ? '突发事件误报撤销' : NOTICE_EVENTS[type]}：${textOf(data.title) ?? '突发事件'}`,
    body: sentence(placeOf(data, house), textOf(data.placeText), ackDueAt === null ? null : `请在 ${momentZh(ackDueAt)} 前确认收到`),
    link: `/incidents/${textOf(data.incidentId) ?? event.subjectId}`,
    caseId: null,
    dueAt: ackDueAt,
    at: event.at,
    places: { ...NOWHERE, units: unitsOf(type, data), countyCode: textOf(data.countyCode), named: namedOf(type, data) },
    actorIds: textsOf([data.by]),
    recusedUnitIds: textsOf(data.subjectUnitIds),
    ruledBy: null,
  }
}

/** While there is a next in line the call goes on by itself; a false alarm must find those it woke. */
function urgentOf(type: NoticeEvent, data: Data): boolean {
  if (type === 'incident.contact_missed.v1') return data.exhausted === true
  return !CALM.includes(type) || data.outcome === 'false_alarm'
}

/** Of a call that nobody answers: who stands above. Else whom it is about. */
function unitsOf(type: NoticeEvent, data: Data): readonly string[] {
  if (type === 'incident.contact_missed.v1') return textsOf([recordOf(data.above).unitId])
  const post = textOf(recordOf(data.post).unitId)
  return post === null ? textsOf(data.unitIds) : [post]
}

function namedOf(type: NoticeEvent, data: Data): Notice['places']['named'] {
  const people = type === 'incident.closed.v1' && Array.isArray(data.contacts) ? data.contacts.map(recordOf) : [data]
  return people.map((one) => ({ userId: textOf(one.userId), contactId: textOf(one.contactId) })).filter(({ userId, contactId }) => userId !== null || contactId !== null)
}

function placeOf(data: Data, house: House): string | null {
  const unitId = textOf(recordOf(data.post).unitId)
  const name = textOf(data.postName) ?? (unitId === null ? null : house.unitName(unitId))
  const others = momentOf(data.others) ?? 0
  return name === null || others === 0 ? name : `${name}等 ${others + 1} 处`
}
