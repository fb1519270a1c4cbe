import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { awakeFrom, Clock, clockText, plus, quietHoursOf, SECOND_MS, type Instant } from '@tongban/kernel/core'
import { Database, LOGGER, PlatformConfig, StoreUnavailable, writeOutbox, type OutgoingEvent, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import type { IncidentState } from '../../domain/index.js'
import { IncidentStore } from '../persistence/incident.store.js'
import { MembershipStore, type CaseTask } from '../persistence/membership.store.js'

const BATCH = 25
const MOST_BATCHES = 40
const MOST_ATTEMPTS = 60
const WAIT_MS = 2 * SECOND_MS

type Settled = { readonly id: number; readonly attempts: number; readonly dueAt: Instant; readonly doneAt: Instant | null; readonly outcome: string | null }

/** Clock, store, settings and log of the job. */
@Injectable()
export class TellCasesEdge {
  constructor(
    @Inject(Clock) readonly clock: Clock,
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) readonly config: PlatformConfig,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}
}

/**
 * Writes into the timeline of each joined case what became of it, and when the incident is over has each caller told, once. A handful of cases a
 * transaction: the note has a key of its own and the caller's event is committed together with the task, so that a worker that is killed in the
 * middle loses nothing and repeats nothing.
 */
@Injectable()
export class TellCases {
  constructor(
    @Inject(MembershipStore) private readonly memberships: MembershipStore,
    @Inject(IncidentStore) private readonly incidents: IncidentStore,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(TellCasesEdge) private readonly edge: TellCasesEdge,
  ) {}

  /** What is due by now, in bounded batches; returns how many tasks were looked at. */
  async tell(batches = MOST_BATCHES): Promise<number> {
    let told = 0
    for (let batch = 0; batch < batches; batch += 1) {
      const size = await this.edge.database.transaction((tx) => this.batch(tx))
      told += size
      if (size < BATCH) break
    }
    return told
  }

  private async batch(tx: Tx): Promise<number> {
    const now = this.edge.clock.now()
    const tasks = await this.memberships.takeTasks(tx, now, BATCH)
    if (tasks.length === 0) return 0
    const states = await this.incidents.byIds([...new Set(tasks.map((task) => task.incident_id))], tx)
    const numbers = new Map((await this.cases.snapshots([...new Set(tasks.map((task) => task.case_id))])).map((snapshot) => [snapshot.id, snapshot]))
    const settled: Settled[] = []
    const events: OutgoingEvent[] = []
    // One after another: two notes of one case would race for its version.
    for (const task of tasks) {
      const state = states.get(task.incident_id)
      const snapshot = numbers.get(task.case_id)
      const outcome = state === undefined || snapshot === undefined ? 'refused' : await this.note(task, state, this.hearsAt(snapshot, now))
      const attempts = task.attempts + 1
      if (outcome === 'again' && attempts < MOST_ATTEMPTS) {
        settled.push({ id: task.id, attempts, dueAt: plus(now, WAIT_MS), doneAt: null, outcome: null })
        continue
      }
      settled.push({ id: task.id, attempts, dueAt: now, doneAt: now, outcome: outcome === 'again' ? 'given_up' : outcome })
      // Who took the case back wants to hear no more of it.
      if (task.what === 'closed' && state !== undefined && snapshot !== undefined && snapshot.status !== 'withdrawn') {
        events.push({ type: 'incident.caller_informed.v1', subjectId: task.case_id, at: now, data: { incidentId: state.id, number: snapshot.number, text: state.summary ?? '', at: now } })
      }
    }
    await this.memberships.settleTasks(tx, settled)
    await writeOutbox(tx, this.edge.config.cityCode, events)
    return tasks.length
  }

  /** Until when the caller's message waits: the end of the quiet hours, unless the case is an emergency; null when it leaves now. */
  private hearsAt({ urgency }: CaseSnapshot, now: Instant): string | null {
    const quiet = quietHoursOf(this.edge.config.channels.quietHours)
    return quiet === null || urgency === 'emergency' || awakeFrom(now, quiet) === now ? null : clockText(quiet.toMinute)
  }

  private async note({ membership_id, case_id, what }: CaseTask, state: IncidentState, hearsAt: string | null): Promise<'noted' | 'refused' | 'again'> {
    const key = `${membership_id}-${what}`
    const body = { topic: 'incident' as const, subjectId: state.id, ...SENTENCES[what](state, hearsAt) }
    // The key says all there is to ask, so it is its own hash.
    const options = { idempotency: { scope: 'incident.note', key, bodyHash: key } }
    const result = await this.commands.execute('note', { caseId: case_id }, body, this.system.principal(), options).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) throw error
      // One case that cannot be written must not hold the callers of all the others.
      this.edge.logger.error({ err: error, caseId: case_id, what }, 'incident not noted in its case')
      return null
    })
    if (result === null) return 'again'
    if (result.ok) return 'noted'
    return result.refusal.code === 'CONFLICT' ? 'again' : 'refused'
  }
}

const SENTENCES: Readonly<Record<CaseTask['what'], (state: IncidentState, hearsAt: string | null) => { sentence: string; detail: string | null }>> = {
  joined: ({ title }) => ({ sentence: `并入突发事件“${title}”`, detail: null }),
  left: ({ title }) => ({ sentence: `移出突发事件“${title}”`, detail: null }),
  closed: ({ title, summary }, hearsAt) => ({
    sentence: `突发事件“${title}”已结束，情况说明${hearsAt === null ? '已告诉诉求人' : `将于 ${hearsAt} 告诉诉求人`}；本件仍要答复和回访`, detail: summary,
  }),
  false_alarm: ({ title }) => ({ sentence: `突发事件“${title}”按误报撤销，本件单独办理`, detail: null }),
}
