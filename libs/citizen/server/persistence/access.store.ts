import { createHash, timingSafeEqual } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { isoOf, plus, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { CODE_TRIES, CODE_VALID_MS, RESEND_AFTER_MS, SESSION_MS } from '../../domain/index.js'

const PUT_CODE = statement<{ id: string }>(
  'citizen.put_code',
  `INSERT INTO citizen_code AS c (city_code, case_id, id, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (city_code, case_id) DO UPDATE
     SET id = excluded.id, code_hash = excluded.code_hash, created_at = excluded.created_at, expires_at = excluded.expires_at, tries = 0, used_at = NULL
     WHERE c.created_at <= $7::timestamptz
   RETURNING id`,
)
/** Counted before it is compared, so that many guesses at once are as many tries. */
const TRY_CODE = statement<{ id: string; code_hash: string }>(
  'citizen.try_code',
  `UPDATE citizen_code SET tries = tries + 1
   WHERE city_code = $1 AND case_id = $2 AND used_at IS NULL AND expires_at > $3::timestamptz AND tries < $4 RETURNING id, code_hash`,
)
const USE_CODE = statement<{ id: string }>(
  'citizen.use_code',
  `UPDATE citizen_code SET used_at = $4 WHERE city_code = $1 AND case_id = $2 AND id = $3 AND used_at IS NULL RETURNING id`,
)
const INSERT_SESSION = statement(
  'citizen.insert_session',
  `INSERT INTO citizen_session (city_code, token_hash, case_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
)
// Primary key.
const FIND_SESSION = statement<{ case_id: string }>(
  'citizen.find_session',
  `SELECT case_id FROM citizen_session WHERE city_code = $1 AND token_hash = $2 AND expires_at > $3::timestamptz`,
)
// Indexes citizen_code_expiry, citizen_session_expiry.
const FORGET_CODES = statement('citizen.forget_codes', `DELETE FROM citizen_code WHERE city_code = $1 AND expires_at < $2::timestamptz`)
const FORGET_SESSIONS = statement('citizen.forget_sessions', `DELETE FROM citizen_session WHERE city_code = $1 AND expires_at < $2::timestamptz`)

/** What leaks from the store opens nothing: tokens are random and stand as hashes, codes are hashed under the installation's key. */
const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Codes and sessions of citizens. */
@Injectable()
export class AccessStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Replaces the code of the case. False when the last one is younger than a minute: then it stays the valid one. */
  async putCode(tx: Tx, { caseId, id, code, now }: { caseId: string; id: string; code: string; now: Instant }): Promise<boolean> {
    const values = [this.config.cityCode, caseId, id, this.codeHash(id, code), isoOf(now), isoOf(plus(now, CODE_VALID_MS)), isoOf(plus(now, -RESEND_AFTER_MS))]
    return (await tx.run(PUT_CODE, values)).length === 1
  }

  /** Counts a try. The id of the code when it was right; null when it was wrong, has expired, was used or tried too often, or is none. */
  async tryCode(caseId: string, code: string, now: Instant): Promise<string | null> {
    const [row] = await this.database.run(TRY_CODE, [this.config.cityCode, caseId, isoOf(now), CODE_TRIES])
    if (!row) return null
    return timingSafeEqual(Buffer.from(row.code_hash), Buffer.from(this.codeHash(row.id, code))) ? row.id : null
  }

  /** Opens a session with a code, once. False when another request has used it. */
  async openSession({ caseId, codeId, token, now }: { caseId: string; codeId: string; token: string; now: Instant }): Promise<boolean> {
    const { cityCode } = this.config
    return this.database.transaction(async (tx) => {
      if ((await tx.run(USE_CODE, [cityCode, caseId, codeId, isoOf(now)])).length === 0) return false
      await tx.run(INSERT_SESSION, [cityCode, tokenHashOf(token), caseId, isoOf(now), isoOf(plus(now, SESSION_MS))])
      return true
    })
  }

  /** The case a token opens. */
  async caseOf(token: string, now: Instant): Promise<string | null> {
    return (await this.database.run(FIND_SESSION, [this.config.cityCode, tokenHashOf(token), isoOf(now)]))[0]?.case_id ?? null
  }

  async forgetBefore(before: Instant): Promise<void> {
    await this.database.run(FORGET_CODES, [this.config.cityCode, isoOf(before)])
    await this.database.run(FORGET_SESSIONS, [this.config.cityCode, isoOf(before)])
  }

  private codeHash(id: string, code: string): string {
    return this.cipher.lookupHash(`citizen-code ${id} ${code}`)
  }
}
