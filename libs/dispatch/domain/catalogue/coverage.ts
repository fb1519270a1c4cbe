import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CoverageOutcome } from '../../contract/catalogue-coverage.schema.js'
import { answeringRow, unitOfRow, type PlaceCodes } from '../plan/find-lead.js'
import type { OrgLookups, UnitFacts } from '../plan/org-lookups.js'
import { buildCatalogue, categoryPathOf, lookUp, placeOfRow, type Catalogue, type CatalogueAnswer } from './catalogue.js'
import { leavesOf, type CatalogueWorld } from './catalogue-world.js'
import { conditionCount } from './row-conditions.js'

/** Who answers for one matter in one township, when the case meets no condition of any row. */
export type PairAnswer = {
  readonly leafCode: string
  readonly countyCode: string
  readonly townshipCode: string
  readonly outcome: CoverageOutcome
  /** Null when the county stands in for nobody in particular. */
  readonly unit: UnitFacts | null
  /** The row that answers; with a tie both. */
  readonly rows: readonly CatalogueRow[]
}

export const placeCodesOf = (code: string, org: OrgLookups): PlaceCodes => ({
  code,
  countyCode: org.countyOf(code)?.code ?? null,
  townshipCode: org.townshipOf(code)?.code ?? null,
  path: org.pathOf(code).map((division) => division.code),
})

function answerOf(answer: CatalogueAnswer, place: PlaceCodes, org: OrgLookups): Pick<PairAnswer, 'outcome' | 'unit' | 'rows'> {
  const { row } = answeringRow(answer, org)
  const coordinator = place.countyCode === null ? null : org.coordinatorOf(place.countyCode)
  if (row === null) return { outcome: 'gap', unit: coordinator, rows: [] }
  if (answer.tied) return { outcome: 'tie', unit: null, rows: [row, ...answer.rivals.slice(0, 1)] }
  const unit = unitOfRow(row, place, org)
  return unit === null ? { outcome: 'unit_missing', unit: coordinator, rows: [row] } : { outcome: row.scope, unit, rows: [row] }
}

/**
 * Every matter in every township, by the same look-up dispatching goes by. Townships that no row tells apart share one look-up, which leaves a few thousand
 * of some fifty thousand.
 */
export function coverageOf({ version, rows }: Catalogue, world: CatalogueWorld): PairAnswer[] {
  const { org, today } = world
  // What holds only for some cases leaves the others without an answer, and keeps no township out of them.
  const catalogue = buildCatalogue(rows.filter((row) => conditionCount(row) === 0), version)
  const places = world.townshipCodes.map((code) => placeCodesOf(code, org))
  return leavesOf(world).flatMap(({ code: leafCode }) => {
    const told = new Set(categoryPathOf(leafCode).flatMap((code) => catalogue.byCategory.get(code) ?? []).map(placeOfRow))
    const known = new Map<string, CatalogueAnswer>()
    return places.map((place): PairAnswer => {
      const key = place.path.filter((code) => told.has(code)).join()
      const answer = known.get(key) ?? lookUp(catalogue, { categoryCode: leafCode, placePath: place.path, day: today })
      known.set(key, answer)
      return { leafCode, countyCode: place.countyCode ?? '', townshipCode: place.townshipCode ?? '', ...answerOf(answer, place, org) }
    })
  })
}
