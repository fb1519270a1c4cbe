import { isoField, pageOf, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { attachmentEvidenceSchema } from './attachment-evidence.js'
import {
  disputeCauseSchema, helperKindSchema, panelMemberSchema, requestDetailsSchema, requestKindSchema, requestStatusSchema,
} from './procedures.js'
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
  noReturn: z.boolean(),
  arriveDueAt: isoField.nullable(),
  arrivedAt: isoField.nullable(),
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

export const attachmentViewSchema = z.object({
  id: uuidField,
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  /** Opens for five minutes, for this person only; `GET /attachments/{id}` opens as long as the case may be seen. */
  url: z.string(),
  evidence: attachmentEvidenceSchema.nullable(),
})
export type AttachmentView = z.output<typeof attachmentViewSchema>

/** What a list marks: 问题工单, 挂账, 会商中, 催办次数, 并案. */
export const caseMarksSchema = z.object({
  problem: z.boolean(), shelvedUntil: isoField.nullable(), disputed: z.boolean(), urges: z.int(), parentId: uuidField.nullable(), children: z.int(),
})
export type CaseMarks = z.output<typeof caseMarksSchema>

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
  marks: caseMarksSchema,
})
export type CaseListItem = z.output<typeof caseListItemSchema>
export const casePageSchema = pageOf(caseListItemSchema)

const callbackViewSchema = z.object({
  outcome: z.enum(['answered', 'refused', 'unreachable', 'not_wanted', 'not_sampled']),
  answers: callbackAnswersSchema.nullable(),
  at: isoField,
  setAside: z.boolean().optional().describe('评价经复核：true 不计入考核'),
})

const requestViewSchema = z.object({
  id: uuidField,
  kind: requestKindSchema,
  kindZh: z.string(),
  status: requestStatusSchema,
  assignmentId: uuidField,
  unit: namedSchema,
  reason: z.string(),
  details: requestDetailsSchema,
  /** The details in a line a person reads: reason code, expected unit, date. */
  summary: z.string(),
  attachmentIds: z.array(uuidField),
  askedAt: isoField,
  askedBy: z.string(),
  rulingDueAt: isoField.nullable(),
  ruledAt: isoField.nullable(),
  ruling: z.string().nullable(),
})
export type RequestView = z.output<typeof requestViewSchema>

const disputeViewSchema = z.object({
  id: uuidField,
  cause: disputeCauseSchema,
  causeZh: z.string(),
  units: z.array(namedSchema),
  openedAt: isoField,
  dueAt: isoField,
  lapsedAt: isoField.nullable(),
  /** The case ended before the panel ruled. */
  mootAt: isoField.nullable(),
  panel: z.array(panelMemberSchema),
  meeting: z.object({ at: isoField, place: z.string(), note: z.string() }).nullable(),
  positions: z.array(z.object({ unit: namedSchema, text: z.string(), legalBasis: z.string(), attachmentIds: z.array(uuidField), at: isoField })),
  ruling: z.object({ unit: namedSchema, principle: z.string(), reasons: z.string(), legalBasis: z.string(), at: isoField }).nullable(),
})
export type DisputeView = z.output<typeof disputeViewSchema>

/** What is out of the ordinary in a case; empty in most. */
export const proceduresViewSchema = z.object({
  requests: z.array(requestViewSchema),
  disputes: z.array(disputeViewSchema),
  shelving: z
    .object({
      requestId: uuidField, reason: z.string(), measures: z.string(), leader: z.string(), publicNote: z.string(), since: isoField, until: isoField, nextReviewAt: isoField,
      endedAt: isoField.nullable(), milestones: z.array(z.object({ at: isoField, text: z.string(), doneAt: isoField.nullable(), note: z.string().nullable() })),
    })
    .nullable(),
  problem: z.object({ causeZh: z.string(), at: isoField, supervisorUnit: namedSchema.nullable() }).nullable(),
  transfers: z.int(),
  urges: z.int(),
  lastUrgedAt: isoField.nullable(),
  parent: z.object({ caseId: uuidField, number: z.string(), at: isoField, answered: z.boolean() }).nullable(),
  children: z.array(z.object({ caseId: uuidField, number: z.string() })),
  splitInto: z.array(z.object({ caseId: uuidField, title: z.string() })),
  splitFrom: z.object({ caseId: uuidField, number: z.string() }).nullable(),
  helpers: z.array(
    z.object({
      id: uuidField, unit: namedSchema, kind: helperKindSchema, kindZh: z.string(), name: z.string(), task: z.string(), askedAt: isoField, doneAt: isoField.nullable(),
      result: z.string().nullable(),
    }),
  ),
})
export type ProceduresView = z.output<typeof proceduresViewSchema>

/** One answer given to the citizen: the first and the final one are both kept. */
const answerViewSchema = z.object({ round: z.int(), unit: namedSchema, text: z.string(), at: isoField, late: z.boolean(), attachmentIds: z.array(uuidField) })

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
  language: z.enum(['zh', 'mn']),
  /** Units the case is about, recused from it. */
  subjectUnits: z.array(namedSchema),
  procedures: proceduresViewSchema,
  answers: z.array(answerViewSchema),
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
  /** The step that is due next and when: sign, arrive (a whistled unit), contact or promise. */
  nextDue: z.object({ kind: z.enum(['sign', 'arrive', 'contact', 'promise']), at: isoField }).nullable(),
  promiseDueAt: isoField,
  marks: caseMarksSchema,
  allowedActions: z.array(allowedActionSchema),
})
export type InboxItem = z.output<typeof inboxItemSchema>
export const inboxPageSchema = pageOf(inboxItemSchema).extend({
  counts: z.object({ overdue: z.int(), withinTwoHours: z.int(), today: z.int(), later: z.int() }),
})

/** What a command answers: enough to go on; the page re-reads the case. */
export const commandResultSchema = z.object({ caseId: uuidField, number: z.string(), version: z.int(), status: caseStatusSchema, round: z.int() })
export type CommandResult = z.output<typeof commandResultSchema>
