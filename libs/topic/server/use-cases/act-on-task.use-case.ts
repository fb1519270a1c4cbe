import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { refuse, type Result } from '@tongban/kernel/core'
import type { TopicEventType } from '../../contract/index.js'
import { decideTask, type PreventionTask, type TaskAct } from '../../domain/index.js'
import { TopicDesk } from './topic-desk.js'

const EVENTS: Readonly<Record<TaskAct['act'], TopicEventType>> = {
  sign: 'topic.task_signed.v1', answer: 'topic.task_answered.v1', return: 'topic.task_returned.v1', close: 'topic.task_closed.v1', lapse: 'topic.task_overdue.v1',
}
/** What only the addressed unit does. */
const OF_THE_UNIT: readonly TaskAct['act'][] = ['sign', 'answer']

/** What a person does about a task within their reach: its own unit signs and answers, who manages warnings judges the answer. */
@Injectable()
export class ActOnTask {
  constructor(@Inject(TopicDesk) private readonly desk: TopicDesk) {}

  async execute(taskId: string, act: Exclude<TaskAct, { act: 'lapse' }>, actor: Principal): Promise<Result<PreventionTask>> {
    const seen = await this.desk.reads.task(actor, taskId)
    if (seen === null) return refuse('TOPIC_TASK_NOT_FOUND')
    if (OF_THE_UNIT.includes(act.act) && seen.unitId !== actor.unitId) return refuse('TOPIC_TASK_NOT_YOURS')
    return this.desk.transaction(async (tx) => {
      const before = await this.desk.alerts.lockTask(tx, taskId)
      if (before === null || before.recusedUnitIds.includes(actor.unitId)) return refuse('TOPIC_TASK_NOT_FOUND')
      const at = this.desk.clock.now()
      const decided = decideTask(before, act, at)
      if (!decided.ok) return decided
      await this.desk.alerts.updateTask(tx, before, decided.value)
      await this.desk.journal.task(tx, decided.value, actor, at, act.act, EVENTS[act.act], textOf(act))
      return decided
    })
  }
}

const textOf = (act: TaskAct): string => (act.act === 'answer' ? act.text : act.act === 'return' ? act.reason : act.act === 'close' ? act.remarks : '')
