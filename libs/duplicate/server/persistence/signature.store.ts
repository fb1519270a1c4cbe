import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, StoreUnavailable, type Tx } from '@tongban/platform/server'
import { CANDIDATE_BOUNDS, placeKeyOf, type Matter } from '../../domain/index.js'

export type Signature = Matter & { readonly caseId: string; readonly keys: readonly number[]; readonly lookAgainAt: Instant }
export type Candidate = Matter & { readonly caseId: string }
export type CandidateQuestion = Pick<Matter, 'divisionCode' | 'categoryCode' | 'callerHash'> & { readonly keys: readonly number[] }

type CandidateRow = { case_id: string; filed_at: number; division_code: string | null; category_code: string | null; caller_hash: string | null; grams: Buffer }

const INSERT = statement<{ case_id: string }>(
  'duplicate.write_signatures',
  `INSERT INTO duplicate_signature SELECT r.* FROM jsonb_populate_recordset(null::duplicate_signature, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, case_id) DO NOTHING RETURNING case_id`,
)

/**
 * The three ways to a candidate, each bounded (CANDIDATE_BOUNDS). Indexes duplicate_signature_caller, duplicate_signature_place and, for what shares
 * rare runs of characters, duplicate_signature_keys, asked once a key: that is counted by the rows it finds, and a key that a wave of cases made
 * common finds no more of them than its bound. The primary key for what is compared. What is past its window and still here is open.
 */
export const CANDIDATES = statement<CandidateRow>(
  'duplicate.candidates',
  `WITH found AS (
     (SELECT case_id FROM duplicate_signature WHERE city_code = $1 AND caller_hash = $2 ORDER BY filed_at DESC LIMIT ${CANDIDATE_BOUNDS.caller})
     UNION
     (SELECT case_id FROM duplicate_signature WHERE city_code = $1 AND township_code = $3 AND category_family = $4 ORDER BY filed_at DESC LIMIT ${CANDIDATE_BOUNDS.place})
     UNION
     (SELECT one.case_id FROM unnest($5::integer[]) AS asked(key)
      CROSS JOIN LATERAL (
        SELECT case_id, filed_at FROM duplicate_signature WHERE city_code = $1 AND keys @> ARRAY[asked.key] LIMIT ${CANDIDATE_BOUNDS.aKey}) AS one
      GROUP BY one.case_id ORDER BY count(*) DESC, max(one.filed_at) DESC LIMIT ${CANDIDATE_BOUNDS.text}))
   SELECT s.case_id, s.filed_at, s.division_code, s.category_code, s.caller_hash, s.grams
   FROM found JOIN duplicate_signature AS s ON s.city_code = $1 AND s.case_id = found.case_id`,
)

/** Both hold until the transaction ends. Plans are made for the keys that are asked: the common plan knows nothing of how rare they are. */
const LIMITS = statement('duplicate.limits', `SELECT set_config('statement_timeout', $1, true), set_config('plan_cache_mode', 'force_custom_plan', true)`)

// Index duplicate_signature_look_again.
const DUE = statement<{ case_id: string }>(
  'duplicate.look_again', `SELECT case_id FROM duplicate_signature WHERE city_code = $1 AND look_again_at <= $2 ORDER BY look_again_at LIMIT $3`,
)
const POSTPONE = statement('duplicate.postpone', `UPDATE duplicate_signature SET look_again_at = $3 WHERE city_code = $1 AND case_id = ANY ($2::uuid[])`)
const DELETE = statement('duplicate.forget', `DELETE FROM duplicate_signature WHERE city_code = $1 AND case_id = ANY ($2::uuid[])`)
const COUNT = statement<{ cases: number }>('duplicate.count', `SELECT count(*) AS cases FROM duplicate_signature WHERE city_code = $1`)

/** What is kept of each case to tell whether another is the same matter. Hashes; no text and no number. */
@Injectable()
export class SignatureStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Once a case, however often it is written. How many were new. */
  async write(signatures: readonly Signature[], tx: Tx): Promise<number> {
    if (signatures.length === 0) return 0
    const rows = signatures.map((item) => ({
      city_code: this.config.cityCode, case_id: item.caseId, filed_at: new Date(item.filedAt).toISOString(), division_code: item.divisionCode, category_code: item.categoryCode,
      ...placeColumns(item), caller_hash: item.callerHash, keys: item.keys, grams: `\\x${bytesOf(item.grams).toString('hex')}`, look_again_at: isoOf(item.lookAgainAt),
    }))
    return (await tx.run(INSERT, [JSON.stringify(rows), this.config.cityCode])).length
  }

  /** Null when it took longer than `limitMs`, or the store is away: the question can wait, the call cannot. */
  async candidates(question: CandidateQuestion, limitMs: number): Promise<Candidate[] | null> {
    const { township_code: township, category_family: family } = placeColumns(question)
    const values = [this.config.cityCode, question.callerHash, township, family, [...question.keys]]
    try {
      const rows = await this.database.transaction(async (tx) => {
        await tx.run(LIMITS, [`${limitMs}ms`])
        // A cancelled statement costs the transaction, not the connection: it is told apart in here.
        return tx.run(CANDIDATES, values).catch((error: unknown) => {
          if (error instanceof StoreUnavailable) return null
          throw error
        })
      })
      return rows?.map(candidateOf) ?? null
    } catch (error) {
      if (error instanceof StoreUnavailable) return null
      throw error
    }
  }

  async dueForAnotherLook(at: Instant, limit: number): Promise<string[]> {
    return (await this.database.run(DUE, [this.config.cityCode, isoOf(at), limit])).map((row) => row.case_id)
  }

  async postpone(caseIds: readonly string[], until: Instant): Promise<void> {
    if (caseIds.length > 0) await this.database.run(POSTPONE, [this.config.cityCode, [...caseIds], isoOf(until)])
  }

  async forget(caseIds: readonly string[]): Promise<void> {
    if (caseIds.length > 0) await this.database.run(DELETE, [this.config.cityCode, [...caseIds]])
  }

  async count(): Promise<number> {
    return (await this.database.run(COUNT, [this.config.cityCode]))[0]?.cases ?? 0
  }
}

function placeColumns(matter: Pick<Matter, 'divisionCode' | 'categoryCode'>): { township_code: string | null; category_family: string | null } {
  const [township = null, family = null] = placeKeyOf(matter)?.split(':') ?? []
  return { township_code: township, category_family: family }
}

const BYTES = 4

export function bytesOf(grams: Uint32Array): Buffer {
  const bytes = Buffer.alloc(grams.length * BYTES)
  grams.forEach((gram, at) => bytes.writeUInt32LE(gram, at * BYTES))
  return bytes
}

export function gramsOfBytes(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: Math.floor(bytes.length / BYTES) }, (_, at) => bytes.readUInt32LE(at * BYTES))
}

const candidateOf = (row: CandidateRow): Candidate => ({
  caseId: row.case_id, filedAt: row.filed_at, divisionCode: row.division_code, categoryCode: row.category_code, callerHash: row.caller_hash, grams: gramsOfBytes(row.grams),
})
