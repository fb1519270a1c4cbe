import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { CaseCorpus, type CorpusCase, type CorpusPosition } from '../../contract/case-corpus.js'
import type { AssignmentStatus, CaseStatus } from '../../contract/states.js'
import { dispatchLessonOf } from '../../domain/index.js'

const MOST = 5_000

type LeadJson = { unit: string; by: string | null; at: number; status: AssignmentStatus; accepted: boolean }
type CorpusRow = {
  id: string; number: string; filed_at: number; status: CaseStatus; case_type: string; urgency: string; title: string; description: string; place_text: string
  category_code: string | null; division_code: string | null; county_code: string | null; township_code: string | null; sealed: boolean; parent_id: string | null
  subject_unit_ids: string[] | null; dispatch_trail: Record<string, unknown> | null; lead_unit_id: string | null; disputed: boolean; leads: LeadJson[] | null
}

const COLUMNS = `c.id, c.number, c.filed_at, c.status, c.case_type, c.urgency, c.title, c.description, c.place_text, c.category_code, c.division_code, c.county_code,
  c.township_code, c.sealed, c.parent_id, c.subject_unit_ids, c.dispatch_trail, c.lead_unit_id,
  c.disputed_at IS NOT NULL OR EXISTS (SELECT 1 FROM case_dispute d WHERE d.city_code = c.city_code AND d.case_id = c.id) AS disputed, l.leads`
const LEADS = `LEFT JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_object('unit', a.unit_id, 'by', a.dispatched_by, 'at', (extract(epoch FROM a.dispatched_at) * 1000)::bigint, 'status', a.status,
    'accepted', a.accepted_at IS NOT NULL) ORDER BY a.dispatched_at, a.id) AS leads
  FROM case_assignment a WHERE a.city_code = c.city_code AND a.case_id = c.id AND a.role = 'lead') l ON true`

/** Index case_case_filed backwards from where the page before ended. */
const PAGE = statement<CorpusRow>(
  'case.corpus_page',
  `SELECT ${COLUMNS} FROM (
     SELECT * FROM case_case WHERE city_code = $1 AND filed_at >= $2 AND filed_at < $3 AND (filed_at, id) < ($4, $5)
     ORDER BY filed_at DESC, id DESC LIMIT $6) c ${LEADS}
   ORDER BY c.filed_at DESC, c.id DESC`,
)
const OF = statement<CorpusRow>('case.corpus_of', `SELECT ${COLUMNS} FROM case_case c ${LEADS} WHERE c.city_code = $1 AND c.id = ANY($2::uuid[])`)

const ALL_TIME = { since: '-infinity', before: 'infinity' }
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Past cases in bulk. Primary key of case_assignment's case index for the leads; disputes by case are few. */
@Injectable()
export class CaseCorpusReadModel extends CaseCorpus {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  override async page(query: Parameters<CaseCorpus['page']>[0]): Promise<readonly CorpusCase[]> {
    const { filedSince, filedBefore } = query
    const from: { filedAt: string; id: string } = query.before === null ? { filedAt: 'infinity', id: LAST_ID } : positionOf(query.before)
    const rows = await this.database.run(PAGE, [
      this.config.cityCode, filedSince === undefined ? ALL_TIME.since : isoOf(filedSince), filedBefore === undefined ? ALL_TIME.before : isoOf(filedBefore),
      from.filedAt, from.id, Math.min(query.limit, MOST),
    ])
    return rows.map(caseOfRow)
  }

  override async of(caseIds: readonly string[]): Promise<readonly CorpusCase[]> {
    if (caseIds.length === 0) return []
    return (await this.database.run(OF, [this.config.cityCode, caseIds.slice(0, MOST)])).map(caseOfRow)
  }
}

const positionOf = ({ filedAt, id }: CorpusPosition): { filedAt: string; id: string } => ({ filedAt: isoOf(filedAt), id })

function caseOfRow(row: CorpusRow): CorpusCase {
  const leads = (row.leads ?? []).map(({ unit, by, at, status, accepted }) => ({ unitId: unit, dispatchedBy: by, dispatchedAt: instant(at), status, accepted }))
  return {
    id: row.id, number: row.number, filedAt: instant(row.filed_at), status: row.status, caseType: row.case_type, urgency: row.urgency, title: row.title,
    description: row.description, placeText: row.place_text, categoryCode: row.category_code, divisionCode: row.division_code, countyCode: row.county_code,
    townshipCode: row.township_code, sealed: row.sealed, parentId: row.parent_id, subjectUnitIds: row.subject_unit_ids ?? [], dispatchTrail: row.dispatch_trail,
    ...dispatchLessonOf(leads, row.disputed),
    leadUnitId: leads.at(-1)?.unitId ?? row.lead_unit_id,
  }
}
