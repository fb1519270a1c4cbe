import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { callerHistory, readCaller, readCallerViews, revealCaller } from '../../contract/intake-endpoints.js'
import { CallerHistory } from '../use-cases/caller-history.use-case.js'
import { RevealCaller } from '../use-cases/reveal-caller.use-case.js'
import { CallerViews } from '../use-cases/caller-views.use-case.js'

@Controller()
export class CallerController {
  constructor(
    @Inject(CallerHistory) private readonly histories: CallerHistory,
    @Inject(RevealCaller) private readonly reveals: RevealCaller,
    @Inject(CallerViews) private readonly looks: CallerViews,
  ) {}

  @HttpEndpoint(callerHistory)
  history(@Input() { body }: InputOf<typeof callerHistory>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof callerHistory)['response']>> {
    return this.histories.of(body.phone, principal)
  }

  @HttpEndpoint(readCaller)
  async read(@Input() { params }: InputOf<typeof readCaller>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof readCaller)['response']>> {
    const result = await this.reveals.masked(params.caseId, principal)
    if (!result.ok) throw new Refused(result.refusal)
    return result.value
  }

  @HttpEndpoint(revealCaller)
  async reveal(@Input() { params, body }: InputOf<typeof revealCaller>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof revealCaller)['response']>> {
    const result = await this.reveals.reveal(params.caseId, body.reason, principal)
    if (!result.ok) throw new Refused(result.refusal)
    return result.value
  }

  @HttpEndpoint(readCallerViews)
  async views(
    @Input() { params, query }: InputOf<typeof readCallerViews>,
    @Caller() { principal }: RequestContext<Principal>,
  ): Promise<z.output<(typeof readCallerViews)['response']>> {
    const result = await this.looks.of(params.caseId, query, principal)
    if (!result.ok) throw new Refused(result.refusal)
    return result.value
  }
}
