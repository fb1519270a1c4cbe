import { HOUR_MS, instantFromIso, plainDateOf, type Instant } from '@tongban/kernel/core'
import type { InboxItem } from '../../contract/index.js'

/** The order of the township's day: what is late, what will be late within two hours, today, later. */
export const DUE_GROUPS = ['overdue', 'withinTwoHours', 'today', 'later'] as const
export type DueGroup = (typeof DUE_GROUPS)[number]

/**
 * Which heading a moment belongs under. Half-open: the due moment itself is already overdue; two hours off is no longer "within two
 * hours".
 */
export function dueGroupOf(now: Instant, dueAt: Instant): DueGroup {
  if (now >= dueAt) return 'overdue'
  if (dueAt - now < 2 * HOUR_MS) return 'withinTwoHours'
  return plainDateOf(dueAt) === plainDateOf(now) ? 'today' : 'later'
}

/** The moment a card is sorted by: its next step, or the promise when no step is left for the unit. */
export const dueMomentOf = (item: Pick<InboxItem, 'nextDue' | 'promiseDueAt'>): Instant =>
  instantFromIso(item.nextDue?.at ?? item.promiseDueAt)

export type CardGroup = { readonly group: DueGroup; readonly items: readonly InboxItem[] }

/** Cards under their headings, soonest first; headings without cards are left out. */
export function groupCards(items: readonly InboxItem[], now: Instant): CardGroup[] {
  const sorted = [...items].sort((a, b) => dueMomentOf(a) - dueMomentOf(b) || a.number.localeCompare(b.number))
  return DUE_GROUPS.map((group) => ({ group, items: sorted.filter((item) => dueGroupOf(now, dueMomentOf(item)) === group) })).filter(
    ({ items: cards }) => cards.length > 0,
  )
}
