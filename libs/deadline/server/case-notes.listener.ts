import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, LOGGER, type DeliveredEvent } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { CLOCK_LADDER_TYPE, CLOCK_RUNG_TYPES, clockLadderSchema, clockRungSchema, type ClockRung } from '../contract/index.js'
import { ClockStore } from './persistence/clock.store.js'

type Note = { readonly what: 'warned' | 'overdue' } | { readonly what: 'rung'; readonly code: string; readonly rung: string }

/**
 * Writes warnings, overdues and rungs of the ladder into the timeline of their case, through the door everybody uses; and tells the case when whoever had to rule was
 * late, which the case itself knows what to do about. Each command commits by itself, before this consumer's own record; its idempotency key makes
 * a repeat harmless.
 */
@Injectable()
export class CaseNotesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'deadline.case_notes'
  override readonly eventTypes = [...CLOCK_RUNG_TYPES, CLOCK_LADDER_TYPE]

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(ClockStore) private readonly clocks: ClockStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[]): Promise<void> {
    // One after another: two notes of one case would race for its version.
    for (const event of events) {
      if (event.type === CLOCK_LADDER_TYPE) await this.noteRung(event)
      else {
        const rung = clockRungSchema.parse(event.data)
        const what = event.type === 'clock.warned.v1' ? 'warned' : 'overdue'
        await this.note(rung, { what })
        if (what === 'overdue') await this.lapse(rung)
      }
    }
  }

  /** Where the warning or the overdue of the same moment says so already, there is one line and not two. */
  private async noteRung({ data }: DeliveredEvent): Promise<void> {
    const { rung, serviceClass: _class, policyVersion: _version, ...of } = clockLadderSchema.parse(data)
    const row = await this.clocks.byId(of.clockId)
    if (row !== null && (row.warned_at === of.at || row.overdue_at === of.at)) return
    await this.note(of, { what: 'rung', code: rung.code, rung: rung.name })
  }

  private async note({ clockId, caseId, assignmentId, kind, dueAt }: ClockRung, note: Note): Promise<void> {
    const { what } = note
    const key = note.what === 'rung' ? `${clockId}-rung-${note.code}` : `${clockId}-${what}`
    const rung = note.what === 'rung' ? { rung: note.rung } : {}
    const result = await this.commands.execute('note_clock', { caseId }, { clockId, kind, what, dueAt, assignmentId, ...rung }, this.system.principal(), {
      // The key says all there is to ask, so it is its own hash.
      idempotency: { scope: 'deadline.note', key, bodyHash: key },
    })
    if (result.ok) return
    // Somebody else changed the case at this moment: the queue brings the event again.
    if (result.refusal.code === 'CONFLICT') throw new Error(`Case ${caseId} changed while ${key} was noted`)
    this.logger.info({ caseId, clockId, what, refusal: result.refusal.code }, 'clock not noted: the case takes no more notes')
  }

  private async lapse({ clockId, caseId, kind, subjectId }: ClockRung): Promise<void> {
    if ((kind !== 'ruling' && kind !== 'adjudication') || subjectId === null) return
    const result = await this.commands.execute('lapse', { caseId }, { subjectId, what: kind }, this.system.principal(), {
      idempotency: { scope: 'deadline.lapse', key: clockId, bodyHash: clockId },
    })
    if (result.ok) return
    // A race, or a machine whose clock is a little behind the one that rang: the queue brings the event again.
    if (result.refusal.code === 'CONFLICT' || result.refusal.code === 'LAPSE_TOO_EARLY') {
      throw new Error(`Case ${caseId} did not take the lapse of ${clockId}: ${result.refusal.code}`)
    }
    // Ruled on, taken back or moot meanwhile: what was late came all the same.
    this.logger.info({ caseId, clockId, subjectId, refusal: result.refusal.code }, 'nothing lapsed: it was settled meanwhile')
  }
}
