import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { CLAIM_LEASE } from '../../contract/pool-endpoints.js'

export type Claim = {
  readonly caseId: string
  readonly by: string
  readonly since: Instant
  readonly until: Instant
  readonly taken: { readonly from: string; readonly reason: string } | null
}
export type ClaimAsked = { readonly caseId: string; readonly by: string; readonly sessionId: string | null; readonly at: Instant; readonly taken: Claim['taken'] }

export type ClaimRow = { case_id: string; claimed_by: string; claimed_at: number; until_at: number; taken_from: string | null; taken_reason: string | null }
const COLUMNS = 'case_id, claimed_by, claimed_at, until_at, taken_from, taken_reason'

/** As the city has set it. */
const LEASE = `coalesce((SELECT s.claim_lease_seconds FROM dispatch_bench_setting s WHERE s.city_code = $1), ${CLAIM_LEASE.shipped}) * interval '1 second'`

/** Who takes and lets go does it one after another: a few milliseconds each, and nobody ever waits for two rows in two orders. */
const IN_TURN = statement('dispatch.claims_in_turn', `SELECT pg_advisory_xact_lock(hashtextextended('dispatch.claim:' || $1::text, 0))`)
const HOLDER = statement<ClaimRow>('dispatch.claim_of_case', `SELECT ${COLUMNS} FROM dispatch_claim WHERE city_code = $1 AND case_id = $2 AND until_at > $3`)
/** Over whoever held it before: whether that may be is decided in the same turn. */
const PUT = statement<ClaimRow>(
  'dispatch.put_claim',
  `INSERT INTO dispatch_claim AS k (city_code, case_id, claimed_by, session_id, claimed_at, until_at, taken_from, taken_reason)
   VALUES ($1, $2, $3, $4, $5, $5::timestamptz + ${LEASE}, $6, $7)
   ON CONFLICT (city_code, case_id) DO UPDATE SET claimed_by = excluded.claimed_by, session_id = excluded.session_id, until_at = excluded.until_at,
     claimed_at = CASE WHEN k.claimed_by = excluded.claimed_by AND k.until_at > $5 THEN k.claimed_at ELSE excluded.claimed_at END,
     taken_from = CASE WHEN k.claimed_by = excluded.claimed_by THEN k.taken_from ELSE excluded.taken_from END,
     taken_reason = CASE WHEN k.claimed_by = excluded.claimed_by THEN k.taken_reason ELSE excluded.taken_reason END
   RETURNING ${COLUMNS}`,
)
// Index dispatch_claim_person.
const LET_GO_OTHERS = statement<{ case_id: string }>('dispatch.let_go_others', `DELETE FROM dispatch_claim WHERE city_code = $1 AND claimed_by = $2 AND case_id <> $3 RETURNING case_id`)
const RENEW = statement<ClaimRow>(
  'dispatch.renew_claim',
  `UPDATE dispatch_claim SET until_at = $4::timestamptz + ${LEASE} WHERE city_code = $1 AND case_id = $2 AND claimed_by = $3 RETURNING ${COLUMNS}`,
)
const LET_GO = statement<{ case_id: string }>('dispatch.let_go', `DELETE FROM dispatch_claim WHERE city_code = $1 AND case_id = $2 AND claimed_by = $3 RETURNING case_id`)
const END_SESSION = statement<{ case_id: string }>('dispatch.let_go_of_session', `DELETE FROM dispatch_claim WHERE city_code = $1 AND claimed_by = $2 AND session_id = $3 RETURNING case_id`)
/**
 * With the command of whoever may act: lets go of the case, and fails when somebody else has taken it since that was asked. `forced`: an emergency waits
 * for nobody.
 */
const ACTED = statement<{ key: string }>(
  'dispatch.claim_acted',
  `WITH r AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, actor text, at timestamptz, forced boolean, lets_go boolean)),
     gone AS (DELETE FROM dispatch_claim k USING r WHERE k.city_code = $2 AND k.case_id = r.case_id AND r.lets_go AND (r.forced OR k.claimed_by = r.actor OR k.until_at <= r.at) RETURNING k.case_id)
   SELECT r.case_id::text AS key FROM r
   WHERE r.forced OR NOT EXISTS (SELECT 1 FROM dispatch_claim k WHERE k.city_code = $2 AND k.case_id = r.case_id AND k.claimed_by <> r.actor AND k.until_at > r.at)`,
)
/** Units that must not hear of a case: it is about them. */
const SUBJECTS = statement<{ id: string; subject_unit_ids: string[] | null }>(
  'dispatch.subjects_of_claimed',
  'SELECT id, subject_unit_ids FROM case_case WHERE city_code = $1 AND id = ANY($2::uuid[])',
)

/** Who is at which case. At most one row a person: taking one lets go of the other. A row past its time holds nobody up. */
@Injectable()
export class ClaimStore {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Work that takes or lets go, one such after another in the city. */
  inTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      await tx.run(IN_TURN, [this.config.cityCode])
      return work(tx)
    })
  }

  /** Null: nobody, or only somebody whose time has run out. */
  async holder(tx: Tx, caseId: string, at: Instant): Promise<Claim | null> {
    const [row] = await tx.run(HOLDER, [this.config.cityCode, caseId, isoOf(at)])
    return row === undefined ? null : claimOf(row)
  }

  /** Takes it, from whom it may be; returns what the person let go of for it. */
  async put(tx: Tx, { caseId, by, sessionId, at, taken }: ClaimAsked): Promise<{ claim: Claim; letGo: readonly string[] }> {
    const [row] = await tx.run(PUT, [this.config.cityCode, caseId, by, sessionId, isoOf(at), taken?.from ?? null, taken?.reason ?? null])
    if (row === undefined) throw new Error('An upsert returns its row')
    const letGo = await tx.run(LET_GO_OTHERS, [this.config.cityCode, by, caseId])
    return { claim: claimOf(row), letGo: letGo.map(({ case_id }) => case_id) }
  }

  /** Null: it is this person's no more. One that ran out unnoticed, and that nobody took, goes on. */
  async renew(caseId: string, by: string, at: Instant): Promise<Claim | null> {
    const [row] = await this.database.run(RENEW, [this.config.cityCode, caseId, by, isoOf(at)])
    return row === undefined ? null : claimOf(row)
  }

  async letGo(tx: Tx, caseId: string, by: string): Promise<boolean> {
    return (await tx.run(LET_GO, [this.config.cityCode, caseId, by])).length > 0
  }

  async letGoOfSession(tx: Tx, by: string, sessionId: string): Promise<readonly string[]> {
    return (await tx.run(END_SESSION, [this.config.cityCode, by, sessionId])).map(({ case_id }) => case_id)
  }

  async subjectsOf(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (caseIds.length === 0) return new Map()
    const rows = await tx.run(SUBJECTS, [this.config.cityCode, [...caseIds]])
    return new Map(rows.map(({ id, subject_unit_ids }) => [id, subject_unit_ids ?? []]))
  }

  actedWrite({ caseId, actor, at, forced, letsGo }: { caseId: string; actor: string; at: Instant; forced: boolean; letsGo: boolean }): BatchWrite {
    return { statement: ACTED, row: { case_id: caseId, actor, at: isoOf(at), forced, lets_go: letsGo }, mustAffect: caseId }
  }
}

export const claimOf = (row: ClaimRow): Claim => ({
  caseId: row.case_id, by: row.claimed_by, since: instant(row.claimed_at), until: instant(row.until_at),
  taken: row.taken_from === null ? null : { from: row.taken_from, reason: row.taken_reason ?? '' },
})
