/** The city's frequencies are counted again when its cases have grown by this share, as the product's own background task does daily. */
const GROWTH = 1.1
const FIRST_COUNT = 50
/** Below this nothing is shown at any threshold worth asking about. */
const LEAST_SCORE = 0.2

/**
 * @param {typeof import('../../../libs/duplicate/domain/index.js')} domain the product's own
 * @returns {{ ms: number[], found: { a: string, b: string, score: number, rank: number }[], candidates: Set<string> }}
 *   `a` is the one being filed, `b` the earlier one that was found for it
 */
export function fileOneAfterAnother(domain, settings, messages) {
  const { GramFrequencies, MemoryIndex, gramsOf, trigramsOf, plainMatter, scoreMatter, FEWEST_GRAMS } = domain
  const index = new MemoryIndex(settings.windowDays * 86_400_000)
  const samples = []
  let frequencies = GramFrequencies.none
  let countAgainAt = FIRST_COUNT
  const ms = []
  const found = []
  const candidates = new Set()
  for (const message of messages) {
    const begin = performance.now()
    const matter = plainMatter([message.title, message.text])
    const asked = {
      id: message.id, grams: gramsOf(matter), trigrams: trigramsOf(matter, ''), divisionCode: message.divisionCode, categoryCode: message.categoryCode, filedAt: message.at,
      callerHash: message.user === '' ? null : message.user,
    }
    const near = asked.grams.length < FEWEST_GRAMS ? [] : index.candidates(asked, frequencies)
    const scored = near
      .map((other) => ({ b: other.id, ...scoreMatter(asked, other, frequencies, settings.weights) }))
      .sort((one, other) => other.score - one.score)
    ms.push(performance.now() - begin)
    for (const { id } of near) candidates.add(`${message.id} ${id}`)
    scored.forEach((item, rank) => {
      if (item.score >= LEAST_SCORE) found.push({ a: message.id, rank, lot: lotOf(`${message.id} ${item.b}`), ...item })
    })
    index.add(asked, frequencies)
    samples.push([asked.grams, asked.trigrams])
    if (samples.length >= countAgainAt) {
      frequencies = GramFrequencies.counted(samples)
      countAgainAt = Math.ceil(samples.length * GROWTH)
    }
  }
  return { ms, found, candidates }
}

/** A shuffle that is the same each time. */
export function lotOf(text) {
  let lot = 7
  for (const character of text) lot = Math.imul(lot ^ character.codePointAt(0), 0x5bd1e995) ^ (lot >>> 13)
  return lot >>> 0
}
