import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Instant } from '@tongban/kernel/core'
import { Database, Freshness, LOGGER, PlatformConfig, statement, StoreUnavailable, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { policyInForce, type DeadlinePolicy } from '../../domain/index.js'
import { policyOf, type PolicyTableRow } from './deadline-policy.mapper.js'

// Primary key; a city has a handful of versions.
const READ_POLICIES = statement<PolicyTableRow>(
  'deadline.read_policies',
  `SELECT version, valid_from, valid_to, rules FROM deadline_policy WHERE city_code = $1 AND withdrawn_at IS NULL ORDER BY version`,
)
// Primary key. What a change of the table changes: a version more, or one withdrawn.
const READ_STATE = statement<{ newest: number | null; withdrawn: number }>(
  'deadline.read_policy_state',
  `SELECT max(version) AS newest, count(withdrawn_at) AS withdrawn FROM deadline_policy WHERE city_code = $1`,
)

/** How long a process may not know of a version: its first day is tomorrow at the earliest; a correction of today is followed everywhere after these seconds. */
const LOOK_EVERY_MS = 5_000

/**
 * All versions of the deadline table, in memory, because every filing asks. Each process looks every few seconds whether there is another version, so
 * nothing is restarted for it and no request waits for it; a version that a row names and this process does not know is read before it is used.
 */
@Injectable()
export class DeadlinePolicies extends Freshness implements OnModuleInit {
  private policies: readonly DeadlinePolicy[] = []
  private state = ''

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'the deadline table could not be read again; the versions known before stay')
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** Throws on rows that make no policy; what was known before then stays. Versions that are known already stay the same objects: what is computed from them is kept. */
  async reload(from: Tx = this.database): Promise<void> {
    const state = await this.readState(from)
    const rows = await from.run(READ_POLICIES, [this.config.cityCode])
    const known = new Map(this.policies.map((policy) => [policy.version, policy]))
    this.policies = rows.map((row) => known.get(row.version) ?? policyOf(row))
    this.state = state
  }

  override async look(): Promise<void> {
    if ((await this.readState(this.database)) !== this.state) await this.reload()
  }

  /** Throws when no version is in force: a limit without a policy would be a guess. */
  inForce(at: Instant): DeadlinePolicy {
    const policy = policyInForce(this.policies, at)
    if (!policy) throw new Error('No deadline policy is in force: the reference data has not been seeded')
    return policy
  }

  /**
   * The version a clock was set by. Where nothing can be awaited (a commit): a version this process has yet to hear of is read while the request is
   * answered that it should be tried again, which a queue does by itself. Throws StoreUnavailable then.
   */
  version(version: number): DeadlinePolicy {
    const policy = this.find(version)
    if (policy !== undefined) return policy
    void this.lookAgain()
    throw new StoreUnavailable(`Deadline policy version ${version} is not known to this process yet`)
  }

  /** The version a row names, read if need be. Throws on one that was never stored: versions are followed, never removed. */
  async known(version: number): Promise<DeadlinePolicy> {
    const known = this.find(version)
    if (known !== undefined) return known
    await this.reload()
    const policy = this.find(version)
    if (policy === undefined) throw new Error(`Deadline policy version ${version} is not stored`)
    return policy
  }

  private find(version: number): DeadlinePolicy | undefined {
    return this.policies.find((each) => each.version === version)
  }

  private async readState(from: Tx): Promise<string> {
    const [row] = await from.run(READ_STATE, [this.config.cityCode])
    return `${row?.newest ?? 0}-${row?.withdrawn ?? 0}`
  }
}
