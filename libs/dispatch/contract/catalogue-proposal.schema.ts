import { categoryCodeField, defineEndpoint, divisionCodeField, isoField, pageOf, pageQueryShape, textField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import './learning-refusals.js'
import { answeringScopeSchema, catalogueRowDraftSchema } from './catalogue.schema.js'
import { catalogueFieldSchema } from './catalogue-version.schema.js'

/** What would be changed: a row of the catalogue, a name in the gazetteer, or how cases like these are labelled when the suggestion is trained. */
export const proposalKindSchema = z.enum(['catalogue_row', 'gazetteer_entry', 'training_label'])
export type ProposalKind = z.output<typeof proposalKindSchema>
export const PROPOSAL_KIND_ZH: Readonly<Record<ProposalKind, string>> = { catalogue_row: '派单目录', gazetteer_entry: '地名库', training_label: '分类训练' }

/**
 * What makes somebody think so: a panel's ruling, a return that was agreed to, a dispatcher who gave the case to
 * another unit, or one who put its category or place right before giving it to anybody.
 */
export const proposalCauseSchema = z.enum(['ruling', 'return', 'reassign', 'clarified'])
export type ProposalCause = z.output<typeof proposalCauseSchema>
export const PROPOSAL_CAUSE_ZH: Record<ProposalCause, string> = { ruling: '会商裁定', return: '退单获准', reassign: '改派', clarified: '派单员核定' }

export const proposalStatusSchema = z.enum(['proposed', 'accepted', 'rejected'])
export type ProposalStatus = z.output<typeof proposalStatusSchema>
export const PROPOSAL_STATUS_ZH: Readonly<Record<ProposalStatus, string>> = { proposed: '待处理', accepted: '已采纳', rejected: '不采纳' }

/** As it is stored: the words of the context that would take it in. */
export const proposedCatalogueRowSchema = z.strictObject({
  categoryCode: categoryCodeField,
  /** Null: no place is known; an editor says where it holds. */
  placeCode: divisionCodeField.nullable(),
  scope: answeringScopeSchema,
  functionCode: z.string().nullable(),
  /** The unit the cases went to; the row finds it by its scope and function. */
  leadUnitId: z.string(),
  /** The row that answered the newest of the cases, if one did. */
  answeredBy: z.string().optional(),
})
export const PLACE_NAME_MAX = 24
export const proposedGazetteerEntrySchema = z.strictObject({ name: textField('地名', { min: 2, max: PLACE_NAME_MAX }), divisionCode: divisionCodeField })
/** The cases were filed as one category, and the unit that handled them answers for another their text speaks of. Their text stays where it is. */
export const proposedTrainingLabelSchema = z.strictObject({ filedAs: categoryCodeField, categoryCode: categoryCodeField })

const named = z.object({ id: z.string(), name: z.string() })

/** What accepting it would do to the catalogue as it stands (the draft, when one is open), field by field, so that an editor sees it before. */
export const proposedChangeSchema = z.object({
  /** Null: the whole city. */
  place: named.nullable(),
  /** The row it starts from; null: no row speaks of such cases. */
  fromRowId: z.string().nullable(),
  /** True: that row is rewritten; false: it stays for everything else, and this one is put beside it. */
  replaces: z.boolean(),
  fields: z.array(z.object({ field: catalogueFieldSchema, labelZh: z.string(), before: z.string(), after: z.string() })),
  /** What is taken over unchanged and is not empty. */
  kept: z.array(z.object({ field: catalogueFieldSchema, labelZh: z.string(), value: z.string() })),
  row: catalogueRowDraftSchema,
})
export type ProposedChangeView = z.output<typeof proposedChangeSchema>

/** A change that cases have asked for. */
export const proposalSchema = z.object({
  id: uuidField,
  kind: proposalKindSchema,
  kindZh: z.string(),
  /** With names; exactly one of the three, by `kind`. */
  catalogueRow: z.object({ category: named, place: named.nullable(), scope: answeringScopeSchema, scopeZh: z.string(), functionCode: z.string().nullable(), leadUnit: named }).nullable(),
  gazetteerEntry: z.object({ name: z.string(), division: named }).nullable(),
  trainingLabel: z.object({ filedAs: named, category: named }).nullable(),
  /** Of a row that waits for a decision: as proposed first, then for the whole city, should the editor choose so. */
  changes: z.array(proposedChangeSchema).max(2),
  /** No place is known of its cases: it is not accepted before somebody says where it holds. */
  needsScope: z.boolean(),
  because: proposalCauseSchema,
  becauseZh: z.string(),
  /** Of the ruling; the grounds of an agreed return too. Empty when there are none, or when the case is sealed. */
  principle: z.string(),
  legalBasis: z.string(),
  precedentDisputeId: uuidField.nullable(),
  times: z.int().describe('多少件工单这样说，一件只算一次'),
  against: z.int().describe('多少件工单对同一个问题说法相反'),
  status: proposalStatusSchema,
  statusZh: z.string(),
  /** The newest of those cases within the reader's reach. */
  cases: z.array(z.object({ id: uuidField, number: z.string() })),
  firstAt: isoField,
  lastAt: isoField,
  decided: z.object({ at: isoField, by: named, reason: z.string(), edited: z.boolean() }).nullable(),
})
export type Proposal = z.output<typeof proposalSchema>

export const readCatalogueProposals = defineEndpoint({
  name: 'readCatalogueProposals', method: 'GET', path: '/dispatch/proposals', permission: 'catalogue.read_proposals', tag: 'dispatch',
  summary: '修改建议：派单目录、地名库、分类训练；由会商裁定、获准的退单和改派提出，最近的在前',
  query: z.strictObject({ status: proposalStatusSchema.default('proposed'), kind: proposalKindSchema.optional(), ...pageQueryShape }), response: pageOf(proposalSchema),
})

const aProposal = z.strictObject({ proposalId: uuidField })

export const acceptProposal = defineEndpoint({
  name: 'acceptProposal', method: 'POST', path: '/dispatch/proposals/:proposalId/accept', permission: 'catalogue.edit', tag: 'dispatch', status: 200,
  summary: '采纳修改建议：目录规则进入草稿（发布后才生效），地名进入地名库，训练标注交给分类建议；可以先改内容再采纳',
  params: aProposal,
  body: z.strictObject({
    reason: textField('采纳说明', { max: 500 }).default(''),
    /** Instead of what was proposed, of the same kind; left out: as proposed. */
    catalogueRow: catalogueRowDraftSchema.optional(),
    gazetteerEntry: proposedGazetteerEntrySchema.optional(),
    categoryCode: categoryCodeField.optional(),
  }),
  response: proposalSchema,
  refusals: [
    'PROPOSAL_NOT_FOUND', 'PROPOSAL_DECIDED', 'PROPOSAL_KIND_OTHER', 'PROPOSAL_NEEDS_SCOPE', 'PROPOSAL_NAME_ANYWHERE', 'PROPOSAL_NOWHERE_TO_GO', 'CATALOGUE_ROWS_TIED',
    'CATALOGUE_ROW_FAULTY', 'CATALOGUE_ROWS_TOO_MANY', 'CATALOGUE_DRAFT_OUTDATED',
  ],
  example: { reason: '三件工单一致，目录应当写明' },
})

export const rejectProposal = defineEndpoint({
  name: 'rejectProposal', method: 'POST', path: '/dispatch/proposals/:proposalId/reject', permission: 'catalogue.edit', tag: 'dispatch', status: 200,
  summary: '不采纳修改建议；同样的工单不再提出它', params: aProposal, body: z.strictObject({ reason: textField('理由', { min: 4, max: 500 }) }), response: proposalSchema,
  refusals: ['PROPOSAL_NOT_FOUND', 'PROPOSAL_DECIDED'], example: { reason: '个案，目录不改' },
})

export const PROPOSAL_ENDPOINTS = [readCatalogueProposals, acceptProposal, rejectProposal]

/** Told when a proposal is accepted, for the contexts that take it in; `caseIds`: the newest of those that said so. */
export const PROPOSAL_ACCEPTED = 'dispatch.proposal_accepted.v1'
