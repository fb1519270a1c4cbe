import { Groups, groupNearDuplicates, normalise, runsOf, STOP_WORDS } from '@tongban/text/core'
import type { LabelledRequest, Reading } from './linear-model.js'

/** Texts that share half of the pairs of characters of their words are one matter told twice. */
const NEAR_DUPLICATE = 0.5

/**
 * Which examples are one matter told twice: those of one given `group`, and those whose words are nearly the same. Answers a number for each
 * example, the same for those that belong together.
 */
export function groupExamples(examples: readonly LabelledRequest[], { segment }: Reading): number[] {
  const near = groupNearDuplicates(examples.map((example) => pairsOf(example, segment)), NEAR_DUPLICATE)
  const groups = new Groups(examples.length)
  near.forEach((first, at) => groups.join(first, at))
  const firstOf = new Map<string, number>()
  examples.forEach(({ group }, at) => {
    if (!group) return
    groups.join(firstOf.get(group) ?? at, at)
    if (!firstOf.has(group)) firstOf.set(group, at)
  })
  return examples.map((_, at) => groups.of(at))
}

/** Pairs of characters inside words: a text and its own list of words without stop words have nearly the same. */
function pairsOf({ title = '', text }: LabelledRequest, segment: Reading['segment']): Set<string> {
  const pairs = new Set<string>()
  for (const run of runsOf(normalise(`${title} ${text}`))) {
    for (const word of segment(run)) {
      if (STOP_WORDS.has(word)) continue
      for (let at = 0; at + 2 <= word.length; at += 1) pairs.add(word.slice(at, at + 2))
    }
  }
  return pairs
}
