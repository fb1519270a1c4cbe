import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CASE_EVENT_TYPES } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, PlatformConfig, type DeliveredEvent } from '@tongban/platform/server'
import { MANY_HINT, type Hint } from '@tongban/realtime/contract'
import { HintEmitter } from './hint-emitter.js'
import { recusedRoomsOf, roomsOfEvent, roomsToBlank } from './rooms.js'

/** Turns committed events into pushes. It stores nothing: a push that is lost is made good by the next reading. */
@Injectable()
export class CaseHintsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'realtime.hints'
  override readonly eventTypes = CASE_EVENT_TYPES

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
   * Events of one case that came together are told once, by the newest, to every room any of them concerns, and never to the people of a
   * unit the case is about. When that has only now become known, their screens are told to read again, without being told of what.
   */
  override afterCommit(events: readonly DeliveredEvent[]): Promise<void> {
    const byCase = new Map<string, { newest: DeliveredEvent; rooms: Set<string>; recused: Set<string>; blank: Set<string> }>()
    for (const event of events) {
      const known = byCase.get(event.subjectId)
      const { rooms, recused, blank } = known ?? { rooms: new Set<string>(), recused: new Set<string>(), blank: new Set<string>() }
      for (const room of roomsOfEvent(event, this.config.cityCode)) rooms.add(room)
      for (const room of recusedRoomsOf(event)) recused.add(room)
      for (const room of roomsToBlank(event)) blank.add(room)
      const newest = known !== undefined && isNewer(known.newest, event) ? known.newest : event
      byCase.set(event.subjectId, { newest, rooms, recused, blank })
    }
    for (const { newest, rooms, recused, blank } of byCase.values()) {
      this.emitter.push([...rooms], hintOf(newest), [...recused])
      this.emitter.push([...blank], { type: MANY_HINT, caseId: '', version: 0, status: '', at: newest.at })
    }
    return Promise.resolve()
  }
}

const versionOf = ({ data }: DeliveredEvent): number => Number(data.version ?? 0)
const isNewer = (a: DeliveredEvent, b: DeliveredEvent): boolean =>
  versionOf(a) > versionOf(b) || (versionOf(a) === versionOf(b) && a.id > b.id)

/** Ids and a state, nothing a person could read: safe for a sealed case. */
const hintOf = (event: DeliveredEvent): Hint => ({
  type: event.type,
  caseId: event.subjectId,
  version: versionOf(event),
  status: String(event.data.status ?? ''),
  at: event.at,
})
