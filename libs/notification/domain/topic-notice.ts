import { alertLevelSchema, type AlertLevel } from '@tongban/topic/contract'
import { NOTICE_EVENTS, type NoticeEvent } from '../contract/index.js'
import type { CaseTold } from './case-notice.js'
import { NOWHERE, type House, type Notice, type PeopleQuery } from './notice.js'
import { momentOf, momentZh, sentence, textOf, textsOf } from './notice-words.js'

/** Somebody has to do something, or should have. */
const PRESSING: readonly string[] = ['topic.alert_raised.v1', 'topic.alert_escalated.v1', 'topic.task_opened.v1', 'topic.task_returned.v1', 'topic.task_overdue.v1']

/** What happens to an early warning or its task. A title is made of what several cases say, so it tells nothing of one; units the matter is about are not told. */
export function topicNotice(event: CaseTold, house: House): Notice {
  const { data } = event
  const type = event.type as NoticeEvent
  const unitId = textOf(data.unitId)
  const countyCode = textOf(data.countyCode)
  const dueAt = momentOf(data.dueAt) ?? momentOf(data.acknowledgeBy)
  const observed = momentOf(data.observed)
  const isTask = type.startsWith('topic.task_')
  return {
    event: type,
    sourceKey: `event:${event.id}`,
    kind: 'topic',
    severity: PRESSING.includes(type) ? 'warning' : 'info',
    urgent: false,
    title: `${NOTICE_EVENTS[type]}：${textOf(data.title) ?? ''}`,
    body: sentence(unitId === null ? null : house.unitName(unitId), observed === null ? null : `${observed} 件`, dueAt === null ? null : `${momentZh(dueAt)}前${isTask ? '办结' : '确认'}`),
    link: isTask ? '/topics/tasks' : `/topics/alerts/${textOf(data.alertId) ?? event.subjectId}`,
    caseId: null,
    dueAt,
    at: event.at,
    places: { ...NOWHERE, units: unitId === null ? textsOf(data.unitIds) : [unitId], countyCode, targets: targetsOf(alertLevelSchema.catch('city').parse(data.level), countyCode, house) },
    actorIds: textsOf([data.by]),
    recusedUnitIds: textsOf(data.recusedUnitIds),
    ruledBy: null,
  }
}

/** Whose answer it waits for now. */
function targetsOf(level: AlertLevel, countyCode: string | null, house: House): readonly PeopleQuery[] {
  const coordinator = level === 'county' && countyCode !== null ? house.coordinatorOf(countyCode) : null
  if (coordinator !== null) return [{ unitIds: [coordinator], roles: ['county_coordinator'] }]
  return [{ unitIds: null, roles: [level === 'leaders' ? 'leader' : 'supervisor'] }]
}
