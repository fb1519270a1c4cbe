import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { outboxHintChannel, PlatformConfig, RequestRedis, statement, writeOutbox, type Tx } from '@tongban/platform/server'
import type { TopicEventType } from '../contract/index.js'
import type { Alert, AlertAct, PreventionTask, TaskAct } from '../domain/index.js'

export type Actor = Pick<Principal, 'userId' | 'unitId'>
export type LoggedAct = AlertAct['act'] | TaskAct['act'] | 'raised' | 'grown'
type Data = Readonly<Record<string, string | number | boolean | null>>

const APPEND = statement(
  'topic.append_log',
  'INSERT INTO topic_log (city_code, alert_id, task_id, at, actor_id, actor_unit_id, act, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
)

/** Writes down what was done about an alert or its task: the log people read, the event others hear, the audit entry of a deciding act; in the transaction that made it true. */
@Injectable()
export class TopicJournal {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(RequestRedis) private readonly redis: RequestRedis,
  ) {}

  async alert(tx: Tx, alert: Alert, actor: Actor, at: Instant, act: LoggedAct, event: TopicEventType | null, data: Data = {}): Promise<void> {
    const isSystem = actor.userId === 'system'
    await tx.run(APPEND, [this.config.cityCode, alert.id, null, isoOf(at), actor.userId, isSystem ? null : actor.unitId, act, JSON.stringify({ ...data, level: alert.level })])
    if (event !== null) await writeOutbox(tx, this.config.cityCode, [{ type: event, subjectId: alert.id, at, data: alertFacts(alert, actor.userId, at) }])
    if (!isSystem) await this.record(tx, actor, at, `topic.${act}`, alert.id, { from: alert.status, level: alert.level })
  }

  async task(tx: Tx, task: PreventionTask, actor: Actor, at: Instant, act: TaskAct['act'] | 'open_task', event: TopicEventType, text = ''): Promise<void> {
    const isSystem = actor.userId === 'system'
    await tx.run(APPEND, [this.config.cityCode, task.alertId, task.id, isoOf(at), actor.userId, isSystem ? null : actor.unitId, act, JSON.stringify({ text, unitId: task.unitId })])
    await writeOutbox(tx, this.config.cityCode, [{ type: event, subjectId: task.id, at, data: taskFacts(task, actor.userId, at) }])
    if (!isSystem) await this.record(tx, actor, at, `topic.task_${act}`, task.alertId, { taskId: task.id, status: task.status })
  }

  /** A change of the thresholds. */
  settings(tx: Tx, actor: Actor, at: Instant, detail: Data): Promise<void> {
    return this.record(tx, actor, at, 'topic.change_settings', 'topic.settings', detail, 'configuration')
  }

  /** Wakes the relay after a commit; lost, events leave a fifth of a second later. */
  hint(): void {
    void this.redis.client.publish(outboxHintChannel(this.config.redisPrefix), '1').catch(() => undefined)
  }

  private async record(tx: Tx, actor: Actor, at: Instant, action: string, subjectId: string, detail: Data, subjectType: 'topic_alert' | 'configuration' = 'topic_alert'): Promise<void> {
    const { statement: insert, row } = this.audit.write({ at, actorId: actor.userId, actorUnitId: actor.unitId, action, subjectType, subjectId, outcome: 'done', detail })
    await tx.run(insert, [JSON.stringify([row]), this.config.cityCode])
  }
}

const alertFacts = (alert: Alert, by: string, at: Instant): Record<string, unknown> => ({
  alertId: alert.id, kind: alert.kind, title: alert.title, level: alert.level, observed: alert.observed, expected: alert.expected, countyCode: alert.countyCode, unitIds: alert.unitIds,
  recusedUnitIds: alert.recusedUnitIds, acknowledgeBy: alert.acknowledgeBy, by, at,
})

const taskFacts = (task: PreventionTask, by: string, at: Instant): Record<string, unknown> => ({
  taskId: task.id, alertId: task.alertId, title: task.alertTitle, unitId: task.unitId, countyCode: task.countyCode, recusedUnitIds: task.recusedUnitIds, dueAt: task.dueAt, by, at,
})
