import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { CommandResult } from '@tongban/case/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { clarifyCase, dispatchCase } from '../../contract/dispatch-endpoints.js'
import { ClarifyCase } from '../use-cases/clarify-case.use-case.js'
import { DispatchCase } from '../use-cases/dispatch-case.use-case.js'

@Controller()
export class DispatchController {
  constructor(
    @Inject(DispatchCase) private readonly useCase: DispatchCase,
    @Inject(ClarifyCase) private readonly clarification: ClarifyCase,
  ) {}

  @HttpEndpoint(clarifyCase)
  async clarify(
    @Input() { params, body }: InputOf<typeof clarifyCase>,
    @Caller() { principal, idempotencyKey }: RequestContext<Principal>,
  ): Promise<CommandResult> {
    const result = await this.clarification.clarify(params.caseId, body, principal, idempotencyKey)
    if (!result.ok) throw new Refused(result.refusal)
    const { caseId, number, version, status, round } = result.value
    return { caseId, number, version, status, round }
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
