import type { CategorySuggestion } from '../contract/suggestion.schema.js'
import type { CategoryLexicon } from './category-lexicon.js'
import type { LinearModel, Prediction, Reading, RequestText } from './linear-model.js'
import { predict } from './predict.js'
import { suggestCategories } from './suggest-categories.js'

/** Of each source before they are put together: enough that the best of both is among them. */
const ASKED_OF_EACH = 12
/** With so many examples of a category the model's word for it weighs as much as the lexicon's. */
const EXAMPLES_FOR_HALF = 15
const LEAST_LEXICON_SHARE = 0.15
/** What only the lexicon knows is believed a little less than what was learnt from cases. */
const LEXICON_ALONE = 0.8
/** Choosing among the kinds of a category the model is sure of, by words alone. */
const REFINED = 0.85
const LEAST_CONFIDENCE = 0.02
const MAX_WORDS = 6

export type CombineOptions = Reading & {
  readonly limit?: number
  /** Which of the model's labels are categories now; one that has left the tree since the training is no suggestion. */
  readonly isCategory?: (code: string) => boolean
}

/**
 * What a text is about, by the words of the category tree and, where one was trained, a model whose labels are category codes of any level.
 * Day one has the lexicon alone. A category with many examples is the model's to judge, one with few or none is still heard by its words;
 * and where the model knows only the broader category (04), the words say which kind of it (040201).
 */
export function combineSuggestions(lexicon: CategoryLexicon, model: LinearModel | null, request: RequestText | string, options: CombineOptions): CategorySuggestion[] {
  const { limit = 3, isCategory = () => true } = options
  if (model === null) return suggestCategories(lexicon, request, limit)
  const predicted = predict(model, request, { ...options, limit: ASKED_OF_EACH }).filter(({ label }) => isCategory(label))
  const examples = examplesOf(model)
  return joinSuggestions(predicted, suggestCategories(lexicon, request, ASKED_OF_EACH), examples, limit, coverageOf(lexicon, examples))
}

/** The share of the tree's categories the model has examples of, be it of a broader one. */
function coverageOf({ codes }: CategoryLexicon, examples: ExamplesOf): number {
  return codes.length === 0 ? 1 : codes.filter((code) => examples(code) !== null || nearestKnown(code, examples) !== null).length / codes.length
}

/** How many examples of a label the model saw; null when it does not know the label. */
type ExamplesOf = (code: string) => number | null

function examplesOf({ labels, labelExamples }: LinearModel): ExamplesOf {
  const examples = new Map(labels.map((label, at) => [label, labelExamples[at] ?? 0]))
  return (code) => examples.get(code) ?? null
}

/** However many examples: a caller's plain word for a category still counts. A text without a word of the lexicon is the model's alone. */
const wordsShare = (examples: number, said: readonly CategorySuggestion[]): number =>
  said.length === 0 ? 0 : Math.max(LEAST_LEXICON_SHARE, EXAMPLES_FOR_HALF / (EXAMPLES_FOR_HALF + examples))

/**
 * The two lists as one. A model has to say one of its labels whatever it is asked: where the words are plainly of a category it has never seen,
 * its own word counts for less, the less of the tree it covers.
 */
export function joinSuggestions(predicted: readonly Prediction[], said: readonly CategorySuggestion[], examples: ExamplesOf, limit: number, coverage = 1): CategorySuggestion[] {
  if (predicted.length === 0) return said.slice(0, limit)
  const learnt = new Map(predicted.map((one) => [one.label, one]))
  const heard = new Map(said.map((one) => [one.code, one]))
  const broader = (code: string): string | null => nearestKnown(code, examples)
  const foreign = Math.max(0, ...said.filter(({ code }) => examples(code) === null && broader(code) === null).map(({ confidence }) => confidence))
  const belief = 1 - foreign * (1 - coverage)
  const joined = [...new Set([...learnt.keys(), ...heard.keys()])].map((code) => {
    const byModel = learnt.get(code)
    const byWords = heard.get(code)
    return { code, confidence: confidenceOf(code, byModel, byWords), words: [...new Set([...(byWords?.words ?? []), ...(byModel?.words ?? [])])].slice(0, MAX_WORDS) }
  })

  function confidenceOf(code: string, byModel: Prediction | undefined, byWords: CategorySuggestion | undefined): number {
    const known = examples(code)
    const words = byWords?.confidence ?? 0
    if (known !== null) {
      const share = wordsShare(known, said)
      return (byModel?.confidence ?? 0) * belief * (1 - share) + words * share
    }
    const parent = broader(code)
    if (parent === null) return words * LEXICON_ALONE
    const siblings = said.filter((one) => examples(one.code) === null && broader(one.code) === parent)
    const among = siblings.reduce((sum, one) => sum + one.confidence, 0)
    const refined = among === 0 ? 0 : ((learnt.get(parent)?.confidence ?? 0) * belief * REFINED * words) / among
    return Math.max(refined, words * wordsShare(examples(parent) ?? 0, said))
  }

  const ranked = joined.filter((one) => one.confidence >= LEAST_CONFIDENCE).sort((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
  return ranked
    .filter(({ code, confidence }) => !ranked.some((other) => other.code !== code && other.code.startsWith(code) && other.confidence >= confidence / 2))
    .slice(0, Math.max(0, limit))
    .map((one) => ({ ...one, confidence: Math.min(1, Math.round(one.confidence * 1000) / 1000) }))
}

/** The narrowest broader category the model knows; null when it knows none. */
function nearestKnown(code: string, examples: ExamplesOf): string | null {
  for (let length = code.length - 2; length >= 2; length -= 2) if (examples(code.slice(0, length)) !== null) return code.slice(0, length)
  return null
}
