import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { refuse, type Result } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { acceptProposal, readCatalogueProposals, rejectProposal, type Proposal } from '../../contract/catalogue-proposal.schema.js'
import { DecideProposal } from './decide-proposal.use-case.js'
import { ProposalStore } from './proposal.store.js'
import { ProposalViews } from './proposal-views.js'

@Controller()
export class ProposalController {
  constructor(
    @Inject(ProposalStore) private readonly store: ProposalStore,
    @Inject(ProposalViews) private readonly views: ProposalViews,
    @Inject(DecideProposal) private readonly decide: DecideProposal,
  ) {}

  @HttpEndpoint(readCatalogueProposals)
  async list(
    @Input() { query }: InputOf<typeof readCatalogueProposals>,
    @Caller() { principal }: RequestContext<Principal>,
  ): Promise<z.output<(typeof readCatalogueProposals)['response']>> {
    const { items, nextCursor } = await this.store.list(query)
    return { items: await this.views.of(items, principal), nextCursor }
  }

  @HttpEndpoint(acceptProposal)
  async accept(@Input() { params, body }: InputOf<typeof acceptProposal>, @Caller() { principal }: RequestContext<Principal>): Promise<Proposal> {
    return this.one(given(await this.decide.accept(params.proposalId, body, principal)), principal)
  }

  @HttpEndpoint(rejectProposal)
  async reject(@Input() { params, body }: InputOf<typeof rejectProposal>, @Caller() { principal }: RequestContext<Principal>): Promise<Proposal> {
    return this.one(given(await this.decide.reject(params.proposalId, body.reason, principal)), principal)
  }

  private async one(id: string, principal: Principal): Promise<Proposal> {
    const row = await this.store.one(id)
    if (row === null) return given(refuse('PROPOSAL_NOT_FOUND'))
    const [view] = await this.views.of([row], principal)
    if (view === undefined) throw new Error(`Proposal ${id} has no view`)
    return view
  }
}

function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}
