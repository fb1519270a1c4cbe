import { Global, Module } from '@nestjs/common'
import { PromiseQuotes } from '@tongban/case/contract'
import { RunningClocks } from '@tongban/worktime/contract'
import { AlarmClock } from './alarm-clock.js'
import { AlarmsListener } from './alarms.listener.js'
import { CalendarChangedListener } from './calendar-changed.listener.js'
import { CalendarRunningClocks } from './calendar-running-clocks.js'
import { CaseNotesListener } from './case-notes.listener.js'
import { ClockLadders } from './clock-ladders.js'
import { ClockParticipant } from './clock-participant.js'
import { DeadlineSeed } from './deadline.seed.js'
import { ClockController } from './http/clock.controller.js'
import { PolicyController } from './http/policy.controller.js'
import { UrgencyController } from './http/urgency.controller.js'
import { RiskController } from './http/risk.controller.js'
import { RiskCasesListener } from './risk-cases.listener.js'
import { RiskUrges } from './risk-urges.js'
import { RiskCaseStore } from './persistence/risk-case.store.js'
import { RiskReadModel } from './persistence/risk.read-model.js'
import { ClockStore } from './persistence/clock.store.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { PolicyVersionStore } from './persistence/policy-version.store.js'
import { PolicyPreviews } from './policy-preview.js'
import { PolicyPromiseQuotes } from './policy-promise-quotes.js'
import { PolicyPublishedListener } from './policy-published.listener.js'
import { PolicyPublishing } from './policy-publishing.js'
import { PolicyVersionViews } from './policy-version-views.js'
import { PolicyWorlds } from './policy-worlds.js'
import { RecountChangedCalendars, RecountParts } from './recount-changed-calendars.js'
import { RecountClocks } from './recount-clocks.js'
import { RecountStore } from './recount-store.js'
import { FireClocks } from './use-cases/fire-clocks.use-case.js'

/** Global: case asks PromiseQuotes. Needs WorkCalendars, OrgDirectory, SystemPrincipal and the ports of case. */
@Global()
@Module({
  controllers: [ClockController, RiskController, PolicyController, UrgencyController],
  providers: [
    RiskReadModel, RiskCaseStore, RiskUrges, RiskCasesListener,
    DeadlinePolicies, DeadlineSeed, PolicyPromiseQuotes, { provide: PromiseQuotes, useExisting: PolicyPromiseQuotes },
    PolicyVersionStore, PolicyVersionViews, PolicyWorlds, PolicyPublishing, PolicyPreviews, PolicyPublishedListener,
    RecountStore, RecountClocks, RecountParts, RecountChangedCalendars, CalendarChangedListener, CalendarRunningClocks, { provide: RunningClocks, useExisting: CalendarRunningClocks },
    ClockStore, ClockParticipant, FireClocks, AlarmClock, ClockLadders, AlarmsListener, CaseNotesListener,
  ],
  exports: [PromiseQuotes, RunningClocks, FireClocks, DeadlineSeed],
})
export class DeadlineModule {}
