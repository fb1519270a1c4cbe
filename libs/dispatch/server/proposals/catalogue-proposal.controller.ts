import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { z } from 'zod'
import { ANSWERING_SCOPE_LABELS_ZH } from '../../contract/catalogue.schema.js'
import { PROPOSAL_CAUSE_ZH, readCatalogueProposals } from '../../contract/catalogue-proposal.schema.js'
import { CatalogueProposalStore } from './catalogue-proposal.store.js'

/** Of each proposal; a page of a hundred stays one look-up. */
const CASES_SHOWN = 5

@Controller()
export class CatalogueProposalController {
  constructor(
    @Inject(CatalogueProposalStore) private readonly store: CatalogueProposalStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
  ) {}

  /** Two queries: the proposals, and the numbers of those of their cases that this person may see. */
  @HttpEndpoint(readCatalogueProposals)
  async list(
    @Input() { query }: InputOf<typeof readCatalogueProposals>,
    @Caller() { principal }: RequestContext<Principal>,
  ): Promise<z.output<(typeof readCatalogueProposals)['response']>> {
    const { items, nextCursor } = await this.store.list(query)
    const shown = items.flatMap((item) => item.case_ids.slice(-CASES_SHOWN))
    const visible = shown.length === 0 ? [] : await this.cases.visibleAmong(principal, [...new Set(shown)])
    const numbers = new Map(visible.map(({ id, number }) => [id, number]))
    return {
      items: items.map((row) => ({
        id: row.id, category: { id: row.category_code, name: this.categories.category(idOf(row.category_code))?.name ?? row.category_code },
        place: row.place_code === null ? null : { id: row.place_code, name: this.org.division(idOf(row.place_code))?.name ?? row.place_code },
        scope: row.scope, scopeZh: ANSWERING_SCOPE_LABELS_ZH[row.scope], functionCode: row.function_code,
        leadUnit: { id: row.lead_unit_id, name: this.org.unit(idOf(row.lead_unit_id))?.name ?? row.lead_unit_id },
        because: row.because, becauseZh: PROPOSAL_CAUSE_ZH[row.because], principle: row.principle, legalBasis: row.legal_basis,
        precedentDisputeId: row.precedent_dispute_id, times: row.times, status: row.status,
        cases: row.case_ids.slice(-CASES_SHOWN).reverse().flatMap((id) => (numbers.has(id) ? [{ id, number: numbers.get(id) ?? '' }] : [])),
        firstAt: isoOf(instant(row.first_at)), lastAt: isoOf(instant(row.last_at)),
      })),
      nextCursor,
    }
  }
}
