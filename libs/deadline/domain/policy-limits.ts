import { ok, refuse, type Result } from '@tongban/kernel/core'
import {
  DUTY_KINDS, type ClockKind, type DutyKind, type LimitKind, type PolicyOverride, type PolicySelector, type ServiceClass,
} from '@tongban/deadline/contract'
import type { Duration } from '@tongban/worktime/contract'
import { procedureLimitOf, type DeadlinePolicy } from './deadline-policy.js'

/** What of a case decides its limits, its urgency and type put together to the class. Null is unknown: no row that asks for it fits. */
export type LimitSubject = {
  readonly serviceClass: ServiceClass
  readonly caseType?: string | null
  readonly categoryCode?: string | null
  readonly divisionCode?: string | null
}

/** Which row gave a limit: `override` is its place in `policy.overrides`, null the basic row of the class or the limits of procedures. */
export type DecidedLimit = { readonly limit: Duration; readonly source: string; readonly override: number | null }

type Row = { readonly selector: PolicySelector; readonly decided: DecidedLimit }
/** category → division prefix → rows, the one that names a type before the one that names a class; '' is any. */
type KindIndex = ReadonlyMap<string, ReadonlyMap<string, readonly Row[]>>

const ANY = ''
/** Levels of the two trees, deepest first. A child's code begins with its parent's, but for the city: see `divisionPrefix`. */
const CATEGORY_LENGTHS = [6, 4, 2]
const DIVISION_LENGTHS = [12, 9, 6, 4]

/** What the codes of everything inside a division begin with: a city's code is its counties' with the last two digits at zero. */
export const divisionPrefix = (code: string): string => (code.length === 6 && code.endsWith('00') ? code.slice(0, 4) : code)

/**
 * The order of rows for one case, the most specific first: category before division before type before class, a deeper category or division before a
 * higher one. Rows that fit one case and rank alike have the same selector, for one code has one ancestor of a length.
 */
export function compareSelectors(a: PolicySelector, b: PolicySelector): number {
  const [left, right] = [rankOf(a), rankOf(b)]
  const first = left.findIndex((part, at) => part !== right[at])
  return first === -1 ? 0 : (right[first] ?? 0) - (left[first] ?? 0)
}

const rankOf = ({ categoryCode, divisionCode, caseType, serviceClass }: PolicySelector): readonly number[] => [
  categoryCode?.length ?? 0, divisionCode === null ? 0 : divisionPrefix(divisionCode).length, caseType === null ? 0 : 1, serviceClass === null ? 0 : 1,
]

/** Two selectors that speak of the same cases. */
export const isSameSelector = (a: PolicySelector, b: PolicySelector): boolean =>
  a.categoryCode === b.categoryCode && a.caseType === b.caseType && a.serviceClass === b.serviceClass && prefixOrNull(a) === prefixOrNull(b)

const prefixOrNull = ({ divisionCode }: PolicySelector): string | null => (divisionCode === null ? null : divisionPrefix(divisionCode))

/**
 * The limit of one kind for one case: of the most specific row that names it, else of the class's basic row, or of the procedures of the house.
 * Refuses DEADLINE_POLICY_MISSING {serviceClass}.
 */
export function limitFor(policy: DeadlinePolicy, subject: LimitSubject, kind: LimitKind | ClockKind): Result<Duration> {
  const decided = decidedLimit(policy, subject, kind)
  return decided.ok ? ok(decided.value.limit) : decided
}

/** As `limitFor`, with the row it comes from. */
export function decidedLimit(policy: DeadlinePolicy, subject: LimitSubject, kind: LimitKind | ClockKind): Result<DecidedLimit> {
  const limitKind = kind === 'ruling' ? 'return_ruling' : kind
  const row = overrideFor(indexOf(policy).get(limitKind), subject)
  if (row !== null) return ok(row.decided)
  if (!isDuty(limitKind)) return ok({ limit: procedureLimitOf(policy, limitKind), source: policy.procedureSources?.[limitKind] ?? '', override: null })
  const basic = policy.rows.find((each) => each.serviceClass === subject.serviceClass)
  return basic === undefined
    ? refuse('DEADLINE_POLICY_MISSING', { serviceClass: subject.serviceClass })
    : ok({ limit: basic.limits[limitKind], source: basic.source, override: null })
}

// A set, because every filing asks four times.
const DUTIES: ReadonlySet<string> = new Set(DUTY_KINDS)
const isDuty = (kind: LimitKind): kind is DutyKind => DUTIES.has(kind)

function overrideFor(index: KindIndex | undefined, { serviceClass, caseType = null, categoryCode = null, divisionCode = null }: LimitSubject): Row | null {
  if (index === undefined) return null
  for (const category of prefixes(categoryCode, CATEGORY_LENGTHS)) {
    const divisions = index.get(category)
    if (divisions === undefined) continue
    for (const division of prefixes(divisionCode, DIVISION_LENGTHS)) {
      const row = divisions
        .get(division)
        ?.find(({ selector }) => (selector.caseType === null || selector.caseType === caseType) && (selector.serviceClass === null || selector.serviceClass === serviceClass))
      if (row !== undefined) return row
    }
  }
  return null
}

const prefixes = (code: string | null, lengths: readonly number[]): readonly string[] =>
  code === null ? [ANY] : [...lengths.filter((length) => length <= code.length).map((length) => code.slice(0, length)), ANY]

/** Versions are never edited, so an index is made once for each. */
const INDEXES = new WeakMap<DeadlinePolicy, ReadonlyMap<LimitKind, KindIndex>>()

function indexOf(policy: DeadlinePolicy): ReadonlyMap<LimitKind, KindIndex> {
  const known = INDEXES.get(policy)
  if (known !== undefined) return known
  const index = buildIndex(policy.overrides)
  INDEXES.set(policy, index)
  return index
}

function buildIndex(overrides: readonly PolicyOverride[]): ReadonlyMap<LimitKind, KindIndex> {
  const kinds = new Map<LimitKind, Map<string, Map<string, Row[]>>>()
  const rows = overrides
    .flatMap(({ selector, limits, source }, override) =>
      (Object.entries(limits) as [LimitKind, Duration][]).map(([kind, limit]) => ({ kind, row: { selector, decided: { limit, source, override } } })),
    )
    .sort((a, b) => compareSelectors(a.row.selector, b.row.selector))
  for (const { kind, row } of rows) {
    const categories = entryOf(kinds, kind, () => new Map<string, Map<string, Row[]>>())
    const divisions = entryOf(categories, row.selector.categoryCode ?? ANY, () => new Map<string, Row[]>())
    entryOf(divisions, prefixOrNull(row.selector) ?? ANY, () => []).push(row)
  }
  return kinds
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
