import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { idOf, ok, plainDateOf, refuse, startOfDay, addDays, type Instant, type PlainDate, type Result } from '@tongban/kernel/core'
import { OrgDirectory, type Unit } from '@tongban/org/contract'
import type { Tx } from '@tongban/platform/server'
import { ALERT_LEVEL_ZH, type TopicEventType } from '../../contract/index.js'
import { decideAlert, isHandedAbove, type Alert, type AlertAct, type PreventionTask } from '../../domain/index.js'
import { RunStore } from '../persistence/run.store.js'
import { TopicDesk } from './topic-desk.js'

const MOST_DAYS = 366
const EVENTS: Readonly<Record<Exclude<AlertAct['act'], 'open_task'>, TopicEventType>> = {
  acknowledge: 'topic.alert_acknowledged.v1', escalate: 'topic.alert_escalated.v1', lapse: 'topic.alert_escalated.v1', dismiss: 'topic.alert_dismissed.v1', close: 'topic.alert_closed.v1',
}

type PersonAct = { readonly act: 'acknowledge'; readonly note: string } | { readonly act: 'escalate' | 'dismiss'; readonly reason: string } | { readonly act: 'close'; readonly outcome: string }
export type NewTask = { readonly unitId: string; readonly what: string; readonly dueOn: PlainDate }

/** What a person does about an alert within their reach: decided on its row, stored with its log, event and audit entry, or refused with nothing changed. */
@Injectable()
export class ActOnAlert {
  constructor(
    @Inject(TopicDesk) private readonly desk: TopicDesk,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async execute(alertId: string, act: PersonAct, actor: Principal): Promise<Result<Alert>> {
    if ((await this.desk.reads.alert(actor, alertId)) === null) return refuse('TOPIC_ALERT_NOT_FOUND')
    const { acknowledgeHours } = await this.runs.settings()
    return this.desk.transaction(async (tx) => {
      const before = await this.desk.alerts.lock(tx, alertId)
      if (before === null) return refuse('TOPIC_ALERT_NOT_FOUND')
      if (isHandedAbove(before, act.act, actor.scope.kind === 'city')) return refuse('TOPIC_ALERT_HANDED_UP', { levelZh: ALERT_LEVEL_ZH[before.level] })
      const at = this.desk.clock.now()
      const whole: AlertAct = act.act === 'close' ? { ...act, openTasks: await this.desk.alerts.openTasks(tx, alertId) } : act
      const decided = decideAlert(before, whole, at, acknowledgeHours)
      if (!decided.ok) return decided
      await this.desk.alerts.update(tx, before, decided.value)
      await this.desk.journal.alert(tx, decided.value, actor, at, act.act, EVENTS[act.act], { text: textOf(act) })
      return decided
    })
  }

  /** Also what the person has opened before under this key. */
  async openTask(alertId: string, { unitId, what, dueOn }: NewTask, actor: Principal, request: { readonly key: string; readonly hash: string } | null): Promise<Result<PreventionTask>> {
    const listed = await this.desk.reads.alert(actor, alertId)
    if (listed === null) return refuse('TOPIC_ALERT_NOT_FOUND')
    const repeated = await this.repeated(request)
    if (repeated !== null) return repeated
    const at = this.desk.clock.now()
    const dueAt = endOfDay(dueOn)
    if (dueAt <= at || dueOn > addDays(plainDateOf(at), MOST_DAYS)) return refuse('TOPIC_TASK_DUE_PAST')
    const unit = this.org.unit(idOf(unitId))
    if (unit === null) return refuse('TOPIC_TASK_UNIT_UNKNOWN', { unitId })
    if (!this.reaches(actor, unit)) return refuse('TOPIC_TASK_UNIT_BEYOND_REACH', { unitName: unit.name })
    const opened = await this.desk.transaction<PreventionTask | null>(async (tx) => {
      const before = await this.desk.alerts.lock(tx, alertId)
      if (before === null) return refuse('TOPIC_ALERT_NOT_FOUND')
      if (before.recusedUnitIds.includes(unitId)) return refuse('TOPIC_TASK_UNIT_RECUSED')
      const decided = decideAlert(before, { act: 'open_task' }, at, 1)
      if (!decided.ok) return decided
      const task: PreventionTask = {
        id: this.desk.ids.next(), version: 1, status: 'opened', alertId, alertTitle: before.title, unitId, countyCode: before.countyCode, recusedUnitIds: before.recusedUnitIds, what, openedAt: at,
        openedBy: actor.userId, dueAt, signedAt: null, answer: null, returned: null, closedAt: null, remarks: null, overdueAt: null,
      }
      if (!(await this.desk.alerts.insertTask(tx, task, request))) return ok(null)
      // Who is given a task sees what it is about.
      await this.desk.alerts.update(tx, before, { ...decided.value, unitIds: [...new Set([...before.unitIds, unitId])] })
      await this.tellOpened(tx, task, actor)
      return ok(task)
    })
    if (!opened.ok) return opened
    if (opened.value !== null) return ok(opened.value)
    return (await this.repeated(request)) ?? refuse('CONFLICT')
  }

  /** Nobody gives tasks where they have nothing to say: a county in its own divisions, the city everywhere. */
  private reaches({ scope }: Principal, unit: Unit): boolean {
    if (scope.kind === 'city') return true
    if (scope.kind === 'county') return unit.id === scope.unitId || this.org.countyOf(unit.divisionCode)?.code === scope.countyCode
    return scope.kind === 'own_unit' && unit.id === scope.unitId
  }

  private tellOpened(tx: Tx, task: PreventionTask, actor: Principal): Promise<void> {
    return this.desk.journal.task(tx, task, actor, task.openedAt, 'open_task', 'topic.task_opened.v1', task.what)
  }

  private async repeated(request: { readonly key: string; readonly hash: string } | null): Promise<Result<PreventionTask> | null> {
    const before = request === null ? null : await this.desk.alerts.taskOfRequest(request.key)
    if (before === null) return null
    return before.hash === request?.hash ? ok(before.task) : refuse('IDEMPOTENCY_KEY_REUSED')
  }
}

const endOfDay = (day: PlainDate): Instant => startOfDay(addDays(day, 1))

const textOf = (act: PersonAct): string => (act.act === 'acknowledge' ? act.note : act.act === 'close' ? act.outcome : act.reason)
