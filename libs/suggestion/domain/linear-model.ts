import type { Segment } from '@tongban/text/core'

/** What is to be told apart: a request as somebody filed it. A title, where there is one, counts for more: it names the matter. */
export type RequestText = { readonly title?: string; readonly text: string }

export type LabelledRequest = RequestText & {
  readonly label: string
  /** Requests known to be the same matter handed in again: they never stand on both sides of a cross-validation. */
  readonly group?: string
}

/** What a model says of a text. */
export type Prediction = {
  readonly label: string
  /** 0..1: of a hundred texts it was this sure of, about so many are of this label (fitted on texts left out of the training). */
  readonly confidence: number
  /** The words of the text that speak for it, strongest first; each stands in the text (or its title) as it is shown. */
  readonly words: readonly string[]
}

/** How texts are cut into words; a model must be asked with the segmenter it was trained with. */
export type Reading = { readonly segment: Segment }

export type TrainOptions = Reading & {
  /** The order in which examples are gone through; the same seed and examples make the same model, byte by byte. */
  readonly seed?: number
}

/** How well a way of training told texts apart that it had not seen. */
export type ModelFigures = {
  readonly examples: number
  readonly macroF1: number
  readonly accuracy: number
  readonly top3: number
}

/** A trained model: for every feature of a text how much it speaks for each label. Immutable. */
export type LinearModel = {
  readonly labels: readonly string[]
  /** By label: how many examples of it there were. */
  readonly labelExamples: readonly number[]
  /** sha-256 of what it was trained on, in hexadecimal; the order of the examples does not matter. */
  readonly fingerprint: string
  readonly examples: number
  /** What was measured of it, when somebody did: `{ ...model, figures }`. Kept in its file. */
  readonly figures: ModelFigures | null
  /** 32-bit keys of the features, ascending; the place of a key is the feature's number. */
  readonly keys: Uint32Array
  /** By feature: how much it counts in a text. */
  readonly rarity: Float32Array
  /** By feature, then by label, in units of `scale`. */
  readonly weights: Int16Array
  readonly scale: number
  /** By label. */
  readonly biases: Float32Array
  /** What margins are multiplied by before they become shares of one. */
  readonly sharpness: number
}
