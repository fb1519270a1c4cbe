import { Global, Module } from '@nestjs/common'
import { PromiseQuotes } from '@tongban/case/contract'
import { DeadlineSeed } from './deadline.seed.js'
import { DeadlinePoliciesProvider } from './persistence/deadline-policies.provider.js'
import { PolicyPromiseQuotes } from './policy-promise-quotes.js'

/** Global: case asks PromiseQuotes. Needs WorkCalendars, OrgDirectory, SystemPrincipal and the ports of case. */
@Global()
@Module({
  providers: [DeadlinePoliciesProvider, DeadlineSeed, PolicyPromiseQuotes, { provide: PromiseQuotes, useExisting: PolicyPromiseQuotes }],
  exports: [PromiseQuotes, DeadlineSeed],
})
export class DeadlineModule {}
