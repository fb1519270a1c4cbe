import { z } from 'zod'
import type { Permission } from './permissions.js'

export const roleIdSchema = z.enum([
  'operator', 'dispatcher', 'handler', 'unit_lead', 'county_coordinator', 'reviewer', 'callback_agent', 'supervisor',
  'discipline_inspector', 'assessor', 'leader', 'knowledge_editor', 'system_admin', 'security_admin', 'audit_admin', 'system',
])
export type RoleId = z.output<typeof roleIdSchema>

/** How far a role sees: its own unit, its unit and those below it, its county, or the whole city. */
export const reachSchema = z.enum(['own_unit', 'county', 'city', 'none'])
export type Reach = z.output<typeof reachSchema>

export type RoleDefinition = { readonly id: RoleId; readonly zh: string; readonly reach: Reach; readonly permissions: readonly Permission[] }

const staff = ['org.read', 'taxonomy.read', 'attachment.read'] as const
const watching = ['case.read', 'deadline.read', 'worktime.read', 'measures.read', 'board.read', 'supervision.read', 'incident.read', 'duty.read', 'catalogue.read', 'topic.read', ...staff] as const

/** The shipped roles (product, section 1). Loaded as data; an installation may change the rows, not this list's meaning. */
export const DEFAULT_ROLES: readonly RoleDefinition[] = [
  { id: 'operator', zh: '话务员', reach: 'city', permissions: ['incident.open', 'incident.read', 'duty.read', 'duty.call', 'case.file', 'case.answer', 'case.decline', 'case.withdraw', 'case.read', 'dispatch.preview', 'duplicate.find', 'place.read', 'deadline.read', 'attachment.upload', 'case.urge', 'case.add_facts', 'case.appeal', 'case.join', 'case.merge', ...staff] },
  { id: 'dispatcher', zh: '派单员', reach: 'city', permissions: ['case.change_urgency', 'risk.read', 'incident.open', 'incident.manage', 'duty.call', 'case.dispatch', 'dispatch.pool', 'dispatch.preview', 'duplicate.find', 'catalogue.edit', 'place.read', 'place.maintain', 'suggestion.read', 'topic.manage', 'topic.configure', 'case.archive', 'case.reassign', 'case.split', 'case.merge', 'case.recuse', 'request.rule', 'request.rule_dispatch', 'dispute.open', 'dispute.read', 'catalogue.read_proposals', ...watching] },
  { id: 'handler', zh: '承办人', reach: 'own_unit', permissions: ['topic.task', 'supervision.read', 'supervision.reply', 'incident.read', 'incident.acknowledge', 'duty.read', 'duty.call', 'assignment.sign', 'assignment.contact', 'assignment.reply', 'caller.reveal', 'case.read', 'deadline.read', 'attachment.upload', 'request.ask', 'shelving.milestone', 'dispute.position', 'dispute.read', 'assignment.arrive', 'assignment.delegate', 'assignment.escalate', ...staff] },
  { id: 'unit_lead', zh: '承办单位负责人', reach: 'own_unit', permissions: ['topic.task', 'risk.read', 'supervision.reply', 'supervision.join', 'incident.acknowledge', 'duty.maintain', 'duty.call', 'assignment.sign', 'caller.reveal', 'request.ask', 'request.endorse', 'assignment.whistle', 'assignment.arrive', 'assignment.delegate', 'assignment.escalate', 'shelving.milestone', 'dispute.position', 'dispute.read', 'attachment.upload', ...watching] },
  { id: 'county_coordinator', zh: '旗县统筹', reach: 'county', permissions: ['topic.task', 'topic.manage', 'risk.read', 'supervision.reply', 'incident.acknowledge', 'duty.maintain', 'duty.call', 'assignment.sign', 'assignment.contact', 'assignment.reply', 'caller.reveal', 'attachment.upload', 'request.ask', 'request.endorse', 'case.urge', 'dispute.position', 'dispute.read', 'assignment.arrive', 'assignment.delegate', 'shelving.milestone', ...watching] },
  { id: 'reviewer', zh: '审核员', reach: 'city', permissions: ['case.review', 'request.rule', 'request.rule_outcome', 'dispute.read', ...watching] },
  { id: 'callback_agent', zh: '回访员', reach: 'none', permissions: ['callback.work', 'citizen.invite', 'caller.reveal'] },
  { id: 'supervisor', zh: '督办员', reach: 'city', permissions: ['topic.manage', 'topic.configure', 'suggestion.read', 'case.change_urgency', 'risk.read', 'supervision.issue', 'supervision.export', 'incident.open', 'incident.manage', 'incident.acknowledge', 'duty.maintain', 'duty.call', 'notification.read_log', 'case.urge', 'case.recuse', 'request.rule', 'request.rule_shelving', 'shelving.review', 'dispute.open', 'dispute.convene', 'dispute.rule', 'dispute.read', 'catalogue.read_proposals', 'attachment.upload', ...watching] },
  { id: 'discipline_inspector', zh: '纪检监察联动', reach: 'city', permissions: ['supervision.join', 'supervision.export', 'risk.read', 'case.recuse', 'dispute.read', 'caller.read_views', ...watching] },
  { id: 'assessor', zh: '考核员', reach: 'city', permissions: ['supervision.export', ...watching] },
  { id: 'leader', zh: '领导', reach: 'city', permissions: ['instruction.write', 'risk.read', 'supervision.export', ...watching] },
  { id: 'knowledge_editor', zh: '知识库管理员', reach: 'none', permissions: [...staff] },
  { id: 'system_admin', zh: '系统管理员', reach: 'none', permissions: ['deadline.read', 'deadline.configure', 'worktime.read', 'worktime.configure', 'notification.configure', 'notification.read_log', 'catalogue.read', 'place.read', 'place.maintain', 'suggestion.read', 'suggestion.configure', 'system.configure', ...staff] },
  { id: 'security_admin', zh: '安全保密管理员', reach: 'none', permissions: ['access.administer', 'org.read'] },
  { id: 'audit_admin', zh: '安全审计员', reach: 'none', permissions: ['caller.read_views', 'audit.read'] },
]

/** The machine acting by itself: dispatch when sure, clocks, archiving. Nobody signs in with it. */
export const SYSTEM_PERMISSIONS: readonly Permission[] = [
  'case.dispatch', 'case.dispatch_automatic', 'case.note_clock', 'case.archive', 'case.read', 'case.file', 'case.lapse', 'case.share_reply', 'case.note_link', 'case.merge', 'case.review', 'case.recount', 'case.note', 'case.urge',
]

/** Nobody holds two of the three administrators. */
export const EXCLUSIVE_ADMINISTRATORS: readonly RoleId[] = ['system_admin', 'security_admin', 'audit_admin']
