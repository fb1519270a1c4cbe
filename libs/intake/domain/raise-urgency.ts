export type Urgency = 'emergency' | 'livelihood' | 'general' | 'complex'

/** Complex is slower than general in its promise but not less urgent; wording only ever raises. */
const RANK: Record<Urgency, number> = { general: 0, complex: 0, livelihood: 1, emergency: 2 }

export type UrgencyChoice = { readonly value: Urgency; readonly words: readonly string[]; readonly source: 'chosen' | 'wording' | 'category' }

/** What the operator chose stands; else the stronger of what the category says and what the wording raises. */
export function raiseUrgency(chosen: Urgency | null, category: Urgency | null, wording: { urgency: Urgency; words: readonly string[] } | null): UrgencyChoice {
  if (chosen !== null) return { value: chosen, words: wording?.words ?? [], source: 'chosen' }
  const base = category ?? 'general'
  if (wording !== null && RANK[wording.urgency] > RANK[base]) return { value: wording.urgency, words: wording.words, source: 'wording' }
  return { value: base, words: wording?.words ?? [], source: 'category' }
}
