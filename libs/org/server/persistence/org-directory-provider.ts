import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { DivisionCode, UnitId } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { divisionSchema, type Division } from '../../contract/division.schema.js'
import type { FunctionCode } from '../../contract/function-code.schema.js'
import { OrgDirectory } from '../../contract/org-directory.js'
import { unitSchema, type Unit, type UnitKind } from '../../contract/unit.schema.js'
import { OrgSnapshot } from '../../domain/org-snapshot.js'

const READ_DIVISIONS = statement(
  'org.read_divisions',
  `SELECT code, parent_code AS "parentCode", level, kind, name FROM org_division WHERE city_code = $1`,
)
const READ_UNITS = statement(
  'org.read_units',
  `SELECT id, name, short_name AS "shortName", kind, level, division_code AS "divisionCode", function_code AS "functionCode",
     parent_id AS "parentId", peer_class AS "peerClass"
   FROM org_unit WHERE city_code = $1`,
)
// Primary keys. A sum over what is read tells any change of it; some three thousand short rows.
const FINGERPRINT = statement<{ fingerprint: string }>(
  'org.fingerprint',
  `SELECT concat_ws('-',
     (SELECT concat_ws(' ', count(*), sum(hashtextextended(concat_ws('|', code, parent_code, level, kind, name), 0)::numeric)) FROM org_division WHERE city_code = $1),
     (SELECT concat_ws(' ', count(*), sum(hashtextextended(concat_ws('|', id, name, short_name, kind, level, division_code, function_code, parent_id, peer_class), 0)::numeric))
      FROM org_unit WHERE city_code = $1)) AS fingerprint`,
)

/** Neither divisions nor units. */
const NOTHING = '0-0'

/**
 * The directory as PostgreSQL has it, read whole when the process starts. Without divisions (a database not seeded yet) it knows nothing
 * and says so by null and empty lists. Other processes see a change within seconds (`OrgFreshness`).
 */
@Injectable()
export class OrgDirectoryProvider extends OrgDirectory implements OnModuleInit {
  private snapshot: OrgSnapshot | null = null
  private fingerprint = ''

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** Throws on rows that make no directory; what was known before then stays. */
  async reload(from: Tx = this.database): Promise<void> {
    // Read first: what changes between the statements is found by the next look.
    const fingerprint = await this.readFingerprint(from)
    const divisions = z.array(divisionSchema).parse(await from.run(READ_DIVISIONS, [this.config.cityCode]))
    const units = z.array(unitSchema).parse(await from.run(READ_UNITS, [this.config.cityCode]))
    this.snapshot = divisions.length === 0 ? null : new OrgSnapshot(divisions, units)
    this.fingerprint = fingerprint
  }

  /** One statement when nothing has changed. */
  async freshen(): Promise<void> {
    const fingerprint = await this.readFingerprint(this.database)
    // What a seed has read is known here before it is committed: an empty store is no news then.
    const isBeforeTheSeed = fingerprint === NOTHING && this.snapshot !== null
    if (fingerprint !== this.fingerprint && !isBeforeTheSeed) await this.reload()
  }

  override division(code: DivisionCode): Division | null {
    return this.snapshot?.division(code) ?? null
  }

  override childrenOf(code: DivisionCode): readonly Division[] {
    return this.snapshot?.childrenOf(code) ?? []
  }

  override pathOf(code: DivisionCode): readonly Division[] {
    return this.snapshot?.pathOf(code) ?? []
  }

  override countyOf(code: DivisionCode): Division | null {
    return this.snapshot?.countyOf(code) ?? null
  }

  override townshipOf(code: DivisionCode): Division | null {
    return this.snapshot?.townshipOf(code) ?? null
  }

  override allDivisions(): readonly Division[] {
    return this.snapshot?.allDivisions() ?? []
  }

  override unit(id: UnitId): Unit | null {
    return this.snapshot?.unit(id) ?? null
  }

  override unitsOf(code: DivisionCode): readonly Unit[] {
    return this.snapshot?.unitsOf(code) ?? []
  }

  override townshipUnit(code: DivisionCode): Unit | null {
    return this.snapshot?.townshipUnit(code) ?? null
  }

  override coordinatorOf(code: DivisionCode): Unit | null {
    return this.snapshot?.coordinatorOf(code) ?? null
  }

  override unitByFunction(kind: UnitKind, functionCode: FunctionCode, countyCode: DivisionCode | null): Unit | null {
    return this.snapshot?.unitByFunction(kind, functionCode, countyCode) ?? null
  }

  override allUnits(): readonly Unit[] {
    return this.snapshot?.allUnits() ?? []
  }

  private async readFingerprint(from: Tx): Promise<string> {
    return (await from.run(FINGERPRINT, [this.config.cityCode]))[0]?.fingerprint ?? ''
  }
}
