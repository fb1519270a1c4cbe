import { Inject, Injectable } from '@nestjs/common'
import { Clock, idOf, plainDateOf } from '@tongban/kernel/core'
import { FUNCTION_CODE_LABELS_ZH, OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueNames } from '../../contract/catalogue-version.schema.js'
import type { CatalogueNaming, CatalogueWorld, OrgLookups } from '../../domain/index.js'

const FUNCTIONS: ReadonlyMap<string, string> = new Map(Object.entries(FUNCTION_CODE_LABELS_ZH))

/** What a catalogue refers to, as it is today: categories, divisions, units. Everything is in memory. */
@Injectable()
export class CatalogueSurroundings {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  get naming(): CatalogueNaming {
    return {
      category: (code) => this.categories.category(idOf(code))?.name ?? null,
      place: (code) => this.org.division(idOf(code))?.name ?? null,
      unit: (id) => this.org.unit(idOf(id))?.name ?? null,
      functions: FUNCTIONS,
    }
  }

  world(): CatalogueWorld {
    return {
      categories: this.categories.all(),
      functions: FUNCTIONS,
      org: this.org as unknown as OrgLookups,
      townshipCodes: this.org.allDivisions().filter(({ level }) => level === 'township').map(({ code }) => code),
      today: plainDateOf(this.clock.now()),
    }
  }

  /** What the codes in rows mean today. */
  namesIn(rows: readonly CatalogueRow[]): CatalogueNames {
    const { category, place, unit } = this.naming
    const named = (codes: readonly (string | null)[], nameOf: (code: string) => string | null): { id: string; name: string }[] =>
      [...new Set(codes.filter((code) => code !== null))].flatMap((id) => {
        const name = nameOf(id)
        return name === null ? [] : [{ id, name }]
      })
    return {
      categories: named(rows.map(({ categoryCode }) => categoryCode), category),
      places: named(rows.map(({ placeCode }) => placeCode), place),
      units: named(rows.map(({ leadUnitId }) => leadUnitId), unit),
    }
  }

  /** Codes, names and townships of the counties, in code order. */
  counties(): { id: string; name: string; townships: number }[] {
    const divisions = this.org.allDivisions()
    return divisions.filter(({ level }) => level === 'county').map(({ code, name }) => ({
      id: code, name, townships: divisions.filter((each) => each.level === 'township' && this.org.countyOf(each.code)?.code === code).length,
    }))
  }
}
