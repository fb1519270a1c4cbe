import { PlainError } from '../../lib/plain-error.mjs'

/** A sample of the Prometheus text, labels ignored and summed. @param {string} text @param {string} name */
export function sampleOf(text, name) {
  let total = null
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})? (\S+)/.exec(line)
    if (match?.[1] === name) total = (total ?? 0) + Number(match[2])
  }
  return total
}

/** Statements the api has sent to PostgreSQL, BEGIN and COMMIT included, and the transactions they went in. */
export async function databaseWork(api) {
  const { text } = await api.request('GET', '/metrics', {})
  const read = (name) => {
    const value = sampleOf(text, name)
    if (value === null) throw new PlainError(`/metrics 中没有 ${name} · the api does not tell ${name}`)
    return value
  }
  return {
    roundTrips: read('tongban_db_round_trips_total'),
    transactions: read('tongban_commit_batch_size_count'),
    commits: read('tongban_commit_batch_size_sum'),
  }
}
