import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, Refused, idempotencyOf, type InputOf, type RequestContext } from '@tongban/platform/server'
import { mergeCase } from '../../contract/case-endpoints.js'
import type { CommandResult } from '../../contract/views.js'
import { MergeCase } from '../use-cases/merge-case.use-case.js'

@Controller()
export class MergeController {
  constructor(@Inject(MergeCase) private readonly merging: MergeCase) {}

  @HttpEndpoint(mergeCase)
  async merge(
    @Input() { params, body }: InputOf<typeof mergeCase>,
    @Caller() { principal, idempotencyKey, remoteAddress }: RequestContext<Principal>,
  ): Promise<CommandResult> {
    const idempotency = idempotencyOf(principal.userId, mergeCase.name, idempotencyKey, { params, body })
    const result = await this.merging.execute(params.caseId, body, principal, { remoteAddress, ...(idempotency === null ? {} : { idempotency }) })
    if (!result.ok) throw new Refused(result.refusal)
    const { caseId, number, version, status, round } = result.value
    return { caseId, number, version, status, round }
  }
}
