import { statement, type Database } from '@tongban/platform/server'
import { CHAIN_START, entryOf, linkHash, type JoinedEntryRow } from './audit-chain.js'

// One sealer a city; another that comes meanwhile goes away again. 12345003 is ours among the advisory locks.
const LOCK = statement<{ mine: boolean }>('audit.seal_lock', `SELECT pg_try_advisory_xact_lock(12345003, $1::int) AS mine`)
const HEAD = statement<{ seq: number; hash: string }>('audit.seal_head', `SELECT seq, hash FROM audit_seal WHERE city_code = $1`)
// Primary key (city_code, entry_id). Only committed rows are seen; one that commits later with a smaller id is sealed later.
const TAKE = statement<JoinedEntryRow>(
  'audit.seal_take',
  `WITH taken AS (
     DELETE FROM audit_unsealed WHERE city_code = $1 AND entry_id IN (
       SELECT entry_id FROM audit_unsealed WHERE city_code = $1 ORDER BY entry_id LIMIT $2)
     RETURNING entry_id)
   SELECT t.entry_id, e.id, e.at, e.actor_id, e.actor_unit_id, e.action, e.subject_type, e.subject_id, e.outcome, e.detail, e.trace_id
   FROM taken t LEFT JOIN audit_entry e ON e.city_code = $1 AND e.id = t.entry_id ORDER BY t.entry_id`,
)
const APPEND = statement(
  'audit.seal_append',
  `INSERT INTO audit_link (city_code, seq, entry_id, hash)
   SELECT $1, r.seq, r.entry_id, r.hash FROM jsonb_to_recordset($2::jsonb) AS r(seq bigint, entry_id bigint, hash text)`,
)
const MOVE_HEAD = statement(
  'audit.seal_move_head',
  `INSERT INTO audit_seal (city_code, seq, hash) VALUES ($1, $2, $3)
   ON CONFLICT (city_code) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, sealed_at = now()`,
)

const BATCH = 1_000

/** Puts committed entries into the hash chain, behind the commits that made them. The worker calls it every second; several may. */
export class AuditSealer {
  constructor(
    private readonly database: Database,
    private readonly cityCode: string,
  ) {}

  /** Seals what waits; returns how many entries. Zero also when another process is sealing. */
  async seal(): Promise<number> {
    let total = 0
    for (;;) {
      const sealed = await this.sealSome()
      total += sealed
      if (sealed < BATCH) return total
    }
  }

  private async sealSome(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const [lock] = await tx.run(LOCK, [Number(this.cityCode)])
      if (lock?.mine !== true) return 0
      const [head] = await tx.run(HEAD, [this.cityCode])
      const taken = await tx.run(TAKE, [this.cityCode, BATCH])
      if (taken.length === 0) return 0
      let seq = head?.seq ?? 0
      let hash = head?.hash ?? CHAIN_START
      const links = taken.map((row) => {
        seq += 1
        hash = linkHash(this.cityCode, seq, hash, row.entry_id, entryOf(row))
        return { seq, entry_id: row.entry_id, hash }
      })
      await tx.run(APPEND, [this.cityCode, JSON.stringify(links)])
      await tx.run(MOVE_HEAD, [this.cityCode, seq, hash])
      return links.length
    })
  }
}
