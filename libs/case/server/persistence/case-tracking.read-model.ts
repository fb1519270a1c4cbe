import { Inject, Injectable } from '@nestjs/common'
import { instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { CaseTracking, type CaseHappening } from '../../contract/case-tracking.js'
import type { CaseEvent, CaseEventType } from '../../contract/events.js'
import type { CaseSnapshot } from '../../contract/ports.js'
import { caseStateOf, type AssignmentJson, type CaseRow } from './case-row.mapper.js'
import { snapshotOf } from '../../domain/index.js'
import { CASE_WITH_ASSIGNMENTS } from './case.store.js'

// Unique case_case_number (city_code, number).
const BY_NUMBER = statement<CaseRow & { assignments: AssignmentJson[] }>('case.by_number', `${CASE_WITH_ASSIGNMENTS} WHERE c.city_code = $1 AND c.number = $2`)
// Primary key of case_timeline; a case has tens of entries.
const HAPPENINGS = statement<{ at: number; type: CaseEventType; data: unknown }>(
  'case.happenings',
  `SELECT at, type, data FROM (
     SELECT seq, at, type, data FROM case_timeline WHERE city_code = $1 AND case_id = $2 AND type = ANY($3) ORDER BY seq DESC LIMIT 100) t ORDER BY seq`,
)
// Index case_case_parent.
const WAITING_CHILDREN = statement<{ id: string; number: string }>(
  'case.waiting_children',
  `SELECT id, number FROM case_case WHERE city_code = $1 AND parent_id = $2 AND status = 'merged' ORDER BY id LIMIT 500`,
)

@Injectable()
export class CaseTrackingReadModel extends CaseTracking {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  override async byNumber(number: string): Promise<CaseSnapshot | null> {
    const [row] = await this.database.run(BY_NUMBER, [this.config.cityCode, number])
    return row ? snapshotOf(caseStateOf(row, row.assignments)) : null
  }

  override async happenings(caseId: string, types: readonly CaseEventType[]): Promise<CaseHappening[]> {
    const rows = await this.database.run(HAPPENINGS, [this.config.cityCode, caseId, [...types]])
    return rows.map(({ at, type, data }) => ({ at: instant(at), event: { type, data } as CaseEvent }))
  }

  override async waitingChildren(parentId: string): Promise<readonly { caseId: string; number: string }[]> {
    return (await this.database.run(WAITING_CHILDREN, [this.config.cityCode, parentId])).map(({ id, number }) => ({ caseId: id, number }))
  }
}
