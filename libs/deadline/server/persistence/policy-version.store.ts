import { Inject, Injectable } from '@nestjs/common'
import { AuditTrail, type AuditEntry } from '@tongban/audit/contract'
import { Database, PlatformConfig, statement, writeOutbox, type OutgoingEvent, type Tx } from '@tongban/platform/server'
import { isoOf, type Instant, type PlainDate } from '@tongban/kernel/core'
import type { PolicyTableRow } from './deadline-policy.mapper.js'

export type PolicyVersionRow = PolicyTableRow & {
  readonly author_id: string | null; readonly reason: string; readonly based_on: number | null; readonly created_at: number
  readonly withdrawn_at: number | null; readonly withdrawn_by: string | null; readonly withdrawn_reason: string | null
}

const COLUMNS = 'version, valid_from, valid_to, author_id, reason, based_on, created_at, withdrawn_at, withdrawn_by, withdrawn_reason'

// Primary key; what the list shows needs no rules.
const LIST = statement<Omit<PolicyVersionRow, 'rules'>>(
  'deadline.list_policy_versions',
  `SELECT ${COLUMNS} FROM deadline_policy WHERE city_code = $1 ORDER BY version DESC LIMIT 200`,
)
// Primary key.
const BY_VERSION = statement<PolicyVersionRow>('deadline.policy_version', `SELECT ${COLUMNS}, rules FROM deadline_policy WHERE city_code = $1 AND version = $2`)
// Primary key: the one key that follows the newest version the editor has seen; whoever was quicker has it, and this adds nothing.
const ADD = statement<{ version: number }>(
  'deadline.add_policy_version',
  `INSERT INTO deadline_policy (city_code, version, valid_from, valid_to, rules, author_id, reason, based_on, created_at)
   SELECT $1, $2::int, $3::date, null, $4::jsonb, $5, $6, $7::int, $8::timestamptz
   WHERE (SELECT max(version) FROM deadline_policy WHERE city_code = $1) = $2::int - 1
   ON CONFLICT DO NOTHING RETURNING version`,
)
// Primary key. Only before its first day: what starts clocks is never taken away.
const WITHDRAW = statement<{ version: number }>(
  'deadline.withdraw_policy_version',
  `UPDATE deadline_policy SET withdrawn_at = $3::timestamptz, withdrawn_by = $4, withdrawn_reason = $5
   WHERE city_code = $1 AND version = $2 AND withdrawn_at IS NULL AND valid_from > $6::date RETURNING version`,
)

export type NewVersion = {
  readonly version: number; readonly validFrom: PlainDate; readonly rules: unknown; readonly authorId: string; readonly reason: string; readonly basedOn: number
  readonly at: Instant
}
export type Withdrawal = { readonly version: number; readonly by: string; readonly reason: string; readonly at: Instant; readonly today: PlainDate }

/** The versions as rows: added, and withdrawn before their first day; nothing else ever happens to one. */
@Injectable()
export class PolicyVersionStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The newest first; no city comes to two hundred. */
  list(): Promise<Omit<PolicyVersionRow, 'rules'>[]> {
    return this.database.run(LIST, [this.config.cityCode])
  }

  async byVersion(version: number): Promise<PolicyVersionRow | null> {
    const [row] = await this.database.run(BY_VERSION, [this.config.cityCode, version])
    return row ?? null
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  /** False when another version was added meanwhile. */
  async add(tx: Tx, { version, validFrom, rules, authorId, reason, basedOn, at }: NewVersion): Promise<boolean> {
    const added = await tx.run(ADD, [this.config.cityCode, version, validFrom, JSON.stringify(rules), authorId, reason, basedOn, isoOf(at)])
    return added.length === 1
  }

  /** False when it has begun, was withdrawn, or never was. */
  async withdraw(tx: Tx, { version, by, reason, at, today }: Withdrawal): Promise<boolean> {
    const withdrawn = await tx.run(WITHDRAW, [this.config.cityCode, version, isoOf(at), by, reason, today])
    return withdrawn.length === 1
  }

  /** What was done and what is told of it, in the transaction that did it. */
  async tell(tx: Tx, entry: AuditEntry, event: OutgoingEvent): Promise<void> {
    const { statement: insert, row } = this.audit.write(entry)
    await tx.run(insert, [JSON.stringify([row]), this.config.cityCode])
    await writeOutbox(tx, this.config.cityCode, [event])
  }
}
