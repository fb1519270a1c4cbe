import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup, PromiseQuotes, type CaseSnapshot } from '@tongban/case/contract'
import { idOf, instant, isoOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { PoolSuggestion, UnitQuote } from '../../contract/pool.schema.js'
import { SuggestDispatch } from '../use-cases/suggest-dispatch.use-case.js'
import { ClaimEdge } from './claim-edge.js'

export type WhatIf = { readonly categoryCode?: string | undefined; readonly divisionCode?: string | undefined; readonly unitId?: string | undefined }

const MOST_PLACES = 9
const MOST_CATEGORIES = 5

/** One case of the pool, thought through: by what it says, or as if its category or place were another. One query; the rest is in memory. */
@Injectable()
export class ExplainPoolCase {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(SuggestDispatch) private readonly suggestions: SuggestDispatch,
    @Inject(PromiseQuotes) private readonly quotes: PromiseQuotes,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(ClaimEdge) private readonly edge: ClaimEdge,
  ) {}

  async of(principal: Principal, caseId: string, { categoryCode, divisionCode, unitId }: WhatIf): Promise<Result<PoolSuggestion>> {
    if (categoryCode !== undefined && this.categories.category(idOf(categoryCode)) === null) return refuse('CATEGORY_UNKNOWN', { categoryCode })
    if (divisionCode !== undefined && this.org.division(idOf(divisionCode)) === null) return refuse('DIVISION_UNKNOWN', { divisionCode })
    if (unitId !== undefined && this.org.unit(idOf(unitId)) === null) return refuse('UNIT_UNKNOWN', { unitId })
    const snapshot = await this.waiting(principal, caseId)
    if (snapshot === null) return refuse('CASE_NOT_FOUND')
    const asked = { ...snapshot, categoryCode: categoryCode ?? snapshot.categoryCode, divisionCode: divisionCode ?? snapshot.divisionCode }
    const suggestion = this.suggestions.of(asked, { place: divisionCode !== undefined, category: categoryCode !== undefined })
    const unitIds = new Set([suggestion.lead?.id, ...suggestion.alternatives.map(({ unit }) => unit.id), unitId].filter((id) => id !== undefined))
    return ok({
      caseId,
      suggestion,
      places: this.suggestions.placesOf(snapshot).slice(0, MOST_PLACES).map(({ code, path, confidence }) => ({ code, name: path.slice(1).join('›') || path.join('›'), confidence })),
      categories: this.suggestions.categoriesOf(snapshot, MOST_CATEGORIES).map(({ code, confidence }) => ({
        code, name: this.categories.pathOf(idOf(code)).map(({ name }) => name).join('›'), confidence,
      })),
      quotes: [...unitIds].map((id) => this.quote(asked, id)),
    })
  }

  /** What likeness is judged by: the case's own category and place, and the unit that would get it. */
  async likenessOf(principal: Principal, caseId: string): Promise<{ caseId: string; categoryCode: string | null; divisionCode: string | null; leadUnitId: string | null } | null> {
    const snapshot = await this.waiting(principal, caseId)
    if (snapshot === null) return null
    const { categoryCode, divisionCode } = snapshot
    return { caseId, categoryCode, divisionCode, leadUnitId: this.suggestions.of(snapshot).lead?.id ?? null }
  }

  private async waiting(principal: Principal, caseId: string): Promise<CaseSnapshot | null> {
    const snapshot = await this.cases.visibleTo(principal, caseId)
    return snapshot?.status === 'awaiting_dispatch' ? snapshot : null
  }

  /** By the unit's own calendar; a citizen who was promised a date before keeps it. */
  private quote({ urgency, caseType, categoryCode, divisionCode, promiseDueAt }: CaseSnapshot, leadUnitId: string): UnitQuote {
    const quoted = this.quotes.quote({ urgency, caseType, categoryCode, divisionCode, leadUnitId, startedAt: this.edge.clock.now() })
    return {
      unit: { id: leadUnitId, name: this.org.unit(idOf(leadUnitId))?.name ?? leadUnitId }, signDueAt: isoOf(instant(quoted.signDueAt)),
      contactDueAt: isoOf(instant(quoted.contactDueAt)), promiseDueAt: isoOf(promiseDueAt ?? instant(quoted.promiseDueAt)),
    }
  }
}
