import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { EventConsumer, EventConsumers, type DeliveredEvent } from '@tongban/platform/server'
import { AlarmClock } from './alarm-clock.js'

/** Only what gives a clock a new moment to ring at; an alarm of a clock that was settled meanwhile finds nothing due. */
const MOVES_ALARMS = [
  'case.filed.v1', 'case.dispatched.v1', 'case.review_failed.v1', 'case.review_passed.v1', 'clock.warned.v1', 'clock.overdue.v1', 'clock.rung_reached.v1', 'assignment.replied.v1', 'case.assists_added.v1', 'case.whistled.v1',
  'case.escalated.v1', 'case.returned_to_pool.v1', 'case.unmerged.v1', 'request.asked.v1', 'request.endorsed.v1', 'case.dispute_opened.v1',
  'case.promise_extended.v1', 'case.shelving_ended.v1', 'case.urgency_changed.v1', 'case.clocks_recounted.v1',
]

/** Sets alarms once the clocks they are for are committed. They are read from the rows, so order and repeats do not matter. */
@Injectable()
export class AlarmsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'deadline.alarms'
  override readonly eventTypes = MOVES_ALARMS

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(AlarmClock) private readonly alarmClock: AlarmClock,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override handle(): Promise<void> {
    return Promise.resolve()
  }

  override afterCommit(events: readonly DeliveredEvent[]): Promise<void> {
    return this.alarmClock.armCases([...new Set(events.map(caseIdOf))])
  }
}

const caseIdOf = ({ type, subjectId, data }: DeliveredEvent): string => (type.startsWith('clock.') ? String(data.caseId) : subjectId)
