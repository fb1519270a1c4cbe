import type { Metrics } from '../metrics.js'
import { StoreUnavailable } from '../refused.js'
import type { Database, Tx } from './database.js'
import { statement, type BatchWrite, type Statement } from './statement.js'

/** One use case's writes: all of them, or none. */
export type CommitUnit = {
  /** Units with the same key never share a transaction and never run side by side in this process (the case id). */
  readonly key: string
  readonly idempotency: { readonly scope: string; readonly key: string; readonly bodyHash: string; readonly result: unknown } | null
  /** Must return one row `{key}` for each unit that may go on: an insert, or an update conditional on the version. */
  readonly guard: BatchWrite
  /** Run in the order of `order`, rows of one statement together. */
  readonly writes: readonly (BatchWrite & { readonly order: number })[]
}

/** `refused`: a write that declared `mustAffect` found its row taken by somebody else; nothing of that unit was written. */
export type CommitOutcome = 'committed' | 'conflict' | 'duplicate' | 'refused'

type Waiting = { unit: CommitUnit; resolve: (outcome: CommitOutcome) => void; reject: (error: unknown) => void }

const INSERT_IDEMPOTENCY = statement<{ scope: string; key: string }>(
  'platform.insert_idempotency',
  `INSERT INTO platform_idempotency AS i (city_code, scope, key, body_hash, result)
   SELECT $2, r.scope, r.key, r.body_hash, r.result
   FROM jsonb_to_recordset($1::jsonb) AS r(scope text, key text, body_hash text, result jsonb)
   ON CONFLICT DO NOTHING RETURNING i.scope, i.key`,
)

const MAX_BATCH = 64
const MAX_WAITING = 2_000

/**
 * Group commit. What arrives while one transaction is on its way waits for the next, and shares it: one `fsync` and one round trip
 * a table for all of them. Each unit is acknowledged after the commit, never before. A unit that loses its version race or repeats
 * an idempotency key writes nothing and does not disturb the others, nor does one whose `mustAffect` row is somebody else's by now;
 * an error in a shared transaction sends each unit alone.
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = []
  private readonly busyKeys = new Set<string>()
  private flying = 0

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly cityCode: string,
    private readonly maxFlying = 1,
  ) {}

  /** Rejects with StoreUnavailable when the store is away or the queue is full; then nothing was written that is acknowledged. */
  submit(unit: CommitUnit): Promise<CommitOutcome> {
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new QueueFull())
    return new Promise((resolve, reject) => {
      this.waiting.push({ unit, resolve, reject })
      if (this.flying < this.maxFlying) setImmediate(() => this.takeOff())
    })
  }

  private takeOff(): void {
    if (this.flying >= this.maxFlying) return
    const batch = this.nextBatch()
    if (batch.length === 0) return
    this.flying += 1
    void this.fly(batch).finally(() => {
      this.flying -= 1
      for (const { unit } of batch) for (const key of keysOf(unit)) this.busyKeys.delete(key)
      this.takeOff()
    })
  }

  private nextBatch(): Waiting[] {
    const batch: Waiting[] = []
    for (let index = 0; index < this.waiting.length && batch.length < MAX_BATCH; ) {
      const candidate = this.waiting[index]
      if (candidate === undefined) break
      const keys = keysOf(candidate.unit)
      if (keys.some((key) => this.busyKeys.has(key))) {
        index += 1
        continue
      }
      keys.forEach((key) => this.busyKeys.add(key))
      batch.push(candidate)
      this.waiting.splice(index, 1)
    }
    return batch
  }

  private async fly(batch: readonly Waiting[]): Promise<void> {
    this.metrics.commits.observe(batch.length)
    const alone = batch.length === 1
    try {
      const outcomes = await this.database.transaction((tx) => this.write(tx, batch.map((item) => item.unit)))
      batch.forEach((item, index) => item.resolve(outcomes[index] ?? 'conflict'))
    } catch (error) {
      if (alone || isUnavailable(error)) {
        const lost = error instanceof GuardLost ? 'conflict' : error instanceof WriteLost ? 'refused' : null
        batch.forEach((item) => (lost === null ? item.reject(error) : item.resolve(lost)))
        return
      }
      // One of them cannot be written, or what it has written already must go with its lost race: each by itself.
      for (const item of batch) await this.fly([item])
    }
  }

  private async write(tx: Tx, units: readonly CommitUnit[]): Promise<CommitOutcome[]> {
    const outcomes: CommitOutcome[] = units.map(() => 'committed')
    await this.claimIdempotencyKeys(tx, units, outcomes)
    await this.passGuards(tx, units, outcomes)
    const writes = units.flatMap((unit, index) => (outcomes[index] === 'committed' ? unit.writes : []))
    for (const { target, rows, mustAffect } of grouped(writes)) {
      const answer = await tx.run(target as Statement<{ key: string }>, [JSON.stringify(rows), this.cityCode])
      if (mustAffect.length === 0) continue
      const affected = new Set(answer.map((row) => row.key))
      if (mustAffect.some((key) => !affected.has(key))) throw new WriteLost()
    }
    return outcomes
  }

  private async claimIdempotencyKeys(tx: Tx, units: readonly CommitUnit[], outcomes: CommitOutcome[]): Promise<void> {
    const claims = units.flatMap(({ idempotency: i }) => (i === null ? [] : [{ scope: i.scope, key: i.key, body_hash: i.bodyHash, result: i.result }]))
    if (claims.length === 0) return
    const claimed = new Set((await tx.run(INSERT_IDEMPOTENCY, [JSON.stringify(claims), this.cityCode])).map((row) => `${row.scope} ${row.key}`))
    units.forEach(({ idempotency: i }, index) => {
      if (i !== null && !claimed.has(`${i.scope} ${i.key}`)) outcomes[index] = 'duplicate'
    })
  }

  private async passGuards(tx: Tx, units: readonly CommitUnit[], outcomes: CommitOutcome[]): Promise<void> {
    const going = units.filter((_, index) => outcomes[index] === 'committed')
    const passed = new Set<string>()
    for (const { target, rows } of grouped(going.map((unit) => ({ ...unit.guard, order: 0 })))) {
      for (const row of await tx.run(target as Statement<{ key: string }>, [JSON.stringify(rows), this.cityCode])) passed.add(row.key)
    }
    units.forEach((unit, index) => {
      if (outcomes[index] !== 'committed' || passed.has(unit.key)) return
      if (unit.idempotency !== null) throw new GuardLost()
      outcomes[index] = 'conflict'
    })
  }
}

const keysOf = (unit: CommitUnit): string[] =>
  unit.idempotency === null ? [unit.key] : [unit.key, `${unit.idempotency.scope} ${unit.idempotency.key}`]

type Group = { readonly order: number; readonly target: Statement; readonly rows: unknown[]; readonly mustAffect: string[] }

function grouped(writes: readonly (BatchWrite & { order: number })[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { statement: target, row, order, mustAffect } of writes) {
    const group = groups.get(target.name) ?? { order, target, rows: [], mustAffect: [] }
    groups.set(target.name, group)
    group.rows.push(row)
    if (mustAffect !== undefined) group.mustAffect.push(mustAffect)
  }
  return [...groups.values()].sort((a, b) => a.order - b.order)
}

class GuardLost extends Error {}
class WriteLost extends Error {}

class QueueFull extends StoreUnavailable {
  constructor() {
    super('The commit queue is full')
  }
}
const isUnavailable = (error: unknown): boolean => error instanceof StoreUnavailable
