import { Global, Module } from '@nestjs/common'
import { PromiseQuotes } from '@tongban/case/contract'
import { AlarmClock } from './alarm-clock.js'
import { AlarmsListener } from './alarms.listener.js'
import { CaseNotesListener } from './case-notes.listener.js'
import { ClockParticipant } from './clock-participant.js'
import { DeadlineSeed } from './deadline.seed.js'
import { ClockController } from './http/clock.controller.js'
import { ClockStore } from './persistence/clock.store.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { PolicyPromiseQuotes } from './policy-promise-quotes.js'
import { FireClocks } from './use-cases/fire-clocks.use-case.js'

/** Global: case asks PromiseQuotes. Needs WorkCalendars, OrgDirectory, SystemPrincipal and the ports of case. */
@Global()
@Module({
  controllers: [ClockController],
  providers: [
    DeadlinePolicies, DeadlineSeed, PolicyPromiseQuotes, { provide: PromiseQuotes, useExisting: PolicyPromiseQuotes },
    ClockStore, ClockParticipant, FireClocks, AlarmClock, AlarmsListener, CaseNotesListener,
  ],
  exports: [PromiseQuotes, FireClocks, DeadlineSeed],
})
export class DeadlineModule {}
