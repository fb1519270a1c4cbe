import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { plainDate, type Result } from '@tongban/kernel/core'
import { Caller, cursorOf, HttpEndpoint, idempotencyOf, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import {
  acknowledgeAlert, closeAlert, dismissAlert, escalateAlert, listAlerts, openTask, readAlert, readAlertCases, type AlertStatus, type AlertView, type TaskView,
} from '../../contract/index.js'
import type { Alert } from '../../domain/index.js'
import { TopicReadModel, type ListedAlert } from '../persistence/topic.read-model.js'
import { ActOnAlert } from '../use-cases/act-on-alert.use-case.js'
import { TopicViews } from './topic-views.js'

type Who = RequestContext<Principal>
type Acted = { readonly alertId: string; readonly version: number; readonly status: AlertStatus }

/** Early warnings: reading them, and what people do about them. */
@Controller()
export class AlertController {
  constructor(
    @Inject(TopicReadModel) private readonly reads: TopicReadModel,
    @Inject(TopicViews) private readonly views: TopicViews,
    @Inject(ActOnAlert) private readonly acts: ActOnAlert,
  ) {}

  @HttpEndpoint(listAlerts)
  async list(@Input() { query }: InputOf<typeof listAlerts>, @Caller() { principal }: Who): Promise<ResponseOf<typeof listAlerts>> {
    const found = await this.reads.alerts(principal, query)
    const last = found[query.limit - 1]
    return {
      items: found.slice(0, query.limit).map((row) => this.views.alertItem(row)), nextCursor: found.length > query.limit && last !== undefined ? cursorOf(last.alert.raisedAt, last.alert.id) : null,
    }
  }

  @HttpEndpoint(readAlert)
  async read(@Input() { params }: InputOf<typeof readAlert>, @Caller() { principal }: Who): Promise<AlertView> {
    return this.views.alert(await this.seen(principal, params.alertId), principal)
  }

  @HttpEndpoint(readAlertCases)
  async cases(@Input() { params }: InputOf<typeof readAlertCases>, @Caller() { principal }: Who): Promise<ResponseOf<typeof readAlertCases>> {
    const { alert } = await this.seen(principal, params.alertId)
    return { items: await this.views.cases.items(principal, alert.caseIds), total: alert.caseIds.length }
  }

  @HttpEndpoint(acknowledgeAlert)
  async acknowledge(@Input() { params, body }: InputOf<typeof acknowledgeAlert>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.alertId, { act: 'acknowledge', note: body.note }, principal))
  }

  @HttpEndpoint(escalateAlert)
  async escalate(@Input() { params, body }: InputOf<typeof escalateAlert>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.alertId, { act: 'escalate', reason: body.reason }, principal))
  }

  @HttpEndpoint(dismissAlert)
  async dismiss(@Input() { params, body }: InputOf<typeof dismissAlert>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.alertId, { act: 'dismiss', reason: body.reason }, principal))
  }

  @HttpEndpoint(closeAlert)
  async close(@Input() { params, body }: InputOf<typeof closeAlert>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.alertId, { act: 'close', outcome: body.outcome }, principal))
  }

  @HttpEndpoint(openTask)
  async openTask(@Input() { params, body }: InputOf<typeof openTask>, @Caller() { principal, idempotencyKey }: Who): Promise<TaskView> {
    const asked = idempotencyOf(principal.userId, openTask.name, idempotencyKey, { ...params, ...body })
    const request = asked === null ? null : { key: `${asked.scope}:${asked.key}`, hash: asked.bodyHash }
    const opened = valueOf(await this.acts.openTask(params.alertId, { ...body, dueOn: plainDate(body.dueOn) }, principal, request))
    const [view] = await this.views.tasks([opened], principal)
    if (view === undefined) throw new Error('A task without a view')
    return view
  }

  private async seen(principal: Principal, alertId: string): Promise<ListedAlert> {
    const found = await this.reads.alert(principal, alertId)
    if (found === null) throw new Refused({ code: 'TOPIC_ALERT_NOT_FOUND', params: {} })
    return found
  }
}

const actedOf = (result: Result<Alert>): Acted => {
  const { id, version, status } = valueOf(result)
  return { alertId: id, version, status }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}
