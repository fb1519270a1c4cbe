import type { RaisedUrgency, UrgencyKind } from '../contract/suggestion.schema.js'

/** One way in which callers word what cannot wait; texts are written as `readWordingPattern` says. Data: an editor changes it without touching what reads it. */
export type UrgencyWording = {
  /** Stable, so that a city's own change of it outlives a new version of the product. */
  readonly id: string
  readonly name: string
  readonly kind: UrgencyKind
  readonly urgency: RaisedUrgency
  readonly words: readonly string[]
  /** Counts only when one of these is said too, anywhere in the text. */
  readonly withAny: readonly string[]
  /** Counts only when one of these is said close by, in the same sentence. */
  readonly nearAny: readonly string[]
  /** Does not count when one of these is said close by. */
  readonly unlessNear: readonly string[]
  /** The wording is itself a lack (没有暖气): a 没 before it is no denial. */
  readonly isLack: boolean
  /** Counts although it is only said to be possible: 再不解决就跳楼. */
  readonly evenIfSupposed: boolean
  readonly enabled: boolean
  /** Sentences it must raise, and sentences it must leave alone: what the editor's change is tried on. */
  readonly examples: readonly string[]
  readonly counterExamples: readonly string[]
}

type Shipped = Pick<UrgencyWording, 'id' | 'name' | 'kind' | 'urgency' | 'words' | 'examples'> & Partial<UrgencyWording>

/** As shipped: what most wordings do not need is left out. */
export const wording = (given: Shipped): UrgencyWording => ({
  withAny: [], nearAny: [], unlessNear: [], isLack: false, evenIfSupposed: false, enabled: true, counterExamples: [], ...given,
})
