import type { RaisedUrgency, UrgencyKind, UrgencySignal } from '../contract/suggestion.schema.js'
import { URGENCY_WORDINGS } from './urgency-wordings.js'

/** 没有着火, 防止触电, 消防演练: said of something that did not happen. */
const DENIED_BEFORE = new RegExp(
  '(没有|没|未|无|不是|并未|未曾|防止|预防|避免|谨防|以防|不会|假如|如果|演习|演练|宣传|培训)(发生|出现|人|闻到|任何|过)?$',
)
const DENIAL_REACH = 6
const MAX_TEXT_LENGTH = 5_000

/**
 * Emergency wording in a text, with the words that raised it; null when there is none. It may only raise a case's urgency, and a person
 * sees why. Wide on purpose: a false alarm costs an operator one look, a missed one may cost a life.
 */
export function detectUrgency(given: string): UrgencySignal | null {
  const text = given.slice(0, MAX_TEXT_LENGTH).replace(/\s+/g, '')
  const kinds = new Set<UrgencyKind>()
  const words = new Set<string>()
  let urgency: RaisedUrgency = 'livelihood'
  for (const wording of URGENCY_WORDINGS) {
    const companions = wording.togetherWith ? [...text.matchAll(wording.togetherWith)].map((match) => match[0]) : []
    if (wording.togetherWith && companions.length === 0) continue
    for (const match of text.matchAll(wording.pattern)) {
      const before = text.slice(Math.max(0, match.index - DENIAL_REACH), match.index)
      if (!wording.isLack && DENIED_BEFORE.test(before)) continue
      kinds.add(wording.kind)
      for (const word of [match[0], ...companions]) words.add(word)
      if (wording.urgency === 'emergency') urgency = 'emergency'
    }
  }
  return kinds.size === 0 ? null : { urgency, kinds: [...kinds], words: [...words] }
}
