import { PlainError } from '../../lib/plain-error.mjs'
import { readText } from '../lib/read-csv.mjs'

/**
 * Topics somebody has read and named, for a file that says of few messages what they belong to. A line is a topic: the half it stands in and the words its titles say,
 * e.g. `look 丽水花园` or `score 第五中学|五中 平板` (either name, and the second word).
 * A message belongs to the first topic its title names; one that names a topic in its text alone may be about something else, and is not judged (`inPassing`).
 * @param {string} file @param {readonly { id: string, title: string, text: string }[]} messages
 * @returns {{ silverOf: Map<string, { half: string, topic: string }>, inPassing: Set<string> }}
 */
export function namedTopics(file, messages) {
  const topics = readText(file).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).map(topicOf)
  const silverOf = new Map()
  const inPassing = new Set()
  for (const { id, title, text } of messages) {
    const named = topics.find((topic) => isNamedBy(title, topic))
    if (named) silverOf.set(id, named)
    else if (topics.some((topic) => isNamedBy(title + text, topic))) inPassing.add(id)
  }
  return { silverOf, inPassing }
}

const isNamedBy = (said, { words }) => words.every((alternatives) => alternatives.some((word) => said.includes(word)))

function topicOf(line) {
  const [half, ...words] = line.split(/\s+/u)
  if (!['look', 'score'].includes(half) || words.length === 0) throw new PlainError(`应为 look 或 score 加名称 · wants look or score and words: ${line}`)
  return { half, topic: words.join(' '), words: words.map((word) => word.split('|')) }
}
