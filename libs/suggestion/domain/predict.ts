import type { LinearModel, Prediction, Reading, RequestText } from './linear-model.js'
import { countFeatures, forEachFeature, isShown, readRequest, sourceOf, type ReadRequest } from './read-request.js'
import { sharesOf } from './sharpness.js'
import { rowOf } from './sparse-rows.js'

const MAX_WORDS = 6

/** What the model says of a text, likeliest first, at most `limit`; empty when no feature of the text is known to it. Any string will do. */
export function predict(model: LinearModel, request: RequestText | string, { segment, limit = 3 }: Reading & { readonly limit?: number }): Prediction[] {
  const read = readRequest(typeof request === 'string' ? { text: request } : request, segment)
  const row = rowOf(countFeatures(read), model)
  if (row.columns.length === 0) return []
  const margins = marginsOf(model, row)
  const shares = sharesOf(margins, model.sharpness)
  const valueOf = new Map(row.columns.map((column, at) => [model.keys[column] ?? 0, { column, value: row.values[at] ?? 0 }]))
  const chosen = inOrder(margins).slice(0, Math.max(0, limit))
  const words = wordsFor(model, chosen, read, valueOf)
  return chosen.map((label, at) => ({ label: model.labels[label] ?? '', confidence: Math.round((shares[label] ?? 0) * 1000) / 1000, words: words[at] ?? [] }))
}

/** All labels, likeliest first, for a text whose features are counted. */
export const rankLabels = (model: Rules, counts: ReadonlyMap<number, number>): string[] =>
  inOrder(marginsOf(model, rowOf(counts, model))).map((label) => model.labels[label] ?? '')

type Rules = Omit<LinearModel, 'fingerprint'>

function marginsOf({ labels, biases, weights, scale }: Rules, { columns, values }: ReturnType<typeof rowOf>): Float64Array {
  const margins = Float64Array.from(biases)
  columns.forEach((column, at) => {
    const value = (values[at] ?? 0) * scale
    const first = column * labels.length
    for (let label = 0; label < margins.length; label += 1) margins[label] = (margins[label] ?? 0) + value * (weights[first + label] ?? 0)
  })
  return margins
}

/** The numbers of the labels, highest margin first; of equals the first named. */
const inOrder = (margins: Float64Array): number[] =>
  Array.from(margins, (_, label) => label).sort((a, b) => (margins[b] ?? 0) - (margins[a] ?? 0) || a - b)

type ValueOf = ReadonlyMap<number, { readonly column: number; readonly value: number }>

/** Every feature's say is spread over the characters it covers; a word's say is the sum over its characters, wherever it stands. For each label its words. */
function wordsFor(model: LinearModel, labels: readonly number[], read: ReadRequest, valueOf: ValueOf): string[][] {
  const { weights, labels: all } = model
  const says = new Map(read.parts.map((part) => [part, labels.map(() => new Float64Array(part.compact.length))]))
  // Thousands of features stand in a long text, and somebody is typing: nothing is looked up twice.
  let last: ReadRequest['parts'][number] | null = null
  let saysOfPart: Float64Array[] = []
  forEachFeature(read, (key, part, start, end, times) => {
    const known = valueOf.get(key)
    if (known === undefined) return
    if (part !== last) {
      last = part
      saysOfPart = says.get(part) ?? []
    }
    const first = known.column * all.length
    const loud = (known.value * times) / (end - start)
    for (let place = 0; place < labels.length; place += 1) {
      const say = saysOfPart[place] as Float64Array
      const share = loud * (weights[first + (labels[place] as number)] as number)
      for (let at = start; at < end; at += 1) say[at] = (say[at] as number) + share
    }
  })
  return labels.map((_, place) => {
    const byWord = new Map<string, number>()
    for (const part of read.parts) {
      for (const span of part.words) {
        if (!isShown(part, span)) continue
        const word = sourceOf(part, span)
        const said = says.get(part)?.[place]?.subarray(span.start, span.end).reduce((sum, one) => sum + one, 0) ?? 0
        byWord.set(word, (byWord.get(word) ?? 0) + said)
      }
    }
    return strongest(byWord)
  })
}

const strongest = (byWord: ReadonlyMap<string, number>): string[] =>
  [...byWord]
    .filter(([, said]) => said > 0)
    .sort(([wordA, a], [wordB, b]) => b - a || (wordA < wordB ? -1 : 1))
    .slice(0, MAX_WORDS)
    .map(([word]) => word)
