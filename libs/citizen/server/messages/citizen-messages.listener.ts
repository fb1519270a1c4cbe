import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseLookup } from '@tongban/case/contract'
import { CallerDirectory } from '@tongban/intake/contract'
import { Clock, DAY_MS, instant, plus } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { MessageChannel } from '../../contract/index.js'
import { answerText, extensionText, incidentText, invitationText } from '../../domain/index.js'
import { MessageStore, type NewMessage } from '../persistence/message.store.js'

/** After this it is no news any more: an outage that long, or a city loaded with its past, sends nobody last month’s messages. */
const NEWS_MS = 3 * DAY_MS

const extendedSchema = z.object({ facts: z.object({ requestId: z.string(), until: z.number(), reason: z.string() }) })

const informedSchema = z.object({ incidentId: z.string(), number: z.string(), text: z.string() })

@Injectable()
export class ListenerEdge {
  constructor(
    @Inject(MessageChannel) readonly channel: MessageChannel,
    @Inject(Clock) readonly clock: Clock,
  ) {}
}

/**
 * What the citizen is told without asking: that it takes longer and why, that there is an answer, that they may rate it. Queued in the
 * transaction that records the event as heard, under the step it tells of: heard twice or not, it is told once.
 */
@Injectable()
export class CitizenMessagesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'citizen.messages'
  /** `callback.invited.v1`: callback asks for a rating instead of a call; `incident.caller_informed.v1`: what became of the incident. The subject of both is the case. */
  override readonly eventTypes = ['case.promise_extended.v1', 'case.review_passed.v1', 'case.answered_by_parent.v1', 'callback.invited.v1', 'incident.caller_informed.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CallerDirectory) private readonly callers: CallerDirectory,
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(ListenerEdge) private readonly edge: ListenerEdge,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const caseIds = [...new Set(events.map(({ subjectId }) => subjectId))]
    const callers = await this.callers.masked(caseIds)
    const cases = new Map((await this.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    for (const event of events) {
      const snapshot = cases.get(event.subjectId)
      // Who left no number cannot be told.
      if (snapshot === undefined || callers.get(snapshot.id)?.phoneMasked == null) continue
      const usefulUntil = plus(instant(event.at), NEWS_MS)
      const mayWait = snapshot.urgency !== 'emergency'
      const now = this.edge.clock.now()
      await this.messages.queue(tx, { caseId: snapshot.id, usefulUntil, mayWait, ...messageOf(event, snapshot) }, now, mayWait ? this.edge.channel.awakeFrom(now) : now)
    }
  }
}

function messageOf({ type, data }: DeliveredEvent, { number, round, sealed }: { number: string; round: number; sealed: boolean }): Omit<NewMessage, 'caseId'> {
  const step = `round-${typeof data.round === 'number' ? data.round : round}`
  switch (type) {
    case 'case.promise_extended.v1': {
      const { facts } = extendedSchema.parse(data)
      return { kind: 'extension', step: facts.requestId, text: extensionText(number, facts.until, sealed ? null : facts.reason) }
    }
    case 'callback.invited.v1':
      return { kind: 'invitation', step, text: invitationText(number) }
    case 'incident.caller_informed.v1': {
      const { incidentId, text } = informedSchema.parse(data)
      return { kind: 'incident', step: incidentId, text: incidentText(text) }
    }
    default:
      return { kind: 'answer', step, text: answerText(number) }
  }
}
