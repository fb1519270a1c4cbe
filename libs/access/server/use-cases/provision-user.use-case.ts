import { ACCESS_REFUSALS, type Principal, type RoleId } from '@tongban/access/contract'
import { checkRoles, isUserName, PASSWORD_MIN_LENGTH, userNameOf } from '@tongban/access/domain'
import { AuditTrail } from '@tongban/audit/contract'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { Clock, IdGen, idOf, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'
import type { Database, Tx } from '@tongban/platform/server'
import type { PasswordHasher } from '../password-hasher.js'
import type { AccountRecord, AccountStore } from '../persistence/account.store.js'
import { runWrite } from '../persistence/run-write.js'
import type { SessionCache } from '../persistence/session-cache.js'
import type { SessionStore } from '../persistence/session.store.js'

export type UserProvision = {
  readonly userName: string
  readonly displayName: string
  readonly unitId: string
  readonly roles: readonly RoleId[]
  /** Left out: an account that exists keeps the one it has. */
  readonly password?: string
  readonly outsourced?: boolean
  readonly disabled?: boolean
}

export type Provisioned = { readonly userId: string; readonly outcome: 'created' | 'updated' | 'unchanged' }

/** What provisioning writes to. */
export type ProvisionStores = {
  readonly database: Database
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly cache: SessionCache
  readonly cityCode: string
}

/**
 * Makes an account be as said, whether it exists or not; saying it again changes nothing. Whoever gets another password, unit, role or
 * standing has to sign in again: a session never holds more than its account.
 */
export class ProvisionUser {
  constructor(
    private readonly stores: ProvisionStores,
    private readonly hasher: PasswordHasher,
    private readonly org: OrgDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdGen,
  ) {}

  async execute(input: UserProvision, by: Principal): Promise<Result<Provisioned>> {
    const userName = userNameOf(input.userName)
    const checked = this.check(userName, input)
    if (!checked.ok) return checked
    const existing = await this.stores.accounts.find(userName)
    const passwordHash = await this.passwordHash(existing, input.password)
    if (passwordHash === null) return refuse(ACCESS_REFUSALS.PASSWORD_MISSING)
    const wanted: AccountRecord = {
      id: existing?.id ?? this.ids.next(),
      userName,
      displayName: input.displayName.trim(),
      unitId: input.unitId,
      passwordHash,
      outsourced: input.outsourced ?? false,
      disabled: input.disabled ?? false,
      roles: checked.value,
    }
    return existing === null ? this.create(wanted, by) : this.change(wanted, existing, by)
  }

  private check(userName: string, { unitId, roles, password }: UserProvision): Result<readonly RoleId[]> {
    if (!isUserName(userName)) return refuse(ACCESS_REFUSALS.USER_NAME_INVALID)
    if (this.org.unit(idOf(unitId)) === null) return refuse(ACCESS_REFUSALS.ACCOUNT_UNIT_UNKNOWN, { unitId })
    if (password !== undefined && [...password].length < PASSWORD_MIN_LENGTH) {
      return refuse(ACCESS_REFUSALS.PASSWORD_TOO_SHORT, { minimum: PASSWORD_MIN_LENGTH })
    }
    return checkRoles(roles)
  }

  /** The hash the account has when the password is the same or none is given, so that repeating changes nothing. */
  private async passwordHash(existing: AccountRecord | null, password: string | undefined): Promise<string | null> {
    if (password === undefined) return existing?.passwordHash ?? null
    if (existing !== null && (await this.hasher.matches(existing.passwordHash, password))) return existing.passwordHash
    return this.hasher.hash(password)
  }

  private async create(wanted: AccountRecord, by: Principal): Promise<Result<Provisioned>> {
    const now = this.clock.now()
    const created = await this.stores.database.transaction(async (tx) => {
      if (!(await this.stores.accounts.insert(tx, wanted, now))) return false
      await this.record(tx, 'user.create', wanted, ['all'], by, now)
      return true
    })
    return created ? ok({ userId: wanted.id, outcome: 'created' }) : refuse(EDGE_REFUSALS.CONFLICT)
  }

  private async change(wanted: AccountRecord, seen: AccountRecord, by: Principal): Promise<Result<Provisioned>> {
    const now = this.clock.now()
    const done = await this.stores.database.transaction(async (tx) => {
      const current = await this.stores.accounts.findLocked(tx, wanted.userName)
      // Somebody changed the password between our look and now: theirs must not be put back unseen.
      if (current === null || current.passwordHash !== seen.passwordHash) return null
      const changes = differences(current, wanted)
      if (changes.length === 0) return { changes, ended: [] }
      await this.stores.accounts.update(tx, wanted, now)
      const ended = changes.some((change) => change !== 'displayName') ? await this.stores.sessions.revokeOfUser(tx, wanted.id, now) : []
      await this.record(tx, 'user.update', wanted, changes, by, now)
      return { changes, ended }
    })
    if (done === null) return refuse(EDGE_REFUSALS.CONFLICT)
    await this.stores.cache.revoke(done.ended)
    return ok({ userId: wanted.id, outcome: done.changes.length === 0 ? 'unchanged' : 'updated' })
  }

  private async record(
    tx: Tx,
    action: string,
    account: AccountRecord,
    changes: readonly string[],
    by: Principal,
    at: Instant,
  ): Promise<void> {
    const entry = this.audit.write({
      at,
      actorId: by.userId,
      actorUnitId: by.unitId,
      action,
      subjectType: 'user',
      subjectId: account.id,
      outcome: 'done',
      detail: {
        changes: changes.join(' '),
        unitId: account.unitId,
        roles: account.roles.join(' '),
        outsourced: account.outsourced,
        disabled: account.disabled,
      },
    })
    await runWrite(tx, this.stores.cityCode, entry)
  }
}

const COMPARED = ['displayName', 'unitId', 'passwordHash', 'outsourced', 'disabled'] as const

function differences(current: AccountRecord, wanted: AccountRecord): string[] {
  const changed: string[] = COMPARED.filter((field) => current[field] !== wanted[field])
  return [...current.roles].sort().join(' ') === wanted.roles.join(' ') ? changed : [...changed, 'roles']
}
