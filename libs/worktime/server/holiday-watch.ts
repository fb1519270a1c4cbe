import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, DAY_MS } from '@tongban/kernel/core'
import { Background, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { missingHolidayYears } from '../domain/missing-holiday-years.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'

/** Says it loudly, at start and every day, when a year's holidays are not loaded: without them limits fall on days off. */
@Injectable()
export class HolidayWatch implements OnModuleInit {
  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(Background) private readonly background: Background,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.background.registerTask({ name: 'worktime.missing_holidays', everyMs: DAY_MS, run: () => this.check() })
    await this.check()
  }

  /** Reads the tables first: whoever has loaded the year meanwhile is not warned again. */
  async check(): Promise<void> {
    await this.calendars.reload()
    if (!this.calendars.isLoaded) {
      this.logger.warn('no work calendar is loaded: the reference data has not been seeded')
      return
    }
    const years = missingHolidayYears(this.calendars.calendarFor(null), this.clock.now())
    if (years.length > 0) this.logger.warn({ years }, 'holidays are not loaded: limits in working days will be wrong')
  }
}
