import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, giveOnce } from '@tongban/case/contract'
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

  /** Where the warning of the same moment, or the overdue, says so already, there is one line and not two. */
  private async noteRung({ data }: DeliveredEvent): Promise<void> {
    const { rung, serviceClass: _class, policyVersion: _version, ...of } = clockLadderSchema.parse(data)
    const row = await this.clocks.byId(of.clockId)
    if (row !== null && (row.warned_at === of.at || row.overdue_at === of.at || (rung.offset.when === 'at' && row.overdue_at !== null))) return
    await this.note(of, { what: 'rung', code: rung.code, rung: rung.name })
  }

  private async note({ clockId, caseId, assignmentId, kind, dueAt }: ClockRung, note: Note): Promise<void> {
    const { what } = note
    const key = note.what === 'rung' ? `${clockId}-rung-${note.code}` : `${clockId}-${what}`
    const rung = note.what === 'rung' ? { rung: note.rung } : {}
    const body = { clockId, kind, what, dueAt, assignmentId, ...rung }
    const refusal = await giveOnce(this.commands, 'note_clock', caseId, body, this.system.principal(), { scope: 'deadline.note', key })
    if (refusal !== null) this.logger.info({ caseId, clockId, what, refusal: refusal.code }, 'clock not noted: the case takes no more notes')
  }

  private async lapse({ clockId, caseId, kind, subjectId }: ClockRung): Promise<void> {
    if ((kind !== 'ruling' && kind !== 'adjudication') || subjectId === null) return
    const refusal = await giveOnce(this.commands, 'lapse', caseId, { subjectId, what: kind }, this.system.principal(), {
      // Too early: this machine's clock is a little behind that of the one that rang.
      scope: 'deadline.lapse', key: clockId, again: ['LAPSE_TOO_EARLY'],
    })
    // Ruled on, taken back or moot meanwhile: what was late came all the same.
    if (refusal !== null) this.logger.info({ caseId, clockId, subjectId, refusal: refusal.code }, 'nothing lapsed: it was settled meanwhile')
  }
}
