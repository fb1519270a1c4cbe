import { Inject, Injectable } from '@nestjs/common'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'

const WITHOUT = (ids: string): string => `ARRAY(SELECT u FROM unnest(${ids}) AS u WHERE NOT u = ANY($3::text[]))`
const WITH = (ids: string): string => `ARRAY(SELECT DISTINCT unnest(${ids} || $3::text[]))`
// Primary keys of topic_case and topic_topic.
const TOPIC = statement(
  'topic.recuse_topic',
  `UPDATE topic_topic AS t SET revision = nextval('topic_revision'), recused_unit_ids = ${WITH('t.recused_unit_ids')}, unit_ids = ${WITHOUT('t.unit_ids')}
   WHERE t.city_code = $1 AND t.id = (SELECT c.topic_id FROM topic_case c WHERE c.city_code = $1 AND c.case_id = $2)`,
)
// Index topic_alert_case (GIN over the cases in the body).
const ALERTS = statement<{ id: string }>(
  'topic.recuse_alerts',
  `UPDATE topic_alert AS a SET version = a.version + 1, recused_unit_ids = ${WITH('a.recused_unit_ids')}, unit_ids = ${WITHOUT('a.unit_ids')},
     body = a.body || jsonb_build_object('version', a.version + 1, 'recusedUnitIds', to_jsonb(${WITH('a.recused_unit_ids')}), 'unitIds', to_jsonb(${WITHOUT('a.unit_ids')}))
   WHERE a.city_code = $1 AND a.body -> 'caseIds' @> to_jsonb(ARRAY[$2]::text[]) RETURNING a.id`,
)
// Index topic_task_alert.
const TASKS = statement(
  'topic.recuse_tasks',
  `UPDATE topic_task AS k SET version = k.version + 1, recused_unit_ids = ${WITH('k.recused_unit_ids')},
     body = k.body || jsonb_build_object('version', k.version + 1, 'recusedUnitIds', to_jsonb(${WITH('k.recused_unit_ids')}))
   WHERE k.city_code = $1 AND k.alert_id = ANY($2::uuid[])`,
)

/** Takes what a case belongs to out of the sight of the units it is about. */
@Injectable()
export class RecusalStore {
  constructor(@Inject(PlatformConfig) private readonly config: PlatformConfig) {}

  async recuse(tx: Tx, caseId: string, unitIds: readonly string[]): Promise<void> {
    if (unitIds.length === 0) return
    await tx.run(TOPIC, [this.config.cityCode, caseId, [...unitIds]])
    const alerts = await tx.run(ALERTS, [this.config.cityCode, caseId, [...unitIds]])
    if (alerts.length > 0) await tx.run(TASKS, [this.config.cityCode, alerts.map(({ id }) => id), [...unitIds]])
  }
}
