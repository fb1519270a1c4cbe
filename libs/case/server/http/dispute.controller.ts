import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { idOf, isoOf, instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { z } from 'zod'
import { DISPUTE_CAUSE_ZH } from '../../contract/procedures.js'
import { listDisputes, listPrecedents, type DisputeItem, type Precedent } from '../../contract/dispute-endpoints.js'
import { DisputeReadModel, type DisputeRow, type PrecedentRow } from '../persistence/dispute.read-model.js'
import { CaseViewMapper } from './case-view.mapper.js'
import { disputeViewOf } from './procedures-view.mapper.js'

type Named = { id: string; name: string }

/** The panel's queue and the precedents. Names are in memory: each answer is one query. */
@Controller()
export class DisputeController {
  constructor(
    @Inject(DisputeReadModel) private readonly disputes: DisputeReadModel,
    @Inject(CaseViewMapper) private readonly views: CaseViewMapper,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  @HttpEndpoint(listDisputes)
  async list(@Input() { query }: InputOf<typeof listDisputes>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof listDisputes)['response']>> {
    const { items, nextCursor } = await this.disputes.list(principal, query)
    return { items: items.map((row) => this.item(row)), nextCursor }
  }

  @HttpEndpoint(listPrecedents)
  async precedents(@Input() { query }: InputOf<typeof listPrecedents>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof listPrecedents)['response']>> {
    const { items, nextCursor } = await this.disputes.precedents(principal, query)
    return { items: items.map((row) => this.precedent(row)), nextCursor }
  }

  private item(row: DisputeRow): DisputeItem {
    const county = row.county_code === null ? null : this.org.division(idOf(row.county_code))
    return {
      caseId: row.case_id, number: row.number, version: row.version, title: row.title, status: row.status, placeText: row.place_text,
      category: this.category(row.category_code), county: county ? { id: county.code, name: county.name } : null,
      leadUnit: row.lead_unit_id === null ? null : this.unit(row.lead_unit_id),
      dispute: disputeViewOf(row.dispute, { unit: this.views.unitName, person: (id) => id, moment: String }),
    }
  }

  private precedent(row: PrecedentRow): Precedent {
    return {
      disputeId: row.dispute_id, caseId: row.case_id, number: row.number, title: row.title, category: this.category(row.category_code), cause: row.cause,
      causeZh: DISPUTE_CAUSE_ZH[row.cause], units: row.unit_ids.map((id) => this.unit(id)), unit: this.unit(row.ruled_unit_id), principle: row.principle,
      reasons: row.reasons, legalBasis: row.legal_basis, ruledAt: isoOf(instant(row.ruled_at)),
    }
  }

  private unit(id: string): Named {
    return { id, name: this.views.unitName(id) }
  }

  private category(code: string | null): Named | null {
    const category = code === null ? null : this.categories.category(idOf(code))
    return category === null ? null : { id: category.code, name: category.name }
  }
}
