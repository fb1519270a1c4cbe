import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { rulesSchema, type NotificationRule } from '../../contract/index.js'
import { DEFAULT_RULES } from '../../domain/index.js'

type RulesRow = { version: number; rules: unknown; reason: string; changed_by: string; changed_at: Instant }
export type RulesVersion = { readonly version: number; readonly reason: string; readonly changedBy: string; readonly changedAt: Instant | null }
export type RulesInForce = RulesVersion & { readonly rules: readonly NotificationRule[] }

// Primary key.
const NEWEST = statement<RulesRow>('notification.newest_rules', `SELECT version, rules, reason, changed_by, changed_at FROM notification_rules WHERE city_code = $1 ORDER BY version DESC LIMIT 1`)
const VERSION = statement<RulesRow>('notification.rules_version', `SELECT version, rules, reason, changed_by, changed_at FROM notification_rules WHERE city_code = $1 AND version = $2`)
const HISTORY = statement<Omit<RulesRow, 'rules'>>(
  'notification.rules_history',
  `SELECT version, reason, changed_by, changed_at FROM notification_rules WHERE city_code = $1 ORDER BY version DESC LIMIT 100`,
)
// Nothing is stored when another version has come meanwhile: the key of the next one is taken, or is not the next any more.
const ADD = statement<{ version: number }>(
  'notification.add_rules',
  `INSERT INTO notification_rules (city_code, version, rules, reason, changed_by, changed_at)
   SELECT $1, $2::int + 1, $3::jsonb, $4, $5, $6 WHERE coalesce((SELECT max(version) FROM notification_rules WHERE city_code = $1), 0) = $2::int
   ON CONFLICT DO NOTHING RETURNING version`,
)

const SHIPPED: RulesInForce = { version: 0, reason: '随系统提供', changedBy: 'system', changedAt: null, rules: DEFAULT_RULES }

/** The matrix, in versions; the newest is in force at once, the shipped one while there is none. */
@Injectable()
export class RuleStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async inForce(from: Tx = this.database): Promise<RulesInForce> {
    const [row] = await from.run(NEWEST, [this.config.cityCode])
    return row === undefined ? SHIPPED : rulesOf(row)
  }

  async version(version: number): Promise<RulesInForce | null> {
    if (version === 0) return SHIPPED
    const [row] = await this.database.run(VERSION, [this.config.cityCode, version])
    return row === undefined ? null : rulesOf(row)
  }

  /** The newest first; ends with the shipped one. */
  async history(): Promise<RulesVersion[]> {
    const rows = await this.database.run(HISTORY, [this.config.cityCode])
    const { version, reason, changedBy, changedAt } = SHIPPED
    return [...rows.map((row) => ({ version: row.version, reason: row.reason, changedBy: row.changed_by, changedAt: row.changed_at })), { version, reason, changedBy, changedAt }]
  }

  /** The new version; null when `version` is not the newest any more. */
  async add(tx: Tx, version: number, rules: readonly NotificationRule[], reason: string, changedBy: string, now: Instant): Promise<number | null> {
    const [row] = await tx.run(ADD, [this.config.cityCode, version, JSON.stringify(rules), reason, changedBy, isoOf(now)])
    return row?.version ?? null
  }
}

/** A stored cell that this version of the system no longer knows is left out rather than stopping all notices. */
function rulesOf(row: RulesRow): RulesInForce {
  const known = Array.isArray(row.rules) ? row.rules.filter((rule) => rulesSchema.safeParse([rule]).success) : []
  return { version: row.version, reason: row.reason, changedBy: row.changed_by, changedAt: row.changed_at, rules: rulesSchema.parse(known) }
}
