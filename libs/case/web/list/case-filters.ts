import type { CallInput } from '@tongban/ui/web'
import { addDays, isoOf, plainDate, startOfDay, type PlainDate } from '@tongban/kernel/core'
import { caseFlagSchema, caseStatusSchema, caseTypeSchema, type listCases } from '../../contract/index.js'

/** The list's filters as they stand in the address: days as the city counts them, several values separated by commas. */
export const CASE_FILTERS = { status: '', type: '', county: '', from: '', to: '', overdue: '', flag: '', q: '' } as const
export type CaseFilters = Readonly<Record<keyof typeof CASE_FILTERS, string>>

/** Shortest text the server searches for. */
export const MIN_SEARCH = 2

const known = <Value extends string>(text: string, values: readonly Value[]): Value[] =>
  values.filter((value) => text.split(',').includes(value))

function dayOf(text: string): PlainDate | null {
  try {
    return text === '' ? null : plainDate(text)
  } catch {
    // an address somebody typed: a filter that says nothing is no filter
    return null
  }
}

/** The query of the API; the last day is meant whole, so it ends where the next one begins. */
export function queryOf(filters: CaseFilters): NonNullable<CallInput<typeof listCases>['query']> {
  const status = known(filters.status, caseStatusSchema.options)
  const caseType = known(filters.type, caseTypeSchema.options)
  const flag = known(filters.flag, caseFlagSchema.options)
  const from = dayOf(filters.from)
  const to = dayOf(filters.to)
  const q = filters.q.trim()
  return {
    limit: 50,
    ...(status.length === 0 ? {} : { status }),
    ...(caseType.length === 0 ? {} : { caseType }),
    ...(/^\d{6}$/.test(filters.county) ? { countyCode: filters.county } : {}),
    ...(from === null ? {} : { filedFrom: isoOf(startOfDay(from)) }),
    ...(to === null ? {} : { filedTo: isoOf(startOfDay(addDays(to, 1))) }),
    ...(filters.overdue === '1' ? { overdue: 'true' } : {}),
    ...(flag.length === 0 ? {} : { flag }),
    ...([...q].length < MIN_SEARCH ? {} : { q }),
  }
}
