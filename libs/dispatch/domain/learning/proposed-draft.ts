import { catalogueRowDraftSchema, type CatalogueRow, type CatalogueRowDraft } from '../../contract/catalogue.schema.js'
import { isSameRule, placeOfRow } from '../catalogue/catalogue.js'
import { conditionCount } from '../catalogue/row-conditions.js'
import type { ProposedRow } from './lesson.js'

/** What would become of the catalogue: the row as it would stand, and the row it starts from. `replaces`: that one is rewritten; else it stays beside it. */
export type ProposedChange = { readonly row: CatalogueRowDraft; readonly from: CatalogueRow | null; readonly replaces: boolean }

/**
 * The row as it would stand in the draft. Cases say who leads, where, and perhaps on which grounds; everything else, the block of townships before all, is
 * taken over from the row that answers now, because the cases say nothing against it.
 */
export function proposedChange(proposed: ProposedRow, legalBasis: string, rows: readonly CatalogueRow[], today: string): ProposedChange {
  const from = answering(proposed, rows, today)
  const change = changedFrom(from, proposed, legalBasis)
  const same = rows.find((row) => isSameRule(row, change))
  // A rule for just these cases that is not in force yet, or answers nobody: what it says is not to be lost either.
  return same === undefined ? { row: change, from, replaces: false } : { row: same === from ? change : changedFrom(same, proposed, legalBasis), from: same, replaces: true }
}

/** Of the rows that speak of all such cases the narrowest; one under conditions only when the case was answered by it. */
function answering(proposed: ProposedRow, rows: readonly CatalogueRow[], today: string): CatalogueRow | null {
  const isHeard = ({ id }: CatalogueRow): boolean => id === proposed.answeredBy
  const depth = (row: CatalogueRow): number => placeOfRow(row)?.length ?? 0
  const [now] = rows
    .filter((row) => covers(row, proposed) && isInForce(row, today) && (conditionCount(row) === 0 || isHeard(row)))
    .sort((a, b) => b.categoryCode.length - a.categoryCode.length || depth(b) - depth(a) || Number(isHeard(b)) - Number(isHeard(a)))
  return now ?? null
}

/** Broader categories and places answer where nothing narrower does. Codes of places begin with those of the places they lie in. */
function covers(row: CatalogueRow, { categoryCode, placeCode }: ProposedRow): boolean {
  const place = placeOfRow(row)
  return categoryCode.startsWith(row.categoryCode) && (place === null || placeCode?.startsWith(place) === true)
}

const isInForce = ({ validFrom, validTo }: CatalogueRow, today: string): boolean => (validFrom === null || validFrom <= today) && (validTo === null || today < validTo)

function changedFrom(from: CatalogueRow | null, { categoryCode, placeCode, scope, functionCode }: ProposedRow, legalBasis: string): CatalogueRowDraft {
  const { id: _id, ...inherited } = from ?? NOTHING
  return catalogueRowDraftSchema.parse({
    ...inherited,
    categoryCode, placeCode, scope, functionCode, leadUnitId: null,
    assistFunctions: inherited.assistFunctions.filter((code) => code !== functionCode),
    copyFunctions: inherited.copyFunctions.filter((code) => code !== functionCode),
    copyCounty: scope === 'township' || inherited.copyCounty,
    legalBasis: legalBasis === '' ? inherited.legalBasis : legalBasis,
  })
}

const NOTHING = { id: '', assistFunctions: [], copyFunctions: [], copyCounty: false, forbidTownship: false, legalBasis: '', requiredFacts: [] } satisfies Partial<CatalogueRow>
