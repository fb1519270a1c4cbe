import type { QueryInputOf } from '@tongban/kernel/contract'
import { addDays, isoOf, plainDate, startOfDay } from '@tongban/kernel/core'
import type { listOrders } from '../contract/index.js'

/** The filters of the ledger as the address keeps them. */
export const LEDGER_FILTERS = { view: 'open', q: '', kind: '', origin: '', county: '', unit: '', from: '', to: '' } as const
export type LedgerFilters = Readonly<Record<keyof typeof LEDGER_FILTERS, string>>
export type LedgerQuery = Omit<QueryInputOf<typeof listOrders>, 'limit' | 'cursor'>

const OPEN = ['issued', 'signed', 'replied']
const SHORTEST = 2

/** The start of a city day as a moment, or of the one after it; nothing for what is no day. */
function dayStart(day: string, later = 0): string | undefined {
  try {
    return isoOf(startOfDay(addDays(plainDate(day), later)))
  } catch {
    return undefined
  }
}

/** What the list, the counts and the export are asked. A case's number is looked for as such, anything else in the order's words. */
export function ledgerQuery({ view, q, kind, origin, county, unit, from, to }: LedgerFilters): LedgerQuery {
  const words = q.trim()
  const isCase = /^\d{8,20}$/.test(words)
  const [issuedFrom, issuedTo] = [dayStart(from), dayStart(to, 1)]
  return {
    ...(view === 'open' ? { state: OPEN } : {}),
    ...(view === 'review' ? { state: ['replied'] } : {}),
    ...(view === 'late' ? { overdue: 'now' as const } : {}),
    ...(isCase ? { caseNumber: words } : {}),
    ...(!isCase && [...words].length >= SHORTEST ? { q: words } : {}),
    ...(kind === '' ? {} : { kind: kind.split(',') }),
    ...(origin === '' ? {} : { origin: origin.split(',') }),
    ...(county === '' ? {} : { countyCode: county }),
    ...(unit === '' ? {} : { unitId: unit }),
    ...(issuedFrom === undefined ? {} : { issuedFrom }),
    ...(issuedTo === undefined ? {} : { issuedTo }),
  } as LedgerQuery
}
