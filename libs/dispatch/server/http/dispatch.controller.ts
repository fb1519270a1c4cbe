import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseListViews, CaseLookup, type CommandResult } from '@tongban/case/contract'
import { Caller, HttpEndpoint, Input, Refused, cursorOf, readCursor, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { dispatchCase, readPool } from '../../contract/dispatch-endpoints.js'
import { DispatchCase } from '../use-cases/dispatch-case.use-case.js'
import { SuggestDispatch } from '../use-cases/suggest-dispatch.use-case.js'

@Controller()
export class DispatchController {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
    @Inject(DispatchCase) private readonly useCase: DispatchCase,
    @Inject(SuggestDispatch) private readonly suggestions: SuggestDispatch,
  ) {}

  /** One query. The suggestion is made anew from what the case says, so that it follows the catalogue as it is now. */
  @HttpEndpoint(readPool)
  async pool(@Input() { query }: InputOf<typeof readPool>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof readPool)['response']>> {
    const after = readCursor(query.cursor)
    const found = await this.cases.waiting(principal, ['awaiting_dispatch'], { limit: query.limit + 1, after: after ? { since: after.at, id: after.id } : null })
    const last = found[query.limit - 1]
    return {
      items: found.slice(0, query.limit).map((item) => ({ ...this.views.listItem(item), description: item.description, suggestion: this.suggestions.of(item) })),
      nextCursor: found.length > query.limit && last ? cursorOf(last.statusSince, last.id) : null,
    }
  }

  @HttpEndpoint(dispatchCase)
  async dispatch(
    @Input() { params, body }: InputOf<typeof dispatchCase>,
    @Caller() { principal, idempotencyKey }: RequestContext<Principal>,
  ): Promise<CommandResult> {
    const result = await this.useCase.dispatch(params.caseId, body, principal, idempotencyKey)
    if (!result.ok) throw new Refused(result.refusal)
    const { caseId, number, version, status, round } = result.value
    return { caseId, number, version, status, round }
  }
}
