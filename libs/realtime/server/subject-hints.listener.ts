import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CLAIM_CHANGED_TYPE } from '@tongban/dispatch/contract'
import { INCIDENT_EVENTS, type IncidentEventType } from '@tongban/incident/contract'
import { INBOX_CHANGED_TYPE } from '@tongban/notification/contract'
import { EventConsumer, EventConsumers, PlatformConfig, type DeliveredEvent } from '@tongban/platform/server'
import { MANY_HINT, type Hint } from '@tongban/realtime/contract'
import { ORDER_OUTGOING_TYPES } from '@tongban/supervision/contract'
import { TOPIC_EVENT_TYPES } from '@tongban/topic/contract'
import { HintEmitter } from './hint-emitter.js'
import { recusedRoomsOf, roomsOfSubject, roomsToBlank } from './rooms.js'

/**
 * What happens beside the cases and somebody may be looking at: all that orders, incidents and early warnings tell, but what a caller is told, which is about a case; and who
 * works on which case of the pool.
 */
export const SUBJECT_EVENT_TYPES: readonly string[] = [
  INBOX_CHANGED_TYPE, CLAIM_CHANGED_TYPE, ...ORDER_OUTGOING_TYPES, ...Object.keys(INCIDENT_EVENTS).filter((type) => type !== ('incident.caller_informed.v1' satisfies IncidentEventType)),
  ...TOPIC_EVENT_TYPES,
]

/** Turns events about orders, incidents, early warnings and inboxes into pushes. It stores nothing, as the pushes about cases. */
@Injectable()
export class SubjectHintsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'realtime.subject_hints'
  override readonly eventTypes = SUBJECT_EVENT_TYPES

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(HintEmitter) private readonly emitter: HintEmitter,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override handle(): Promise<void> {
    return Promise.resolve()
  }

  /**
   * Of each subject only the newest of a handful, to every room any of them concerns: whoever looks re-reads it anyway. Never to the people of a unit it
   * is about; when an order is taken away from them their screens are told to read again, without being told of what.
   */
  override afterCommit(events: readonly DeliveredEvent[]): Promise<void> {
    const bySubject = new Map<string, DeliveredEvent[]>()
    for (const event of events) bySubject.set(event.subjectId, [...(bySubject.get(event.subjectId) ?? []), event])
    for (const told of bySubject.values()) {
      const newest = told.reduce((last, event) => (event.id > last.id ? event : last))
      const recused = new Set(told.flatMap(recusedRoomsOf))
      this.emitter.push([...new Set(told.flatMap((event) => roomsOfSubject(event, this.config.cityCode)))], hintOf(newest), [...recused])
      this.emitter.push([...new Set(told.flatMap(roomsToBlank))], { type: MANY_HINT, caseId: '', version: 0, status: '', at: newest.at })
    }
    return Promise.resolve()
  }
}

const hintOf = ({ type, subjectId, at }: DeliveredEvent): Hint => ({ type, caseId: '', subjectId, version: 0, status: '', at })
