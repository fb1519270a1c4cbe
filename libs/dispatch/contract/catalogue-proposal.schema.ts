import { defineEndpoint, isoField, pageOf, pageQueryShape, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { answeringScopeSchema } from './catalogue.schema.js'

/** What makes somebody think the catalogue is wrong: a panel's ruling, or returns that were agreed to. */
export const proposalCauseSchema = z.enum(['ruling', 'return'])
export type ProposalCause = z.output<typeof proposalCauseSchema>
export const PROPOSAL_CAUSE_ZH: Record<ProposalCause, string> = { ruling: '会商裁定', return: '退单获准' }

export const proposalStatusSchema = z.enum(['proposed', 'accepted', 'rejected'])
export type ProposalStatus = z.output<typeof proposalStatusSchema>

const named = z.object({ id: z.string(), name: z.string() })

/** A change to the dispatch catalogue that cases have asked for; in the catalogue's own words, so that accepting it is one step. */
export const catalogueProposalSchema = z.object({
  id: uuidField,
  category: named,
  /** Null: the whole city. */
  place: named.nullable(),
  scope: answeringScopeSchema,
  scopeZh: z.string(),
  functionCode: z.string().nullable(),
  leadUnit: named,
  because: proposalCauseSchema,
  becauseZh: z.string(),
  /** Of the ruling; empty when only returns say so. */
  principle: z.string(),
  legalBasis: z.string(),
  precedentDisputeId: uuidField.nullable(),
  times: z.int().describe('多少件工单这样说'),
  status: proposalStatusSchema,
  /** The newest of those cases within the reader's reach. */
  cases: z.array(z.object({ id: uuidField, number: z.string() })),
  firstAt: isoField,
  lastAt: isoField,
})
export type CatalogueProposal = z.output<typeof catalogueProposalSchema>

export const readCatalogueProposals = defineEndpoint({
  name: 'readCatalogueProposals', method: 'GET', path: '/dispatch/proposals', permission: 'catalogue.read_proposals', tag: 'dispatch',
  summary: '派单目录修改建议：由会商裁定和获准的退单提出，最近的在前',
  query: z.strictObject({ status: proposalStatusSchema.default('proposed'), ...pageQueryShape }), response: pageOf(catalogueProposalSchema),
})
