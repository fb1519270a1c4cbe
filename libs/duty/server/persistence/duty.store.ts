import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { maskDutyPhone, type DutyEntry } from '../../domain/index.js'
import { storedDutyOf, timeColumnsOf, type DutyRow, type StoredDuty } from './duty-row.mapper.js'

const COLUMNS = `id, post_key, name, title, phone_masked, user_id, line, kind, spans, valid_from, valid_to`
/** Of two hundred posts at one moment: a few each. */
const MOST_AT_ONCE = 5_000

// Index duty_entry_post. A night may run on for a day after the last day of its pattern.
const AT = statement<DutyRow>(
  'duty.read_at',
  `SELECT ${COLUMNS} FROM duty_entry
   WHERE city_code = $1 AND post_key = ANY ($2::text[]) AND valid_from <= $3::timestamptz
     AND (valid_to IS NULL OR valid_to > CASE kind WHEN 'shift' THEN $3::timestamptz ELSE $3::timestamptz - interval '1 day' END)
   ORDER BY post_key, line, id LIMIT ${MOST_AT_ONCE}`,
)
// Index duty_entry_post.
const WITHIN = statement<DutyRow>(
  'duty.read_within',
  `SELECT ${COLUMNS} FROM duty_entry
   WHERE city_code = $1 AND post_key = ANY ($2::text[]) AND valid_from < $4::timestamptz AND (valid_to IS NULL OR valid_to > $3::timestamptz - interval '1 day')
   ORDER BY post_key, line, id LIMIT $5`,
)
// Index duty_entry_post.
const ALL_OF_POST = statement<DutyRow>(
  'duty.read_post',
  `SELECT ${COLUMNS} FROM duty_entry
   WHERE city_code = $1 AND post_key = $2 AND (valid_to IS NULL OR valid_to > $3::timestamptz) ORDER BY line, kind, valid_from, id LIMIT 2000`,
)
// Primary key.
const BY_ID = statement<DutyRow & { phone_cipher: Buffer | null }>('duty.read_entry', `SELECT ${COLUMNS}, phone_cipher FROM duty_entry WHERE city_code = $1 AND id = $2`)
// Primary key.
const VERSIONS = statement<{ post_key: string; version: number; changed_at: number; changed_by: string }>(
  'duty.read_versions',
  `SELECT post_key, version, changed_at, changed_by FROM duty_roster WHERE city_code = $1 AND post_key = ANY ($2::text[])`,
)
// Posts that are places and not units; all rosters of a city are a few thousand rows.
const PLACES = statement<{ post_key: string }>(
  'duty.read_places',
  `SELECT post_key FROM duty_roster WHERE city_code = $1 AND starts_with(post_key, 'division:' || $2) ORDER BY post_key LIMIT $3`,
)
const FIRST_VERSION = statement<{ version: number }>(
  'duty.first_version',
  `INSERT INTO duty_roster (city_code, post_key, version, changed_at, changed_by) VALUES ($1, $2, 1, $3, $4)
   ON CONFLICT (city_code, post_key) DO NOTHING RETURNING version`,
)
const NEXT_VERSION = statement<{ version: number }>(
  'duty.next_version',
  `UPDATE duty_roster SET version = version + 1, changed_at = $3, changed_by = $4 WHERE city_code = $1 AND post_key = $2 AND version = $5 RETURNING version`,
)
const PUT = statement(
  'duty.put_entries',
  `INSERT INTO duty_entry SELECT $1, r.id, r.post_key, r.name, r.title, r.phone_cipher, r.phone_hash, r.phone_masked, r.user_id, r.line, r.kind, r.spans, r.valid_from, r.valid_to
   FROM jsonb_populate_recordset(null::duty_entry, $2::jsonb) AS r
   ON CONFLICT (city_code, id) DO UPDATE SET name = excluded.name, title = excluded.title, user_id = excluded.user_id, line = excluded.line, kind = excluded.kind,
     spans = excluded.spans, valid_from = excluded.valid_from, valid_to = excluded.valid_to, phone_cipher = excluded.phone_cipher, phone_hash = excluded.phone_hash,
     phone_masked = excluded.phone_masked
   WHERE duty_entry.post_key = excluded.post_key`,
)
const REMOVE = statement<{ id: string }>('duty.remove_entries', `DELETE FROM duty_entry WHERE city_code = $1 AND post_key = $2 AND id = ANY ($3::uuid[]) RETURNING id`)
// Primary key.
const PHONES = statement<{ id: string; phone_cipher: Buffer | null }>(
  'duty.read_phones',
  `SELECT id, phone_cipher FROM duty_entry WHERE city_code = $1 AND post_key = $2 AND id = ANY ($3::uuid[])`,
)

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An entry to be written. `phone`: in clear, or null for none; `keep` leaves what stands; or that of another entry of the same post. */
export type DutyToWrite = DutyEntry & {
  readonly name: string
  readonly title: string
  readonly userId: string | null
  readonly phone: string | null | 'keep' | { readonly of: string }
}

/** Rosters as they stand. The only place that sees the number of a person on duty in clear. */
@Injectable()
export class DutyStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Whatever may be in force at a moment; whether it is, the domain says. */
  async at(postKeys: readonly string[], at: Instant): Promise<StoredDuty[]> {
    return (await this.database.run(AT, [this.config.cityCode, postKeys, isoOf(at)])).map(storedDutyOf)
  }

  async within(postKeys: readonly string[], { from, to }: { readonly from: Instant; readonly to: Instant }, most: number): Promise<StoredDuty[]> {
    return (await this.database.run(WITHIN, [this.config.cityCode, postKeys, isoOf(from), isoOf(to), most])).map(storedDutyOf)
  }

  /** What has not ended before a moment. */
  async ofPost(postKey: string, since: Instant, from: Tx = this.database): Promise<StoredDuty[]> {
    return (await from.run(ALL_OF_POST, [this.config.cityCode, postKey, isoOf(since)])).map(storedDutyOf)
  }

  async versions(postKeys: readonly string[]): Promise<ReadonlyMap<string, { version: number; changedAt: number; changedBy: string }>> {
    const rows = await this.database.run(VERSIONS, [this.config.cityCode, postKeys])
    return new Map(rows.map((row) => [row.post_key, { version: row.version, changedAt: row.changed_at, changedBy: row.changed_by }]))
  }

  /** Keys of the places (villages, mostly) under a division that have a roster of their own; the city's code asks for all. */
  async places(divisionCode: string, most: number): Promise<string[]> {
    const { cityCode } = this.config
    return (await this.database.run(PLACES, [cityCode, divisionCode === cityCode ? cityCode.slice(0, 4) : divisionCode, most])).map((row) => row.post_key)
  }

  /** With the number in clear: for who is about to be told it, after the look was recorded. */
  async contact(id: string): Promise<{ readonly duty: StoredDuty; readonly phone: string | null } | null> {
    if (!UUID.test(id)) return null
    const [row] = await this.database.run(BY_ID, [this.config.cityCode, id])
    return row === undefined ? null : { duty: storedDutyOf(row), phone: row.phone_cipher === null ? null : this.cipher.decrypt(row.phone_cipher, row.id) }
  }

  /** Claims the next version of a roster (0: it has none yet). Null when somebody else was first. */
  async claim(tx: Tx, { postKey, version, at, by }: { postKey: string; version: number; at: Instant; by: string }): Promise<number | null> {
    const values = [this.config.cityCode, postKey, isoOf(at), by]
    const rows = version === 0 ? await tx.run(FIRST_VERSION, values) : await tx.run(NEXT_VERSION, [...values, version])
    return rows[0]?.version ?? null
  }

  async put(tx: Tx, postKey: string, entries: readonly DutyToWrite[]): Promise<void> {
    if (entries.length === 0) return
    const sources = entries.flatMap(({ id, phone }) => sourceOf(id, phone) ?? [])
    const phones = sources.length === 0 ? [] : await tx.run(PHONES, [this.config.cityCode, postKey, sources])
    const known = new Map(phones.map((row) => [row.id, row.phone_cipher === null ? null : this.cipher.decrypt(row.phone_cipher, row.id)]))
    const rows = entries.map(({ id, name, title, userId, line, times, phone }) => {
      const number = phone === null || (typeof phone === 'string' && phone !== 'keep') ? phone : (known.get(sourceOf(id, phone) ?? '') ?? null)
      return { id, post_key: postKey, name, title, user_id: userId, line, ...this.numberColumns(id, number), ...timeColumnsOf(times) }
    })
    await tx.run(PUT, [this.config.cityCode, JSON.stringify(rows)])
  }

  /** Returns how many there were. */
  async remove(tx: Tx, postKey: string, ids: readonly string[]): Promise<number> {
    return ids.length === 0 ? 0 : (await tx.run(REMOVE, [this.config.cityCode, postKey, ids])).length
  }

  /** The cipher text is bound to its entry, so that a number does not open in another person's row. */
  private numberColumns(id: string, phone: string | null): { phone_cipher: string | null; phone_hash: string | null; phone_masked: string | null } {
    if (phone === null) return { phone_cipher: null, phone_hash: null, phone_masked: null }
    return { phone_cipher: hexOf(this.cipher.encrypt(phone, id)), phone_hash: this.cipher.lookupHash(`duty ${phone}`), phone_masked: maskDutyPhone(phone) }
  }
}

/** The entry whose number is taken over; null when one is given, or none. */
function sourceOf(id: string, phone: DutyToWrite['phone']): string | null {
  if (phone === 'keep') return id
  return phone !== null && typeof phone === 'object' ? phone.of : null
}

const hexOf = (bytes: Buffer | null): string | null => (bytes === null ? null : `\\x${bytes.toString('hex')}`)
