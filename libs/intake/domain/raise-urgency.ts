export type Urgency = 'emergency' | 'livelihood' | 'general' | 'complex'

/** Complex is slower than general in its promise but not less urgent; wording only ever raises. */
const RANK: Record<Urgency, number> = { general: 0, complex: 0, livelihood: 1, emergency: 2 }

/**
 * A category nobody chose sets the clock only when it is likelier than everything else together. No guess is filled in “by itself” at any other bound: the plan weighs it with the place,
 * and goes to a person when in doubt; a clock that has begun asks nobody.
 */
export const SURE_ENOUGH_TO_RAISE = 0.5

/** A category that may speak for an urgency: chosen, or guessed well enough. */
export type CategoryUrgency = { readonly urgency: Urgency; readonly name: string }

export type UrgencyChoice = {
  readonly value: Urgency
  readonly words: readonly string[]
  readonly source: 'chosen' | 'wording' | 'category'
  /** What the system would have made of it, whatever was chosen. */
  readonly proposed: Urgency
  /** The category the proposal comes from; null when no category asks for more than the usual. */
  readonly category: string | null
}

/** What the operator chose stands; else the stronger of what the category says and what the wording raises. Words and category are said whatever was chosen. */
export function raiseUrgency(chosen: Urgency | null, category: CategoryUrgency | null, wording: { urgency: Urgency; words: readonly string[] } | null): UrgencyChoice {
  const words = wording?.words ?? []
  const base = category?.urgency ?? 'general'
  const isRaised = wording !== null && RANK[wording.urgency] > RANK[base]
  const proposed = isRaised ? wording.urgency : base
  const because = { words, proposed, category: isRaised || base === 'general' ? null : (category?.name ?? null) }
  if (chosen !== null) return { value: chosen, source: 'chosen', ...because }
  return { value: proposed, source: isRaised ? 'wording' : 'category', ...because }
}

/** Why it was proposed, in words; null when there is nothing to say. */
export function urgencyGrounds({ words, category }: Pick<UrgencyChoice, 'words' | 'category'>): string | null {
  const grounds = [...(category === null ? [] : [`因分类“${category}”`]), ...(words.length === 0 ? [] : [`发现“${words.join('、')}”`])]
  return grounds.length === 0 ? null : grounds.join('，')
}
