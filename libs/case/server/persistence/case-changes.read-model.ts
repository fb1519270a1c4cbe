import { Inject, Injectable } from '@nestjs/common'
import { UserNames } from '@tongban/access/contract'
import type { ProblemChange } from '@tongban/kernel/contract'
import { idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { timelineSentence, type CaseEvent } from '../../contract/events.js'
import type { CommandTarget } from '../../contract/ports.js'
import { momentZh } from '../http/case-view.mapper.js'

type Row = { at: number; actor_id: string; actor_unit_id: string | null; type: CaseEvent['type']; data: unknown }

/** As many as a person reads before deciding again; the newest are the ones that matter. */
const MOST = 10

// Primary key of case_timeline, read backwards from the newest row; case_assignment's for a target that is an assignment.
const SINCE = statement<Row>(
  'case.changes_since',
  `SELECT t.at, t.actor_id, t.actor_unit_id, t.type, t.data - 'dispatchTrail' - 'description' AS data FROM case_timeline t
   WHERE t.city_code = $1 AND t.case_id = coalesce($2::uuid, (SELECT a.case_id FROM case_assignment a WHERE a.city_code = $1 AND a.id = $3::uuid)) AND t.version > $4
   ORDER BY t.seq DESC LIMIT ${MOST}`,
)

/** What happened to a case after a version somebody saw. Asked only when a command was refused for it: success pays nothing. */
@Injectable()
export class CaseChangesReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  /** At most ten, the newest last; the same sentences as in the timeline. The caller has found this case within the person's reach. */
  async since(target: CommandTarget, version: number): Promise<ProblemChange[]> {
    const ids = 'caseId' in target ? [target.caseId, null] : [null, target.assignmentId]
    const rows = await this.database.run(SINCE, [this.config.cityCode, ...ids, version])
    if (rows.length === 0) return []
    const people = await this.users.namesOf([...new Set(rows.map((row) => row.actor_id))])
    const unit = (id: string): string => this.org.unit(idOf(id))?.name ?? id
    return rows.reverse().map((row) => ({
      at: isoOf(instant(row.at)),
      sentence: timelineSentence({ type: row.type, data: row.data } as CaseEvent, { unit, moment: momentZh }).sentence,
      actor: { name: people.get(row.actor_id) ?? '系统', unitName: row.actor_unit_id === null ? null : unit(row.actor_unit_id) },
    }))
  }
}
