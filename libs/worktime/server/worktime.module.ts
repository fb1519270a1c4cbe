import { Global, Module } from '@nestjs/common'
import { WorkCalendars } from '../contract/work-calendars.js'
import { CalendarFreshness } from './calendar-freshness.js'
import { CalendarLayers } from './calendar-layers.js'
import { CalendarViews } from './calendar-views.read-model.js'
import { HolidayWatch } from './holiday-watch.js'
import { CalendarController } from './http/calendar.controller.js'
import { CalendarBookStore } from './persistence/calendar-book.store.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'
import { CalendarWriting, ChangeCalendar } from './use-cases/change-calendar.use-case.js'
import { ImportHolidays } from './use-cases/import-holidays.use-case.js'
import { PreviewCalendarChange } from './use-cases/preview-calendar-change.use-case.js'
import { WorktimeSeed } from './worktime.seed.js'

/** Global: every context asks the WorkCalendars of the contract. Needs OrgDirectory, AuditTrail, UserNames; RunningClocks where it is there. */
@Global()
@Module({
  controllers: [CalendarController],
  providers: [
    CalendarBookStore, WorkCalendarsProvider, { provide: WorkCalendars, useExisting: WorkCalendarsProvider }, WorktimeSeed, HolidayWatch, CalendarFreshness, CalendarLayers, CalendarViews,
    CalendarWriting, ChangeCalendar, PreviewCalendarChange, ImportHolidays,
  ],
  exports: [WorkCalendars, WorktimeSeed],
})
export class WorktimeModule {}
