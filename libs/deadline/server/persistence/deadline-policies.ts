import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { Instant } from '@tongban/kernel/core'
import { policyInForce, type DeadlinePolicy } from '../../domain/index.js'
import { policyOf, type PolicyTableRow } from './deadline-policy.mapper.js'

const READ_POLICIES = statement<PolicyTableRow>(
  'deadline.read_policies',
  `SELECT version, valid_from, valid_to, rules FROM deadline_policy WHERE city_code = $1 ORDER BY version`,
)

/** All versions of the deadline table, in memory, because every filing asks. Other processes see a new version when they read again. */
@Injectable()
export class DeadlinePolicies implements OnModuleInit {
  private policies: readonly DeadlinePolicy[] = []

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** Throws on rows that make no policy; what was known before then stays. */
  async reload(from: Tx = this.database): Promise<void> {
    this.policies = (await from.run(READ_POLICIES, [this.config.cityCode])).map(policyOf)
  }

  /** Throws when no version is in force: a limit without a policy would be a guess. */
  inForce(at: Instant): DeadlinePolicy {
    const policy = policyInForce(this.policies, at)
    if (!policy) throw new Error('No deadline policy is in force: the reference data has not been seeded')
    return policy
  }

  /** The version a clock was set by. Throws on one that was never stored: versions are followed, never removed. */
  version(version: number): DeadlinePolicy {
    const policy = this.policies.find((each) => each.version === version)
    if (!policy) throw new Error(`Deadline policy version ${version} is not stored`)
    return policy
  }
}
