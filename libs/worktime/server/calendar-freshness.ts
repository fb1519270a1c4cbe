import { Inject, Injectable } from '@nestjs/common'
import { Freshness, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'

/** With the time of one short statement well below CALENDAR_STALE_MS. */
const LOOK_EVERY_MS = 2_000

/** The calendars' revision. */
@Injectable()
export class CalendarFreshness extends Freshness {
  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'calendars could not be read again; those known before stay')
  }

  override async look(): Promise<void> {
    await this.calendars.freshen()
  }
}
