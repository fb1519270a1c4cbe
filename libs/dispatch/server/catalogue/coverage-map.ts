import { Inject, Injectable } from '@nestjs/common'
import type { CatalogueCoverage, CoverageCell, CoverageCounts, CoverageOutcome } from '../../contract/catalogue-coverage.schema.js'
import { buildCatalogue, categoryPathOf, conditionCount, coverageOf, grouped, leavesOf, type Catalogue, type CatalogueWorld, type PairAnswer } from '../../domain/index.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { CatalogueViews } from './catalogue-views.js'
import { refusing } from './draft-change.js'
import { PublishedCatalogues } from './published-catalogues.js'

type Source = 'in_force' | 'draft'

const OUTCOMES: readonly CoverageOutcome[] = ['township', 'county_department', 'city_department', 'enterprise', 'county_coordinator', 'gap', 'tie', 'unit_missing']
const ZERO: CoverageCounts = { pairs: 0, township: 0, county_department: 0, city_department: 0, enterprise: 0, county_coordinator: 0, gap: 0, tie: 0, unit_missing: 0 }

function countsOf(pairs: readonly PairAnswer[]): CoverageCounts {
  const counts = { ...ZERO, pairs: pairs.length }
  for (const { outcome } of pairs) counts[outcome] += 1
  return counts
}

/** The catalogue as a map of who answers where; made anew at each question, some 50,000 look-ups in memory. */
@Injectable()
export class CoverageMap {
  constructor(
    @Inject(PublishedCatalogues) private readonly published: PublishedCatalogues,
    @Inject(CatalogueViews) private readonly views: CatalogueViews,
    @Inject(CatalogueSurroundings) private readonly surroundings: CatalogueSurroundings,
  ) {}

  /** Throws Refused: CATALOGUE_DRAFT_UNKNOWN. */
  async map(level: number, source: Source): Promise<CatalogueCoverage> {
    const catalogue = await this.catalogue(source)
    const world = this.surroundings.world()
    const pairs = coverageOf(catalogue, world)
    const counties = this.surroundings.counties()
    const lines = grouped(pairs, ({ leafCode }) => leafCode.slice(0, level * 2))
    return {
      version: catalogue.version, leaves: leavesOf(world).length, townships: world.townshipCodes.length, totals: countsOf(pairs), counties,
      lines: [...lines].map(([code, ofLine]) => {
        const cells = grouped(ofLine, ({ countyCode }) => countyCode)
        return {
          category: { id: code, name: this.surroundings.naming.category(code) ?? code }, leaves: new Set(ofLine.map(({ leafCode }) => leafCode)).size, totals: countsOf(ofLine),
          cells: counties.map(({ id }) => countsOf(cells.get(id) ?? [])),
        }
      }),
    }
  }

  /** Throws Refused: NOT_FOUND, CATALOGUE_DRAFT_UNKNOWN. */
  async cell(categoryCode: string, countyCode: string, source: Source): Promise<CoverageCell> {
    const { naming } = this.surroundings
    const county = this.surroundings.counties().find(({ id }) => id === countyCode)
    const category = naming.category(categoryCode)
    if (county === undefined || category === null) return refusing('NOT_FOUND')
    const catalogue = await this.catalogue(source)
    const all = this.surroundings.world()
    const world: CatalogueWorld = {
      ...all, categories: all.categories.filter(({ code }) => code.startsWith(categoryCode)), townshipCodes: all.townshipCodes.filter((code) => all.org.countyOf(code)?.code === countyCode),
    }
    const byLeaf = grouped(coverageOf(catalogue, world), ({ leafCode }) => leafCode)
    return {
      category: { id: categoryCode, name: category }, county: { id: county.id, name: county.name }, townships: county.townships,
      leaves: [...byLeaf].map(([code, pairs]) => ({ category: { id: code, name: naming.category(code) ?? code }, answers: this.answersOf(catalogue, code, pairs, world) })),
    }
  }

  private answersOf(catalogue: Catalogue, leafCode: string, pairs: readonly PairAnswer[], { org }: CatalogueWorld): CoverageCell['leaves'][number]['answers'] {
    const { naming } = this.surroundings
    const conditional = categoryPathOf(leafCode).flatMap((code) => catalogue.byCategory.get(code) ?? []).filter((row) => conditionCount(row) > 0)
    // A township answers for itself: what its neighbours do alike is one answer.
    const alike = grouped(pairs, ({ outcome, unit, rows }) => [outcome, outcome === 'township' ? '' : unit?.id, ...rows.map(({ id }) => id)].join(' '))
    const order = (outcome: CoverageOutcome): number => OUTCOMES.length - OUTCOMES.indexOf(outcome)
    return [...alike.values()].flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const paths = group.map(({ townshipCode }) => org.pathOf(townshipCode).map(({ code }) => code))
      return [{
        outcome: first.outcome, unit: first.outcome === 'township' || first.unit === null ? null : { id: first.unit.id, name: first.unit.name }, rowIds: first.rows.map(({ id }) => id),
        townships: group.map(({ townshipCode }) => ({ id: townshipCode, name: naming.place(townshipCode) ?? townshipCode })),
        conditionalRowIds: conditional.filter(({ placeCode }) => placeCode === null || paths.some((path) => path.includes(placeCode))).map(({ id }) => id),
      }]
    }).sort((a, b) => order(a.outcome) - order(b.outcome))
  }

  private async catalogue(source: Source): Promise<Catalogue> {
    return source === 'in_force' ? this.published.inForce() : buildCatalogue(await this.views.draftRows(null))
  }
}
