import { LOCK_MS, WRONG_PASSWORD_WINDOW_MS, WRONG_PASSWORDS } from '@tongban/access/domain'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { statement, type Database, type FieldCipher, type Tx } from '@tongban/platform/server'

export type Credentials = { readonly userId: string; readonly unitId: string; readonly passwordHash: string; readonly disabled: boolean }

type AccountColumns = { id: string; unit_id: string; password_hash: string; disabled: boolean }
type FoundRow = { locked_until: number | null } & (AccountColumns | { id: null })

// Unique (city_code, user_name) and primary key (city_code, name_hash). Always one row: an unknown name costs what a known one does.
const FIND = statement<FoundRow>(
  'access.find_for_sign_in',
  `SELECT l.locked_until, u.id, u.unit_id, u.password_hash, u.disabled_at IS NOT NULL AS disabled
   FROM (SELECT 1) one
   LEFT JOIN access_user u ON u.city_code = $1 AND u.user_name = $2
   LEFT JOIN access_sign_in_lock l ON l.city_code = $1 AND l.name_hash = $3 AND l.locked_until > $4::timestamptz`,
)
// One statement, so that failures that come together are all counted. A lock that stands is not made longer.
const COUNT_FAILURE = statement<{ locked_until: number | null }>(
  'access.count_sign_in_failure',
  `INSERT INTO access_sign_in_lock AS l (city_code, name_hash, failed_at, changed_at) VALUES ($1, $2, ARRAY[$3::timestamptz], $3)
   ON CONFLICT (city_code, name_hash) DO UPDATE SET
     failed_at = ARRAY(SELECT f FROM unnest(l.failed_at) f WHERE f > $3::timestamptz - $4::interval) || $3::timestamptz,
     locked_until = CASE
       WHEN l.locked_until > $3::timestamptz THEN l.locked_until
       WHEN (SELECT count(*) FROM unnest(l.failed_at) f WHERE f > $3::timestamptz - $4::interval) + 1 >= $5
         THEN $3::timestamptz + $6::interval
     END,
     changed_at = $3
   RETURNING locked_until`,
)
const CLEAR = statement(
  'access.clear_sign_in_failures',
  `DELETE FROM access_sign_in_lock
   WHERE city_code = $1 AND name_hash = $2 AND (locked_until IS NULL OR locked_until <= $3::timestamptz)`,
)
const LOCKED = statement<{ locked_until: number }>(
  'access.sign_in_lock',
  `SELECT locked_until FROM access_sign_in_lock WHERE city_code = $1 AND name_hash = $2 AND locked_until > $3::timestamptz`,
)
const FORGET = statement<{ name_hash: string }>(
  'access.forget_sign_in_failures',
  `DELETE FROM access_sign_in_lock WHERE city_code = $1 AND changed_at < $2::timestamptz RETURNING name_hash`,
)

const interval = (ms: number): string => `${ms} milliseconds`

/** What sign-in asks and writes about a name: its credentials and its wrong passwords. */
export class SignInStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly cityCode: string,
  ) {}

  async find(userName: string, now: Instant): Promise<{ lockedUntil: Instant | null; credentials: Credentials | null }> {
    const [row] = await this.database.run(FIND, [this.cityCode, userName, this.hashOf(userName), isoOf(now)])
    if (!row) throw new Error('A statement that always gives one row gave none')
    return {
      lockedUntil: row.locked_until === null ? null : instant(row.locked_until),
      credentials:
        row.id === null ? null : { userId: row.id, unitId: row.unit_id, passwordHash: row.password_hash, disabled: row.disabled },
    }
  }

  async countFailure(tx: Tx, userName: string, now: Instant): Promise<void> {
    const rule = [interval(WRONG_PASSWORD_WINDOW_MS), WRONG_PASSWORDS, interval(LOCK_MS)]
    await tx.run(COUNT_FAILURE, [this.cityCode, this.hashOf(userName), isoOf(now), ...rule])
  }

  /** Forgets the wrong passwords of a name, unless they have locked it meanwhile: then returns until when. */
  async clearUnlessLocked(tx: Tx, userName: string, now: Instant): Promise<Instant | null> {
    const key = [this.cityCode, this.hashOf(userName), isoOf(now)]
    await tx.run(CLEAR, key)
    const [row] = await tx.run(LOCKED, key)
    return row ? instant(row.locked_until) : null
  }

  async forgetBefore(before: Instant): Promise<number> {
    return (await this.database.run(FORGET, [this.cityCode, isoOf(before)])).length
  }

  private hashOf(userName: string): string {
    return this.cipher.lookupHash(`sign-in ${userName}`)
  }
}
