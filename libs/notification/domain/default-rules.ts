import type { Audience, NoticeEvent, NotificationChannel, NotificationRule } from '../contract/index.js'

type How = Partial<Pick<NotificationRule, 'when' | 'mayWait' | 'digest'>>

const tell = (event: NoticeEvent, audiences: readonly Audience[], channels: readonly NotificationChannel[] = ['in_app'], how: How = {}): NotificationRule[] =>
  audiences.map((audience) => ({ event, audience, when: how.when ?? 'always', channels: [...channels], mayWait: how.mayWait ?? true, digest: how.digest ?? false }))

const EMERGENCY: How = { when: 'emergency', mayWait: false }
const AT_ONCE: How = { mayWait: false }

/** The matrix an installation starts with. Everything is in the inbox; what leaves the house is what cannot wait until somebody looks. */
export const DEFAULT_RULES: readonly NotificationRule[] = [
  ...tell('case.dispatched.v1', ['unit_handlers', 'assists', 'copies']),
  ...tell('case.dispatched.v1', ['unit_handlers', 'unit_leads', 'duty'], ['in_app', 'sms'], EMERGENCY),
  ...tell('case.assists_added.v1', ['assists']),
  ...tell('case.whistled.v1', ['assists'], ['in_app', 'sms']),
  ...tell('case.escalated.v1', ['assists'], ['in_app', 'sms']),
  ...tell('assignment.handed_over.v1', ['unit_handlers']),
  ...tell('assignment.handed_over.v1', ['unit_handlers', 'unit_leads', 'duty'], ['in_app', 'sms'], EMERGENCY),
  ...tell('assignment.recalled.v1', ['unit_handlers']),
  ...tell('assignment.answered_lead.v1', ['unit_handlers']),
  ...tell('assignment.arrived.v1', ['unit_handlers']),
  ...tell('request.asked.v1', ['unit_leads', 'dispatchers', 'reviewers', 'supervisors']),
  ...tell('request.endorsed.v1', ['dispatchers', 'reviewers', 'supervisors']),
  ...tell('request.ruled.v1', ['unit_handlers', 'unit_leads']),
  ...tell('request.lapsed.v1', ['supervisors']),
  ...tell('case.review_failed.v1', ['unit_handlers', 'unit_leads'], ['in_app', 'wechat']),
  ...tell('case.urged.v1', ['unit_handlers'], ['in_app', 'wechat']),
  ...tell('case.facts_added.v1', ['unit_handlers']),
  ...tell('case.appealed.v1', ['unit_handlers', 'reviewers']),
  ...tell('case.urgency_changed.v1', ['unit_handlers', 'assists']),
  ...tell('case.urgency_changed.v1', ['unit_handlers', 'unit_leads', 'duty'], ['in_app', 'sms'], EMERGENCY),
  ...tell('case.withdrawn.v1', ['unit_handlers', 'assists']),
  ...tell('case.returned_to_pool.v1', ['dispatchers']),
  ...tell('case.became_problem.v1', ['unit_leads', 'county', 'supervisors']),
  ...tell('case.dispute_opened.v1', ['unit_leads', 'supervisors', 'discipline']),
  ...tell('case.dispute_ruled.v1', ['unit_leads', 'unit_handlers']),
  ...tell('case.dispute_lapsed.v1', ['supervisors', 'leaders']),
  ...tell('clock.rung_reached.v1', ['targets'], ['in_app', 'sms']),
  // at night the accounts a rung names are asleep, and many have no number: whoever is on duty hears it too
  ...tell('clock.rung_reached.v1', ['duty'], ['in_app', 'sms'], EMERGENCY),
  ...tell('supervision.order_issued.v1', ['unit_leads', 'assists'], ['in_app', 'sms']),
  // who signs and answers: many a unit has nobody who is called its lead
  ...tell('supervision.order_issued.v1', ['unit_handlers', 'county']),
  ...tell('supervision.order_signed.v1', ['supervisors'], ['in_app', 'email'], { digest: true }),
  ...tell('supervision.order_replied.v1', ['supervisors', 'issuer']),
  ...tell('supervision.order_sent_back.v1', ['unit_leads'], ['in_app', 'sms']),
  ...tell('supervision.order_sent_back.v1', ['unit_handlers']),
  ...tell('supervision.order_released.v1', ['unit_leads', 'county', 'issuer']),
  ...tell('supervision.order_withdrawn.v1', ['unit_leads', 'unit_handlers', 'county', 'issuer']),
  ...tell('supervision.order_overdue.v1', ['unit_leads', 'county'], ['in_app', 'sms']),
  ...tell('supervision.order_overdue.v1', ['supervisors', 'issuer']),
  ...tell('supervision.order_published.v1', ['unit_leads', 'county', 'leaders']),
  ...tell('incident.opened.v1', ['supervisors', 'leaders', 'county'], ['in_app', 'sms'], AT_ONCE),
  ...tell('incident.contact_called.v1', ['named'], ['in_app', 'sms', 'wechat'], AT_ONCE),
  ...tell('incident.acknowledged.v1', ['supervisors'], ['in_app'], AT_ONCE),
  // Only when there is nobody else to call: until then the next in line is being called.
  ...tell('incident.contact_missed.v1', ['supervisors', 'unit_leads'], ['in_app', 'sms'], EMERGENCY),
  ...tell('incident.progress_noted.v1', ['supervisors', 'leaders'], ['in_app', 'email'], { digest: true }),
  ...tell('incident.closed.v1', ['named'], ['in_app', 'sms']),
  ...tell('incident.closed.v1', ['unit_leads', 'county', 'supervisors', 'leaders']),
  // whose answer it waits for is named by the alert; who can prevent more is told beside
  ...tell('topic.alert_raised.v1', ['targets'], ['in_app', 'wechat']),
  ...tell('topic.alert_raised.v1', ['unit_leads']),
  ...tell('topic.alert_escalated.v1', ['targets'], ['in_app', 'sms']),
  ...tell('topic.alert_closed.v1', ['unit_leads', 'supervisors']),
  ...tell('topic.task_opened.v1', ['unit_leads', 'unit_handlers'], ['in_app', 'wechat']),
  ...tell('topic.task_answered.v1', ['county', 'supervisors']),
  ...tell('topic.task_returned.v1', ['unit_leads', 'unit_handlers']),
  ...tell('topic.task_closed.v1', ['unit_leads', 'unit_handlers']),
  ...tell('topic.task_overdue.v1', ['unit_leads', 'unit_handlers', 'county'], ['in_app', 'sms']),
  ...tell('topic.task_overdue.v1', ['supervisors']),
  ...tell('notification.daily_digest', ['unit_leads'], ['in_app', 'sms'], AT_ONCE),
]
