import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import type { Instant } from '@tongban/kernel/core'
import { Database, DueWorks, type DueWork } from '@tongban/platform/server'
import { decideAlert, decideTask } from '../../domain/index.js'
import { AlertStore } from '../persistence/alert.store.js'
import { RunStore } from '../persistence/run.store.js'
import { TopicJournal } from '../topic-journal.js'

const BATCH = 100

/**
 * Hands up alerts nobody acknowledged in time, and tells which tasks ran out unanswered. The row says when; its new state, its log and its event are
 * one transaction, so that each step is taken once however many workers look, die, or look again.
 */
@Injectable()
export class FireWarnings {
  private readonly work: { readonly alerts: DueWork<string>; readonly tasks: DueWork<string> }

  constructor(
    @Inject(AlertStore) private readonly alerts: AlertStore,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(TopicJournal) private readonly journal: TopicJournal,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(Database) private readonly database: Database,
    @Inject(DueWorks) works: DueWorks,
  ) {
    this.work = {
      alerts: works.of({ name: 'topic.hand_up', batch: BATCH, keyOf: (id) => id }),
      tasks: works.of({ name: 'topic.overdue_tasks', batch: BATCH, keyOf: (id) => id }),
    }
  }

  /** Everything that is due by now; how many alerts and tasks moved on. */
  async fireDue(): Promise<number> {
    const { acknowledgeHours } = await this.runs.settings()
    // What stops the one must not stop the other.
    const done = await Promise.allSettled([
      this.work.alerts.run({ due: (now, limit) => this.alerts.due(now, limit), handle: (ids, now) => this.handUp(ids, now, acknowledgeHours) }),
      this.work.tasks.run({ due: (now, limit) => this.alerts.dueTasks(now, limit), handle: (ids, now) => this.tellTasks(ids, now) }),
    ])
    const moved = done.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
    if (moved > 0) this.journal.hint()
    for (const one of done) if (one.status === 'rejected') throw one.reason
    return moved
  }

  private handUp(ids: readonly string[], now: Instant, acknowledgeHours: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await this.alerts.takeDue(tx, ids, now)
      for (const before of due) {
        const decided = decideAlert(before, { act: 'lapse' }, now, acknowledgeHours)
        // At the top, or answered meanwhile: there is nothing to wait for any more.
        const after = decided.ok ? decided.value : { ...before, version: before.version + 1, acknowledgeBy: null }
        await this.alerts.update(tx, before, after)
        if (decided.ok) await this.journal.alert(tx, after, this.system.principal(), now, 'lapse', 'topic.alert_escalated.v1')
      }
      return due.length
    })
  }

  private tellTasks(ids: readonly string[], now: Instant): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await this.alerts.takeDueTasks(tx, ids, now)
      for (const before of due) {
        const decided = decideTask(before, { act: 'lapse' }, now)
        // The row says that it is due only while something is owed.
        if (!decided.ok) throw new Error(`Task ${before.id} is due and owes nothing: ${decided.refusal.code}`)
        await this.alerts.updateTask(tx, before, decided.value)
        await this.journal.task(tx, decided.value, this.system.principal(), now, 'lapse', 'topic.task_overdue.v1')
      }
      return due.length
    })
  }
}
