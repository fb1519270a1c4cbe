import type { CaseSnapshot } from '@tongban/case/contract'
import { ORDER_KIND_WORDS, orderKindSchema } from '@tongban/deadline/contract'
import { NOTICE_EVENTS, type NoticeEvent } from '../contract/index.js'
import type { CaseTold } from './case-notice.js'
import { NOWHERE, type House, type Notice } from './notice.js'
import { momentOf, momentZh, sentence, textOf, textsOf } from './notice-words.js'

/** Those in which the unit has something to do, or to fear. */
const PRESSING: readonly string[] = ['supervision.order_issued.v1', 'supervision.order_sent_back.v1', 'supervision.order_overdue.v1', 'supervision.order_published.v1']

/** What happens to a supervision order. Its title is left out when a case of it is sealed; people of a unit one of its cases is about are not told. */
export function supervisionNotice(event: CaseTold, snapshotOf: (caseId: string) => CaseSnapshot | null, house: House): Notice {
  const { data } = event
  const type = event.type as NoticeEvent
  const cases = textsOf(data.caseIds).map(snapshotOf)
  // A case that cannot be found may be a sealed one.
  const hidden = cases.some((snapshot) => snapshot === null || snapshot.sealed)
  const unitId = textOf(data.unitId)
  const replyDueAt = momentOf(data.replyDueAt)
  const known = orderKindSchema.safeParse(data.kind)
  const kind = known.success ? ORDER_KIND_WORDS[known.data] : '督办'
  const title = hidden ? null : textOf(data.title)
  const recusedUnitIds = [...new Set([...textsOf(data.recusedUnitIds), ...cases.flatMap((snapshot) => snapshot?.subjectUnitIds ?? [])])]
  return {
    event: type,
    sourceKey: `event:${event.id}`,
    kind: 'supervision',
    severity: PRESSING.includes(type) ? 'warning' : 'info',
    urgent: cases.some((snapshot) => snapshot?.urgency === 'emergency'),
    title: `${NOTICE_EVENTS[type]}：${kind} ${textOf(data.number) ?? ''}${title === null ? '' : ` ${title}`}`,
    body: sentence(unitId === null ? null : house.unitName(unitId), replyDueAt === null ? null : `${momentZh(replyDueAt)}前回复`),
    link: `/supervision/${textOf(data.orderId) ?? event.subjectId}`,
    caseId: null,
    dueAt: replyDueAt,
    at: event.at,
    places: { ...NOWHERE, units: unitId === null ? [] : [unitId], assists: textsOf(data.jointUnitIds), countyCode: textOf(data.countyCode), issuers: issuersOf(data, recusedUnitIds) },
    actorIds: textsOf([data.by]),
    recusedUnitIds,
    ruledBy: null,
  }
}

/** Who waits for the answer, unless nobody does or a case has turned out to be about their own unit. */
function issuersOf({ issuedBy, issuerUnitId }: CaseTold['data'], recusedUnitIds: readonly string[]): readonly string[] {
  const unitId = textOf(issuerUnitId)
  return textsOf([issuedBy]).filter((userId) => userId !== 'system' && (unitId === null || !recusedUnitIds.includes(unitId)))
}
