const WINDOW_MS = 30 * 86_400_000

/**
 * By cases, as the product lists a window of thirty days; of a longer file those of a topic's busiest thirty days count twice: what trickles in all year is less hot. Of equals the newest.
 * @param {readonly { caseIds: readonly string[], lastAt: number }[]} topics caseIds: the oldest first @param {readonly { id: string, at: number }[]} messages
 */
export function hottestFirst(topics, messages) {
  const atOf = new Map(messages.map(({ id, at }) => [id, at]))
  const heats = new Map(topics.map((topic) => [topic, topic.caseIds.length + busiestWindow(topic.caseIds.map((id) => atOf.get(id)))]))
  return topics.toSorted((a, b) => heats.get(b) - heats.get(a) || b.lastAt - a.lastAt)
}

/** The most of these times, in ascending order, within any thirty days. */
function busiestWindow(times) {
  let from = 0
  let most = 0
  times.forEach((time, at) => {
    while (times[from] <= time - WINDOW_MS) from += 1
    most = Math.max(most, at + 1 - from)
  })
  return most
}
