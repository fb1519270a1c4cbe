import type { OrgLookups } from '../plan/org-lookups.js'
import { categoryPathOf, placeOfRow } from './catalogue.js'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'

/** What a catalogue may refer to, and what it has to answer for. */
export type CatalogueWorld = {
  readonly categories: readonly { readonly code: string; readonly name: string }[]
  readonly functions: ReadonlyMap<string, string>
  readonly org: OrgLookups
  readonly townshipCodes: readonly string[]
  /** `YYYY-MM-DD`: rows have dates. */
  readonly today: string
}

export const leavesOf = ({ categories }: CatalogueWorld): readonly { readonly code: string; readonly name: string }[] => {
  const parents = new Set(categories.flatMap(({ code }) => categoryPathOf(code).slice(1)))
  return categories.filter(({ code }) => !parents.has(code))
}

const categoryName = ({ categories }: CatalogueWorld, code: string): string => {
  const name = categories.find((each) => each.code === code)?.name
  return name === undefined ? code : `${name}（${code}）`
}

const placeName = ({ org }: CatalogueWorld, code: string | null): string => (code === null ? '全市' : (org.division(code)?.name ?? code))

/** A place lies in another when the other is on its path; all lie in the whole city, null. */
export const liesIn = (inner: string | null, outer: string | null, { org }: CatalogueWorld): boolean =>
  outer === null || (inner !== null && org.pathOf(inner).some(({ code }) => code === outer))

/** How a row is spoken of: 城镇集中供热（0405）、奈曼旗. */
export const spokenName = (row: CatalogueRow, world: CatalogueWorld): string => `${categoryName(world, row.categoryCode)}、${placeName(world, placeOfRow(row))}`
