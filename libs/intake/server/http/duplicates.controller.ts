import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { DuplicateFinder } from '@tongban/duplicate/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { findDuplicates, joinCase } from '../../contract/intake-endpoints.js'
import { CallerStore } from '../persistence/caller.store.js'
import { JoinCase } from '../use-cases/join-case.use-case.js'
import { PlanFiling } from '../use-cases/plan-filing.js'

/** The call that is being written, and the cases that may be the same matter. The number stays here: what is compared is its hash. */
@Controller()
export class DuplicatesController {
  constructor(
    @Inject(PlanFiling) private readonly filing: PlanFiling,
    @Inject(CallerStore) private readonly callers: CallerStore,
    @Inject(DuplicateFinder) private readonly finder: DuplicateFinder,
    @Inject(JoinCase) private readonly joins: JoinCase,
  ) {}

  @HttpEndpoint(findDuplicates)
  async find(@Input() { body }: InputOf<typeof findDuplicates>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof findDuplicates>> {
    const { phone, description, placeText, divisionCode, categoryCode } = body
    const planned = this.filing.plan(
      { description, placeText, divisionCode, categoryCode, caseType: 'help', urgency: null, subjectUnitIds: [], placeAsked: false, holdReasons: [] }, false,
    )
    if (!planned.ok) throw new Refused(planned.refusal)
    const { category, division, place } = planned.value
    const { items, gaveUp } = await this.finder.find(
      {
        texts: [description, placeText], divisionCode: division?.code ?? null,
        heard: divisionCode === null ? { steps: place.best?.steps ?? [], rivals: place.rivals } : null,
        categoryCode: category?.node.code ?? null,
        callerHash: phone === null ? null : this.callers.hashOf(phone),
      },
      principal,
    )
    return { items: [...items], gaveUp }
  }

  @HttpEndpoint(joinCase)
  async join(@Input() { body }: InputOf<typeof joinCase>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Promise<ResponseOf<typeof joinCase>> {
    const joined = await this.joins.execute(body, principal, idempotencyKey)
    if (!joined.ok) throw new Refused(joined.refusal)
    return joined.value
  }
}
