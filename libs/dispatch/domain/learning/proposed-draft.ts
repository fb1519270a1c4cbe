import { catalogueRowDraftSchema, type CatalogueRow, type CatalogueRowDraft } from '../../contract/catalogue.schema.js'
import type { ProposedRow } from './lesson.js'

/** Broader categories answer where nothing narrower does. */
const covers = (row: CatalogueRow, { categoryCode, placeCode }: ProposedRow): boolean =>
  categoryCode.startsWith(row.categoryCode) && (row.placeCode === null || row.placeCode === placeCode) && row.caseTypes.length === 0 && row.urgencies.length === 0 && row.season === null

/**
 * The row as it would stand in the draft: who leads is what the cases say; what is asked of the caller, who helps and what a reply needs is taken over
 * from the row that answers now, because the cases say nothing against it.
 */
export function proposedDraft(proposed: ProposedRow, legalBasis: string, rows: readonly CatalogueRow[]): CatalogueRowDraft {
  const [now] = rows
    .filter((row) => covers(row, proposed))
    .sort((a, b) => b.categoryCode.length - a.categoryCode.length || (b.placeCode ?? '').length - (a.placeCode ?? '').length)
  const { categoryCode, placeCode, scope, functionCode } = proposed
  return catalogueRowDraftSchema.parse({
    categoryCode, placeCode, scope, functionCode,
    assistFunctions: (now?.assistFunctions ?? []).filter((code) => code !== functionCode),
    copyFunctions: (now?.copyFunctions ?? []).filter((code) => code !== functionCode),
    copyCounty: scope === 'township' || (now?.copyCounty ?? false),
    forbidTownship: false,
    legalBasis: legalBasis === '' ? (now?.legalBasis ?? '') : legalBasis,
    requiredFacts: [...(now?.requiredFacts ?? [])],
    evidenceRequired: now?.evidenceRequired ?? null,
  })
}
