export type Urgency = 'emergency' | 'livelihood' | 'general' | 'complex'

/** Complex is slower than general in its promise but not less urgent; wording only ever raises. */
const RANK: Record<Urgency, number> = { general: 0, complex: 0, livelihood: 1, emergency: 2 }

export type UrgencyChoice = {
  readonly value: Urgency
  readonly words: readonly string[]
  readonly source: 'chosen' | 'wording' | 'category'
  /** What the system would have made of it, whatever was chosen. */
  readonly proposed: Urgency
}

/** What the operator chose stands; else the stronger of what the category says and what the wording raises. */
export function raiseUrgency(chosen: Urgency | null, category: Urgency | null, wording: { urgency: Urgency; words: readonly string[] } | null): UrgencyChoice {
  const words = wording?.words ?? []
  const base = category ?? 'general'
  const isRaised = wording !== null && RANK[wording.urgency] > RANK[base]
  const proposed = isRaised ? wording.urgency : base
  if (chosen !== null) return { value: chosen, words, source: 'chosen', proposed }
  return { value: proposed, words, source: isRaised ? 'wording' : 'category', proposed }
}
