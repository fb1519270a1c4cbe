import { caseTypeSchema } from '@tongban/case/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'
import type { CatalogueRow, Season } from '../../contract/catalogue.schema.js'

/** What a case is beside its category and place. Null or left out: not known. */
export type Circumstances = {
  readonly caseType?: string | null | undefined
  readonly urgency?: string | null | undefined
  /** `YYYY-MM-DD`. */
  readonly day?: string | null | undefined
}

type Conditions = Pick<CatalogueRow, 'caseTypes' | 'urgencies' | 'season' | 'validFrom' | 'validTo'>

export const conditionCount = ({ caseTypes, urgencies, season }: Conditions): number =>
  (caseTypes.length > 0 ? 1 : 0) + (urgencies.length > 0 ? 1 : 0) + (season === null ? 0 : 1)

/** Month and day against month and day; a season that ends before it begins runs over the new year. */
function isInSeason({ from, until }: Season, monthDay: string): boolean {
  return from < until ? from <= monthDay && monthDay < until : from <= monthDay || monthDay < until
}

const isValidOn = ({ validFrom, validTo }: Conditions, day: string): boolean => (validFrom === null || validFrom <= day) && (validTo === null || day < validTo)

/** A condition that cannot be judged, because the case does not say, counts as `unknown`. Dates are not asked where no day is known. */
function meets(row: Conditions, { caseType, urgency, day }: Circumstances, unknown: boolean): boolean {
  const among = (allowed: readonly string[], value: string | null | undefined): boolean => allowed.length === 0 || (value == null ? unknown : allowed.includes(value))
  if (!among(row.caseTypes, caseType) || !among(row.urgencies, urgency)) return false
  if (day == null) return row.season === null || unknown
  return isValidOn(row, day) && (row.season === null || isInSeason(row.season, day.slice(5)))
}

/** The row speaks of such a case for certain. */
export const isMet = (row: Conditions, circumstances: Circumstances): boolean => meets(row, circumstances, false)

/** The row may speak of such a case: what is not known is not held against it. For what is forbidden. */
export const mayBeMet = (row: Conditions, circumstances: Circumstances): boolean => meets(row, circumstances, true)

const MONTH_DAYS: readonly string[] = Array.from({ length: 12 }, (_, month) =>
  Array.from({ length: month === 1 ? 29 : [3, 5, 8, 10].includes(month) ? 30 : 31 }, (_each, day) => `${pad(month + 1)}-${pad(day + 1)}`),
).flat()
function pad(value: number): string {
  return String(value).padStart(2, '0')
}

const meet = (a: readonly string[], b: readonly string[]): boolean => a.length === 0 || b.length === 0 || a.some((each) => b.includes(each))

/** Some case on some day meets both rows. */
export function conditionsMeet(a: Conditions, b: Conditions): boolean {
  if (!meet(a.caseTypes, b.caseTypes) || !meet(a.urgencies, b.urgencies)) return false
  const from = [a.validFrom, b.validFrom].reduce<string>((latest, each) => (each !== null && each > latest ? each : latest), '')
  if ([a.validTo, b.validTo].some((to) => to !== null && to <= from)) return false
  const { season } = a
  const other = b.season
  if (season === null || other === null) return true
  return isInSeason(season, other.from) || isInSeason(other, season.from)
}

/** Every case that meets `inner`, on every day, meets `outer` as well. */
export function conditionsCover(outer: Conditions, inner: Conditions): boolean {
  const within = (wide: readonly string[], narrow: readonly string[], all: readonly string[]): boolean =>
    wide.length === 0 || (narrow.length === 0 ? all : narrow).every((each) => wide.includes(each))
  if (!within(outer.caseTypes, inner.caseTypes, caseTypeSchema.options) || !within(outer.urgencies, inner.urgencies, urgencySchema.options)) return false
  if (outer.validFrom !== null && (inner.validFrom === null || inner.validFrom < outer.validFrom)) return false
  if (outer.validTo !== null && (inner.validTo === null || inner.validTo > outer.validTo)) return false
  const { season } = outer
  if (season === null) return true
  const narrow = inner.season
  return narrow !== null && MONTH_DAYS.every((day) => !isInSeason(narrow, day) || isInSeason(season, day))
}
