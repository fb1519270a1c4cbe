import { Inject, Injectable } from '@nestjs/common'
import { instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { openLead, type CaseState, type ReviewFacts } from '../../domain/index.js'

type Row = {
  contacts: { method: string | null; reached: boolean; at: string }[]
  replies: { text: string; attachments: number }[]
  others: { number: string; text: string }[]
}

const OTHERS = 30

// Primary key of case_timeline; case_assignment_unit for the unit's other replies: the last 30 dispatches, not its history.
const FACTS = statement<Row>(
  'case.review_facts',
  `SELECT
     coalesce((SELECT jsonb_agg(jsonb_build_object('method', t.data->>'method', 'reached', t.data->'reached', 'at', t.at) ORDER BY t.seq)
       FROM case_timeline t WHERE t.city_code = $1 AND t.case_id = $2 AND t.type = 'assignment.contacted.v1' AND t.data->>'assignmentId' = $3), '[]') AS contacts,
     coalesce((SELECT jsonb_agg(jsonb_build_object('text', t.data->>'text', 'attachments', jsonb_array_length(t.data->'attachmentIds')) ORDER BY t.seq)
       FROM case_timeline t WHERE t.city_code = $1 AND t.case_id = $2 AND t.type = 'assignment.replied.v1'), '[]') AS replies,
     coalesce((SELECT jsonb_agg(jsonb_build_object('number', c.number, 'text', o.reply_text))
       FROM (SELECT a.case_id, a.role, a.reply_text FROM case_assignment a WHERE a.city_code = $1 AND a.unit_id = $4
             ORDER BY a.dispatched_at DESC, a.id DESC LIMIT ${OTHERS}) o
       JOIN case_case c ON c.city_code = $1 AND c.id = o.case_id
       WHERE o.case_id <> $2 AND o.role = 'lead' AND o.reply_text IS NOT NULL), '[]') AS others`,
)

/** What a review sheet needs beside the case: its contacts and replies, and what the unit has written elsewhere lately. One query. */
@Injectable()
export class ReviewFactsReadModel {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async of(state: CaseState): Promise<ReviewFacts> {
    const lead = openLead(state)
    if (lead === null) return { contacts: [], attachments: 0, earlierReplies: [], otherReplies: [] }
    const [row] = await this.database.run(FACTS, [this.config.cityCode, state.id, lead.id, lead.unitId])
    return {
      contacts: (row?.contacts ?? []).map((item) => ({ ...item, at: instant(Date.parse(item.at)) })),
      attachments: row?.replies.at(-1)?.attachments ?? 0,
      earlierReplies: (row?.replies ?? []).slice(0, -1).map((item) => item.text),
      otherReplies: row?.others ?? [],
    }
  }
}
