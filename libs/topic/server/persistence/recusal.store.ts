import { Inject, Injectable } from '@nestjs/common'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'

/** A topic or an alert with the cases it holds, the newest of them. */
export type HoldsCase = { readonly kind: 'topic' | 'alert'; readonly id: string; readonly case_ids: readonly string[] }

// Primary key and index topic_case_topic; index topic_alert_case (GIN over the cases in the body).
const HOLDING = statement<HoldsCase>(
  'topic.holding_case',
  `SELECT 'topic' AS kind, k.topic_id AS id, ARRAY(SELECT c.case_id::text FROM topic_case c WHERE c.city_code = $1 AND c.topic_id = k.topic_id ORDER BY c.filed_at DESC, c.case_id DESC LIMIT 500) AS case_ids
   FROM topic_case k WHERE k.city_code = $1 AND k.case_id = $2 AND k.topic_id IS NOT NULL
   UNION ALL SELECT 'alert', a.id, ARRAY(SELECT jsonb_array_elements_text(a.body -> 'caseIds')) FROM topic_alert a WHERE a.city_code = $1 AND a.body -> 'caseIds' @> to_jsonb(ARRAY[$2]::text[])`,
)
const WITHOUT = (ids: string): string => `ARRAY(SELECT u FROM unnest(${ids}) AS u WHERE NOT u = ANY($3::text[]))`
const WITH = (ids: string): string => `ARRAY(SELECT DISTINCT unnest(${ids} || $3::text[]))`
// Primary key.
const TOPIC = statement(
  'topic.recuse_topic',
  `UPDATE topic_topic AS t SET revision = nextval('topic_revision'), recused_unit_ids = ${WITH('t.recused_unit_ids')}, unit_ids = ${WITHOUT('t.unit_ids')} WHERE t.city_code = $1 AND t.id = $2`,
)
// Primary key.
const ALERT = statement(
  'topic.recuse_alert',
  `UPDATE topic_alert AS a SET version = a.version + 1, recused_unit_ids = ${WITH('a.recused_unit_ids')}, unit_ids = ${WITHOUT('a.unit_ids')},
     body = a.body || jsonb_build_object('version', a.version + 1, 'recusedUnitIds', to_jsonb(${WITH('a.recused_unit_ids')}), 'unitIds', to_jsonb(${WITHOUT('a.unit_ids')}))
   WHERE a.city_code = $1 AND a.id = $2`,
)
// Index topic_task_alert.
const TASKS = statement(
  'topic.recuse_tasks',
  `UPDATE topic_task AS k SET version = k.version + 1, recused_unit_ids = ${WITH('k.recused_unit_ids')},
     body = k.body || jsonb_build_object('version', k.version + 1, 'recusedUnitIds', to_jsonb(${WITH('k.recused_unit_ids')}))
   WHERE k.city_code = $1 AND k.alert_id = $2`,
)

/** Takes what a case belongs to out of the sight of the units it is about. */
@Injectable()
export class RecusalStore {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  holding(tx: Tx, caseId: string): Promise<HoldsCase[]> {
    return tx.run(HOLDING, [this.config.cityCode, caseId])
  }

  async recuse(tx: Tx, { kind, id }: Pick<HoldsCase, 'kind' | 'id'>, unitIds: readonly string[]): Promise<void> {
    if (unitIds.length === 0) return
    const params = [this.config.cityCode, id, [...unitIds]]
    if (kind === 'topic') {
      await tx.run(TOPIC, params)
      return
    }
    await tx.run(ALERT, params)
    await tx.run(TASKS, params)
  }
}
