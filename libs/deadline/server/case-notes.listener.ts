import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, LOGGER, type DeliveredEvent } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { CLOCK_RUNG_TYPES, clockRungSchema } from '../contract/index.js'

/**
 * Writes warnings and overdues into the timeline of their case, through the door everybody uses. The command commits by itself, before this
 * consumer's own record; its idempotency key makes a repeat harmless.
 */
@Injectable()
export class CaseNotesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'deadline.case_notes'
  override readonly eventTypes = CLOCK_RUNG_TYPES

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[]): Promise<void> {
    // One after another: two notes of one case would race for its version.
    for (const event of events) await this.note(event)
  }

  private async note({ type, data }: DeliveredEvent): Promise<void> {
    const { clockId, caseId, assignmentId, kind, dueAt } = clockRungSchema.parse(data)
    const what = type === 'clock.warned.v1' ? 'warned' : 'overdue'
    const key = `${clockId}-${what}`
    const result = await this.commands.execute('note_clock', { caseId }, { clockId, kind, what, dueAt, assignmentId }, this.system.principal(), {
      // The key says all there is to ask, so it is its own hash.
      idempotency: { scope: 'deadline.note', key, bodyHash: key },
    })
    if (result.ok) return
    // Somebody else changed the case at this moment: the queue brings the event again.
    if (result.refusal.code === 'CONFLICT') throw new Error(`Case ${caseId} changed while ${key} was noted`)
    this.logger.info({ caseId, clockId, what, refusal: result.refusal.code }, 'clock not noted: the case takes no more notes')
  }
}
