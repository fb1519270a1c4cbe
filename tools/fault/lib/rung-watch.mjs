import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_MS = 150
const TOLD = `SELECT e.id, e.type, e.subject_id, e.data ->> 'kind' AS kind, coalesce(e.data -> 'rung' ->> 'code', '') AS rung,
    (e.data ->> 'at')::float8 AS at, extract(epoch FROM clock_timestamp()) * 1000 AS seen
  FROM outbox_event e WHERE e.city_code = $1 AND e.type LIKE 'clock.%' AND e.id > $2 ORDER BY e.id`

/**
 * Looks at what is told of clocks as it is told, by PostgreSQL's own clock, which nobody moves: so that it is known how late each rung was told, and
 * whether any was told before its moment.
 */
export class RungWatch {
  /** @type {{ key: string, at: number, seen: number }[]} */
  told = []
  #stop = new AbortController()
  #running = null
  #last = 0

  constructor(pool, cityCode) {
    Object.assign(this, { pool, cityCode })
  }

  start() {
    this.#running = this.#watch()
  }

  /** Looks once more, then no more. */
  async end() {
    this.#stop.abort()
    await this.#running
    await this.#look()
  }

  /** Told more than a moment before it was due; `seen` is when it was found there, so none counts as early by mistake. */
  early(graceMs = 50) {
    return this.told.filter(({ at, seen }) => seen < at - graceMs)
  }

  async #watch() {
    while (!this.#stop.signal.aborted) {
      await this.#look().catch(() => {})
      await sleep(LOOK_MS, undefined, { signal: this.#stop.signal }).catch(() => {})
    }
  }

  async #look() {
    const { rows } = await this.pool.query(TOLD, [this.cityCode, this.#last])
    for (const row of rows) this.told.push({ key: `${row.subject_id} ${row.type} ${row.rung}`, at: row.at, seen: Number(row.seen) })
    this.#last = rows.at(-1)?.id ?? this.#last
  }
}
