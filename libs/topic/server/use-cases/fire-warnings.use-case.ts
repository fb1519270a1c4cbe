import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { Clock } from '@tongban/kernel/core'
import { Database } from '@tongban/platform/server'
import { decideAlert, decideTask } from '../../domain/index.js'
import { AlertStore } from '../persistence/alert.store.js'
import { RunStore } from '../persistence/run.store.js'
import { TopicJournal } from '../topic-journal.js'

const BATCH = 100
const MOST_BATCHES = 50

/**
 * Hands up alerts nobody acknowledged in time, and tells which tasks ran out unanswered. The row says when; its new state, its log and its event are
 * one transaction, so that each step is taken once however many workers look, die, or look again.
 */
@Injectable()
export class FireWarnings {
  constructor(
    @Inject(AlertStore) private readonly alerts: AlertStore,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(TopicJournal) private readonly journal: TopicJournal,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Everything that is due by now; how many alerts and tasks moved on. */
  async fireDue(): Promise<number> {
    let moved = 0
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const taken = (await this.fireAlerts()) + (await this.fireTasks())
      moved += taken
      if (taken === 0) break
    }
    if (moved > 0) this.journal.hint()
    return moved
  }

  private async fireAlerts(): Promise<number> {
    const now = this.clock.now()
    const { acknowledgeHours } = await this.runs.settings()
    return this.database.transaction(async (tx) => {
      const due = await this.alerts.takeDue(tx, now, BATCH)
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

  private fireTasks(): Promise<number> {
    const now = this.clock.now()
    return this.database.transaction(async (tx) => {
      const due = await this.alerts.takeDueTasks(tx, now, BATCH)
      for (const before of due) {
        const decided = decideTask(before, { act: 'lapse' }, now)
        if (!decided.ok) continue
        await this.alerts.updateTask(tx, before, decided.value)
        await this.journal.task(tx, decided.value, this.system.principal(), now, 'lapse', 'topic.task_overdue.v1')
      }
      return due.length
    })
  }
}
