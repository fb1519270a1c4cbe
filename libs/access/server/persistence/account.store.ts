import type { RoleId } from '@tongban/access/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { statement, type Database, type Tx } from '@tongban/platform/server'

export type AccountRecord = {
  readonly id: string
  readonly userName: string
  readonly displayName: string
  readonly unitId: string
  readonly passwordHash: string
  readonly outsourced: boolean
  readonly disabled: boolean
  readonly roles: readonly RoleId[]
}

type AccountRow = {
  id: string
  display_name: string
  unit_id: string
  password_hash: string
  outsourced: boolean
  disabled: boolean
  roles: RoleId[]
}

const ACCOUNT = `SELECT u.id, u.display_name, u.unit_id, u.password_hash, u.outsourced, u.disabled_at IS NOT NULL AS disabled,
     ARRAY(SELECT role_id FROM access_user_role r WHERE r.city_code = u.city_code AND r.user_id = u.id ORDER BY role_id) AS roles
   FROM access_user u WHERE u.city_code = $1 AND u.user_name = $2`

// Unique (city_code, user_name).
const FIND = statement<AccountRow>('access.find_account', ACCOUNT)
const FIND_LOCKED = statement<AccountRow>('access.lock_account', `${ACCOUNT} FOR UPDATE`)
const INSERT = statement<{ id: string }>(
  'access.insert_account',
  `INSERT INTO access_user (city_code, id, user_name, display_name, unit_id, password_hash, outsourced, disabled_at, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8 THEN $9::timestamptz END, $9) ON CONFLICT DO NOTHING RETURNING id`,
)
const UPDATE = statement(
  'access.update_account',
  `UPDATE access_user SET display_name = $3, unit_id = $4, password_hash = $5, outsourced = $6,
     disabled_at = CASE WHEN $7 THEN coalesce(disabled_at, $8::timestamptz) END
   WHERE city_code = $1 AND id = $2`,
)
const TAKE_ROLES = statement(
  'access.take_roles',
  `DELETE FROM access_user_role WHERE city_code = $1 AND user_id = $2 AND role_id <> ALL ($3::text[])`,
)
const GIVE_ROLES = statement(
  'access.give_roles',
  `INSERT INTO access_user_role (city_code, user_id, role_id) SELECT $1, $2::uuid, unnest($3::text[]) ON CONFLICT DO NOTHING`,
)
// Primary key (city_code, id).
const NAMES = statement<{ id: string; display_name: string }>(
  'access.user_names',
  `SELECT id, display_name FROM access_user WHERE city_code = $1 AND id = ANY ($2::uuid[])`,
)

export class AccountStore {
  constructor(
    private readonly database: Database,
    private readonly cityCode: string,
  ) {}

  async find(userName: string): Promise<AccountRecord | null> {
    return recordOf(userName, await this.database.run(FIND, [this.cityCode, userName]))
  }

  /** Nobody else changes it until the transaction ends. */
  async findLocked(tx: Tx, userName: string): Promise<AccountRecord | null> {
    return recordOf(userName, await tx.run(FIND_LOCKED, [this.cityCode, userName]))
  }

  /** False when the name was taken in the meantime. */
  async insert(tx: Tx, account: AccountRecord, now: Instant): Promise<boolean> {
    const { id, userName, displayName, unitId, passwordHash, outsourced, disabled, roles } = account
    const rows = await tx.run(INSERT, [this.cityCode, id, userName, displayName, unitId, passwordHash, outsourced, disabled, isoOf(now)])
    if (rows.length === 0) return false
    await tx.run(GIVE_ROLES, [this.cityCode, id, roles])
    return true
  }

  async update(tx: Tx, account: AccountRecord, now: Instant): Promise<void> {
    const { id, displayName, unitId, passwordHash, outsourced, disabled, roles } = account
    await tx.run(UPDATE, [this.cityCode, id, displayName, unitId, passwordHash, outsourced, disabled, isoOf(now)])
    // First taken, then given: an administrator may become another of the three in one step.
    await tx.run(TAKE_ROLES, [this.cityCode, id, roles])
    await tx.run(GIVE_ROLES, [this.cityCode, id, roles])
  }

  async displayNames(userIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.run(NAMES, [this.cityCode, userIds])
    return new Map(rows.map((row) => [row.id, row.display_name]))
  }
}

const recordOf = (userName: string, [row]: AccountRow[]): AccountRecord | null =>
  row === undefined
    ? null
    : {
        id: row.id, userName, displayName: row.display_name, unitId: row.unit_id, passwordHash: row.password_hash,
        outsourced: row.outsourced, disabled: row.disabled, roles: row.roles,
      }
