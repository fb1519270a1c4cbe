import { isoField, pageOf, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { assignmentRoleSchema, assignmentStatusSchema, caseStatusSchema } from './states.js'
import { callbackAnswersSchema, caseTypeSchema, channelSchema } from './words.js'

/** An action the server offers for this person on this case. A disabled one says why. */
export const allowedActionSchema = z.object({
  action: z.string(),
  zh: z.string(),
  assignmentId: uuidField.nullable(),
  enabled: z.boolean(),
  code: z.string().nullable(),
  why: z.string().nullable(),
})
export type AllowedAction = z.output<typeof allowedActionSchema>

export const namedSchema = z.object({ id: z.string(), name: z.string() })

export const assignmentViewSchema = z.object({
  id: uuidField,
  role: assignmentRoleSchema,
  status: assignmentStatusSchema,
  round: z.int(),
  unit: namedSchema,
  dispatchedAt: isoField,
  signDueAt: isoField,
  contactDueAt: isoField,
  promiseDueAt: isoField,
  signedAt: isoField.nullable(),
  contactedAt: isoField.nullable(),
  contactReached: z.boolean().nullable(),
  repliedAt: isoField.nullable(),
  replyText: z.string().nullable(),
  acceptedAt: isoField.nullable(),
})
export type AssignmentView = z.output<typeof assignmentViewSchema>

export const timelineEntryViewSchema = z.object({
  seq: z.int(),
  at: isoField,
  type: z.string(),
  group: z.enum(['contact', 'flow', 'supervision']).describe('与群众联系 / 流转 / 督办'),
  sentence: z.string(),
  detail: z.string().nullable(),
  actor: z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable() }),
  attachmentIds: z.array(uuidField),
})
export type TimelineEntryView = z.output<typeof timelineEntryViewSchema>

export const attachmentViewSchema = z.object({ id: uuidField, fileName: z.string(), mediaType: z.string(), bytes: z.int(), url: z.string() })
export type AttachmentView = z.output<typeof attachmentViewSchema>

export const caseListItemSchema = z.object({
  id: uuidField,
  number: z.string(),
  version: z.int(),
  title: z.string(),
  status: caseStatusSchema,
  statusSince: isoField,
  caseType: caseTypeSchema,
  urgency: z.string(),
  category: namedSchema.nullable(),
  placeText: z.string(),
  division: namedSchema.nullable(),
  county: namedSchema.nullable(),
  leadUnit: namedSchema.nullable(),
  round: z.int(),
  sealed: z.boolean(),
  filedAt: isoField,
  dispatchDueAt: isoField,
  promiseDueAt: isoField.nullable(),
  repliedAt: isoField.nullable(),
  closedAt: isoField.nullable(),
})
export type CaseListItem = z.output<typeof caseListItemSchema>
export const casePageSchema = pageOf(caseListItemSchema)

const callbackViewSchema = z.object({ outcome: z.enum(['answered', 'refused', 'unreachable', 'not_wanted']), answers: callbackAnswersSchema.nullable(), at: isoField })

export const caseViewSchema = caseListItemSchema.extend({
  description: z.string(),
  channel: channelSchema,
  originLine: z.string().nullable(),
  divisionPath: z.array(z.string()),
  categoryPath: z.array(z.string()),
  wantsCallback: z.boolean(),
  evidenceRequired: z.boolean(),
  serviceClass: z.string().nullable(),
  policyVersion: z.string().nullable(),
  dispatchedAt: isoField.nullable(),
  endedReason: z.string().nullable(),
  answerText: z.string().nullable(),
  firstCallback: callbackViewSchema.nullable(),
  finalCallback: callbackViewSchema.nullable(),
  dispatchTrail: z.record(z.string(), z.unknown()).nullable(),
  assignments: z.array(assignmentViewSchema),
  timeline: z.array(timelineEntryViewSchema),
  attachments: z.array(attachmentViewSchema),
  allowedActions: z.array(allowedActionSchema),
})
export type CaseView = z.output<typeof caseViewSchema>

/** A township's card: one assignment, what and where, and what is due next. */
export const inboxItemSchema = z.object({
  assignmentId: uuidField,
  caseId: uuidField,
  number: z.string(),
  version: z.int(),
  role: assignmentRoleSchema,
  status: assignmentStatusSchema,
  round: z.int(),
  title: z.string(),
  description: z.string(),
  placeText: z.string(),
  urgency: z.string(),
  caseType: caseTypeSchema,
  categoryName: z.string().nullable(),
  evidenceRequired: z.boolean(),
  sealed: z.boolean(),
  dispatchedAt: isoField,
  /** The step that is due next and when: sign, contact or promise. */
  nextDue: z.object({ kind: z.enum(['sign', 'contact', 'promise']), at: isoField }).nullable(),
  promiseDueAt: isoField,
  allowedActions: z.array(allowedActionSchema),
})
export type InboxItem = z.output<typeof inboxItemSchema>
export const inboxPageSchema = pageOf(inboxItemSchema).extend({
  counts: z.object({ overdue: z.int(), withinTwoHours: z.int(), today: z.int(), later: z.int() }),
})

/** What a command answers: enough to go on; the page re-reads the case. */
export const commandResultSchema = z.object({ caseId: uuidField, number: z.string(), version: z.int(), status: caseStatusSchema, round: z.int() })
export type CommandResult = z.output<typeof commandResultSchema>
