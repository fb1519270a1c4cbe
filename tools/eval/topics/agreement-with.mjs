/** A silver topic counts as found when one cluster holds half of it, and is half made of it or of what the silver does not speak about. */
const HALF = 0.5

/**
 * How clusters agree with silver topics. The silver names a few topics and is silent about the rest: a message without a label may well
 * belong to a labelled topic, so it counts as wrong company in `precision` (the strict figure), and pairs among labelled ones are given too.
 * @param {readonly (readonly string[])[]} clusters @param {readonly { id: string, silver: string }[]} messages
 */
export function agreementWith(clusters, messages) {
  const silver = new Map(messages.filter((message) => message.silver !== '').map(({ id, silver: label }) => [id, label]))
  const sizes = countsOf([...silver.values()])
  let together = 0
  let alike = 0
  const bcubed = { precision: 0, recall: 0 }
  const best = new Map()
  for (const ids of clusters) {
    const labels = countsOf(ids.flatMap((id) => silver.get(id) ?? []))
    for (const [label, count] of labels) {
      alike += pairs(count)
      // company without a label: a pair of a labelled and an unlabelled message is wrong company too
      together += pairs(count) + count * (ids.length - count) - [...labels].reduce((sum, [other, others]) => (other < label ? sum + count * others : sum), 0)
      bcubed.precision += (count * count) / ids.length
      bcubed.recall += (count * count) / sizes.get(label)
      const known = best.get(label)
      if (known === undefined || count > known.count) best.set(label, { count, size: ids.length })
    }
  }
  const wanted = [...sizes.values()].reduce((sum, count) => sum + pairs(count), 0)
  const topics = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, size]) => {
    const { count, size: of } = best.get(label) ?? { count: 0, size: 1 }
    return { topic: label, size, recall: rounded(count / size), precision: rounded(count / of) }
  })
  const isFound = ({ recall, precision }) => recall >= HALF && precision >= HALF
  return {
    pairs: figures(ratio(alike, together), ratio(alike, wanted)),
    bcubed: figures(ratio(bcubed.precision, silver.size), ratio(bcubed.recall, silver.size)),
    found: topics.filter(isFound).map(({ topic }) => topic),
    missed: topics.filter((one) => !isFound(one)).map(({ topic }) => topic),
    topics,
  }
}

const pairs = (count) => (count * (count - 1)) / 2
const ratio = (part, whole) => (whole === 0 ? 0 : part / whole)
const rounded = (value) => Number(value.toFixed(3))
const figures = (precision, recall) => ({ precision: rounded(precision), recall: rounded(recall), f1: rounded(ratio(2 * precision * recall, precision + recall)) })

function countsOf(items) {
  const counts = new Map()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}
