import { rounded } from '../../bench/lib/numbers.mjs'
import { lotOf } from './filing-run.mjs'

const AIM = 0.95
const RUN = 8
const VERBATIM_SHARE = 0.6
/** The operator is shown no more. */
const TOP = 5

/** What is held to be one matter: pairs as given and what follows from them; and, apart from that, what is copied word for word. */
export class Truth {
  constructor(pairs, messages) {
    this.parents = new Map(messages.map(({ id }) => [id, id]))
    for (const { a, b } of pairs) this.parents.set(this.groupOf(a), this.groupOf(b))
    this.texts = new Map(messages.map(({ id, title, text }) => [id, `${title}${text}`.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')]))
    this.known = new Map()
  }

  groupOf(id) {
    let group = id
    while (this.parents.get(group) !== group) group = this.parents.get(group)
    return group
  }

  isGiven(a, b) {
    return this.groupOf(a) === this.groupOf(b)
  }

  /** Most of the shorter text stands in the other in runs of at least eight characters: nobody says a thing twice in the same eight by chance. */
  isVerbatim(a, b) {
    const key = `${a} ${b}`
    if (!this.known.has(key)) this.known.set(key, coverage(this.texts.get(a), this.texts.get(b)) >= VERBATIM_SHARE)
    return this.known.get(key)
  }
}

function coverage(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < RUN) return short === long ? 1 : 0
  const covered = new Uint8Array(short.length)
  const runs = new Set()
  for (let at = 0; at + RUN <= long.length; at += 1) runs.add(long.slice(at, at + RUN))
  for (let at = 0; at + RUN <= short.length; at += 1) if (runs.has(short.slice(at, at + RUN))) covered.fill(1, at, at + RUN)
  return covered.reduce((sum, one_) => sum + one_, 0) / short.length
}

/** Recall over `pairs`; precision over everything that was shown, whichever pairs are asked about. */
export function figuresOf(run, truth, pairs, settings) {
  const key = (a, b) => [a, b].sort().join(' ')
  const scoreOf = new Map(run.found.map((item) => [key(item.a, item.b), item.score]))
  const sorted = run.found.map(({ a, b, score }) => ({ score, given: truth.isGiven(a, b), right: truth.isGiven(a, b) || truth.isVerbatim(a, b) })).sort((one, other) => other.score - one.score)
  const recallAt = (threshold) => share(pairs.filter(({ a, b }) => (scoreOf.get(key(a, b)) ?? -1) >= threshold).length, pairs.length)
  const precisionAt = (threshold, what) => {
    const shown = sorted.filter(({ score }) => score >= threshold)
    return share(shown.filter((item) => item[what]).length, shown.length)
  }
  // The lowest threshold above which, all together, the aim holds.
  let right = 0
  let best = null
  sorted.forEach((item, index) => {
    right += item.right ? 1 : 0
    const next = sorted[index + 1]
    if (right / (index + 1) >= AIM && (next === undefined || next.score < item.score)) best = { threshold: item.score, precision: right / (index + 1) }
  })
  const asked = new Set(pairs.flatMap(({ a, b }) => (run.candidates.has(`${a} ${b}`) ? [a] : run.candidates.has(`${b} ${a}`) ? [b] : [])))
  const told = new Set(run.found.filter(({ a, b, rank, score }) => rank < TOP && score >= settings.showAt && truth.isGiven(a, b)).map(({ a }) => a))
  return {
    recallAt95: best === null ? 0 : recallAt(best.threshold), precision: best === null ? 0 : rounded(best.precision, 4), threshold: best === null ? 1 : rounded(best.threshold, 4),
    recallAtDefault: recallAt(settings.showAt), precisionAtDefault: precisionAt(settings.showAt, 'right'), precisionStrictAtDefault: precisionAt(settings.showAt, 'given'),
    recallAtLikely: recallAt(settings.likelyAt), precisionAtLikely: precisionAt(settings.likelyAt, 'right'),
    recallOfCandidates: share(pairs.filter(({ a, b }) => run.candidates.has(`${a} ${b}`) || run.candidates.has(`${b} ${a}`)).length, pairs.length),
    casesWithEarlier: asked.size, casesTold: [...asked].filter((id) => told.has(id)).length,
    shownAtDefault: sorted.filter(({ score }) => score >= settings.showAt).length,
    beyondWindow: pairs.filter(({ a, b }) => !run.candidates.has(`${a} ${b}`) && !run.candidates.has(`${b} ${a}`)).length,
    bands: bandsOf(run, truth),
  }
}

function bandsOf(run, truth) {
  return [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((from) => {
    const inside = run.found.filter(({ score }) => score >= from && (score < from + 0.1 || from === 0.9))
    return {
      from, to: rounded(from + 0.1, 1), pairs: inside.length, given: inside.filter(({ a, b }) => truth.isGiven(a, b)).length,
      verbatim: inside.filter(({ a, b }) => !truth.isGiven(a, b) && truth.isVerbatim(a, b)).length,
    }
  })
}

/** The groups of the pairs in two halves by a fixed lot: one to look at while building, one that is only scored. */
export function halvesOf(truth, pairs) {
  const isHeld = ({ a }) => lotOf(`half ${truth.groupOf(a)}`) % 2 === 1
  return [pairs.filter((pair) => !isHeld(pair)), pairs.filter(isHeld)]
}

const share = (part, whole) => (whole === 0 ? 0 : rounded(part / whole, 4))
