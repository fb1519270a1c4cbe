import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { QueryOf, ResponseOf } from '@tongban/kernel/contract'
import type { Result } from '@tongban/kernel/core'
import { Caller, cursorOf, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { answerTask, closeTask, listTasks, listUnitTasks, returnTask, signTask, type TaskStatus } from '../../contract/index.js'
import type { PreventionTask } from '../../domain/index.js'
import { TopicReadModel } from '../persistence/topic.read-model.js'
import { ActOnTask } from '../use-cases/act-on-task.use-case.js'
import { TopicViews } from './topic-views.js'

type Who = RequestContext<Principal>
type Acted = { readonly taskId: string; readonly version: number; readonly status: TaskStatus }

/** Tasks 未诉先办: for the unit its own, for who manages warnings all within reach. */
@Controller()
export class TaskController {
  constructor(
    @Inject(TopicReadModel) private readonly reads: TopicReadModel,
    @Inject(TopicViews) private readonly views: TopicViews,
    @Inject(ActOnTask) private readonly acts: ActOnTask,
  ) {}

  @HttpEndpoint(listTasks)
  list(@Input() { query }: InputOf<typeof listTasks>, @Caller() { principal }: Who): Promise<ResponseOf<typeof listTasks>> {
    return this.page(principal, query, false)
  }

  @HttpEndpoint(listUnitTasks)
  ofUnit(@Input() { query }: InputOf<typeof listUnitTasks>, @Caller() { principal }: Who): Promise<ResponseOf<typeof listUnitTasks>> {
    return this.page(principal, query, true)
  }

  @HttpEndpoint(signTask)
  async sign(@Input() { params }: InputOf<typeof signTask>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.taskId, { act: 'sign' }, principal))
  }

  @HttpEndpoint(answerTask)
  async answer(@Input() { params, body }: InputOf<typeof answerTask>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.taskId, { act: 'answer', text: body.text, by: principal.userId }, principal))
  }

  @HttpEndpoint(returnTask)
  async return(@Input() { params, body }: InputOf<typeof returnTask>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.taskId, { act: 'return', reason: body.reason }, principal))
  }

  @HttpEndpoint(closeTask)
  async close(@Input() { params, body }: InputOf<typeof closeTask>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(await this.acts.execute(params.taskId, { act: 'close', remarks: body.remarks }, principal))
  }

  private async page(principal: Principal, query: QueryOf<typeof listTasks>, own: boolean): Promise<ResponseOf<typeof listTasks>> {
    const found = await this.reads.tasks(principal, query, own)
    const last = found[query.limit - 1]
    return { items: await this.views.tasks(found.slice(0, query.limit), principal), nextCursor: found.length > query.limit && last !== undefined ? cursorOf(last.openedAt, last.id) : null }
  }
}

function actedOf(result: Result<PreventionTask>): Acted {
  if (!result.ok) throw new Refused(result.refusal)
  const { id, version, status } = result.value
  return { taskId: id, version, status }
}
