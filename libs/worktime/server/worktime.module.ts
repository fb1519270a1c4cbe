import { Global, Module } from '@nestjs/common'
import { WorkCalendars } from '../contract/work-calendars.js'
import { HolidayWatch } from './holiday-watch.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'
import { WorktimeSeed } from './worktime.seed.js'

/** Global: every context asks the WorkCalendars of the contract. */
@Global()
@Module({
  providers: [WorkCalendarsProvider, { provide: WorkCalendars, useExisting: WorkCalendarsProvider }, WorktimeSeed, HolidayWatch],
  exports: [WorkCalendars, WorktimeSeed],
})
export class WorktimeModule {}
