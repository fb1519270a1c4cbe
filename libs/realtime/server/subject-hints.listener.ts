import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { EventConsumer, EventConsumers, PlatformConfig, type DeliveredEvent } from '@tongban/platform/server'
import type { Hint } from '@tongban/realtime/contract'
import { HintEmitter } from './hint-emitter.js'
import { roomsOfSubject } from './rooms.js'

const named = (context: string, facts: readonly string[]): string[] => facts.map((fact) => `${context}.${fact}.v1`)

/** What happens beside the cases and somebody may be looking at. */
export const SUBJECT_EVENT_TYPES: readonly string[] = [
  ...named('notification', ['inbox_changed']),
  ...named('supervision', [
    'order_issued', 'order_signed', 'order_replied', 'order_sent_back', 'order_released', 'order_withdrawn', 'order_overdue', 'order_published',
  ]),
  ...named('incident', ['opened', 'contact_called', 'acknowledged', 'contact_missed', 'progress_noted', 'case_joined', 'closed']),
]

/** Turns events about orders, incidents and inboxes into pushes. It stores nothing, as the pushes about cases. */
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

  /** Of each subject only the newest of a handful: whoever looks re-reads it anyway. */
  override afterCommit(events: readonly DeliveredEvent[]): Promise<void> {
    const newest = new Map<string, DeliveredEvent>()
    for (const event of events) newest.set(event.subjectId, event)
    for (const event of newest.values()) this.emitter.push(roomsOfSubject(event, this.config.cityCode), hintOf(event))
    return Promise.resolve()
  }
}

const hintOf = ({ type, subjectId, at }: DeliveredEvent): Hint => ({ type, caseId: '', subjectId, version: 0, status: '', at })
