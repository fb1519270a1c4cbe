import { Inject, Injectable } from '@nestjs/common'
import type { CallerHashes } from '@tongban/duplicate/contract'
import { isoOf, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement } from '@tongban/platform/server'
import { CallerDirectory, type CallerNames, type CaseCallers } from '../../contract/ports.js'
import { maskName, maskPhone, namesCaller, SEALED_PHONE } from '../../domain/index.js'

type MaskedRow = { case_id: string; phone_masked: string | null; name_masked: string | null; sealed: boolean; wants_callback: boolean }
type CipherRow = { phone_cipher: Buffer | null; name_cipher: Buffer | null; sealed: boolean }

const INSERT = statement(
  'intake.insert_caller',
  `INSERT INTO intake_caller SELECT r.* FROM jsonb_populate_recordset(null::intake_caller, $1::jsonb) AS r WHERE r.city_code = $2`,
)
const READ_MASKED = statement<MaskedRow>(
  'intake.read_masked',
  `SELECT case_id, phone_masked, name_masked, sealed, wants_callback FROM intake_caller WHERE city_code = $1 AND case_id = ANY($2::uuid[])`,
)
const READ_CIPHER = statement<CipherRow>('intake.read_cipher', `SELECT phone_cipher, name_cipher, sealed FROM intake_caller WHERE city_code = $1 AND case_id = $2`)
const READ_NAMES = statement<{ case_id: string; name_cipher: Buffer }>(
  'intake.read_names', `SELECT case_id, name_cipher FROM intake_caller WHERE city_code = $1 AND case_id = ANY($2::uuid[]) AND name_cipher IS NOT NULL`,
)
// Index intake_caller_phone.
const HISTORY = statement<{ case_id: string; total: number }>(
  'intake.caller_history',
  `SELECT case_id, count(*) OVER () AS total FROM intake_caller WHERE city_code = $1 AND phone_hash = $2 ORDER BY filed_at DESC LIMIT 20`,
)

/** Sealed callers are left out: nothing may tie a person to a sealed case. */
const HASHES = statement<{ case_id: string; phone_hash: string }>(
  'intake.phone_hashes',
  `SELECT case_id, phone_hash FROM intake_caller WHERE city_code = $1 AND case_id = ANY($2::uuid[]) AND NOT sealed AND phone_hash IS NOT NULL`,
)

const IS_CALLER = statement<{ case_id: string }>(
  'intake.is_caller',
  `SELECT case_id FROM intake_caller WHERE city_code = $1 AND case_id = $2 AND phone_hash = $3`,
)

export type Caller = { readonly phone: string | null; readonly name: string | null; readonly sealed: boolean; readonly wantsCallback: boolean }

/** The only place that sees a caller's phone and name in clear. */
@Injectable()
export class CallerStore extends CallerDirectory implements CaseCallers, CallerNames, CallerHashes {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  /** The caller as a row to be committed with the case. */
  write(caseId: string, caller: Caller, filedAt: Instant): BatchWrite {
    const hidden = (text: string | null): string | null => (text === null ? null : `\\x${this.cipher.encrypt(text, caseId).toString('hex')}`)
    return {
      statement: INSERT,
      row: {
        city_code: this.config.cityCode, case_id: caseId, phone_cipher: hidden(caller.phone), phone_hash: caller.phone === null ? null : this.cipher.lookupHash(caller.phone),
        phone_masked: caller.phone === null ? null : caller.sealed ? SEALED_PHONE : maskPhone(caller.phone), name_cipher: hidden(caller.name),
        name_masked: caller.name === null || caller.sealed ? null : maskName(caller.name),
        sealed: caller.sealed, wants_callback: caller.wantsCallback, filed_at: isoOf(filedAt),
      },
    }
  }

  override async masked(caseIds: readonly string[]): Promise<ReadonlyMap<string, { phoneMasked: string | null; nameMasked: string | null; sealed: boolean; wantsCallback: boolean }>> {
    if (caseIds.length === 0) return new Map()
    const rows = await this.database.run(READ_MASKED, [this.config.cityCode, [...caseIds]])
    return new Map(
      rows.map((row) => [
        row.case_id,
        {
          // Rows of earlier versions kept a part of a sealed number.
          phoneMasked: row.sealed && row.phone_masked !== null ? SEALED_PHONE : row.phone_masked, nameMasked: row.sealed ? null : row.name_masked,
          sealed: row.sealed, wantsCallback: row.wants_callback,
        },
      ]),
    )
  }

  async reveal(caseId: string): Promise<{ phone: string | null; name: string | null; sealed: boolean } | null> {
    const [row] = await this.database.run(READ_CIPHER, [this.config.cityCode, caseId])
    if (!row) return null
    const open = (cipher: Buffer | null): string | null => (cipher === null ? null : this.cipher.decrypt(cipher, caseId))
    return { phone: open(row.phone_cipher), name: open(row.name_cipher), sealed: row.sealed }
  }

  /** Ids of the last 20 cases of a number, newest first, and how many there are. */
  async history(phone: string): Promise<{ caseIds: string[]; total: number }> {
    const rows = await this.database.run(HISTORY, [this.config.cityCode, this.cipher.lookupHash(phone)])
    return { caseIds: rows.map((row) => row.case_id), total: rows[0]?.total ?? 0 }
  }

  async hashesOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (caseIds.length === 0) return new Map()
    return new Map((await this.database.run(HASHES, [this.config.cityCode, [...caseIds]])).map((row) => [row.case_id, row.phone_hash]))
  }

  /** What a number is compared by; it tells nothing of the number. */
  hashOf(phone: string): string {
    return this.cipher.lookupHash(phone)
  }

  async isCallerOf(caseId: string, phone: string): Promise<boolean> {
    return (await this.database.run(IS_CALLER, [this.config.cityCode, caseId, this.cipher.lookupHash(phone)])).length === 1
  }

  async areIn(text: string, caseIds: readonly string[]): Promise<boolean> {
    const rows = await this.database.run(READ_NAMES, [this.config.cityCode, [...caseIds]])
    return rows.some((row) => namesCaller(text, this.cipher.decrypt(row.name_cipher, row.case_id)))
  }

  async phoneOf(caseId: string): Promise<string | null> {
    return (await this.reveal(caseId))?.phone ?? null
  }
}
