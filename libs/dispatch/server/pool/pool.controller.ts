import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { Caller, HttpEndpoint, Input, Refused, cursorOf, readCursor, type InputOf, type RequestContext } from '@tongban/platform/server'
import {
  MOST_IN_A_BATCH, claimNext, claimPoolCase, countPool, readBenchSettings, readLikeCases, readPool, readPoolSuggestion, releaseClaim, renewClaim, writeBenchSettings, type BenchSettingsView,
} from '../../contract/pool-endpoints.js'
import { BenchSettings } from './bench-settings.use-case.js'
import { ClaimEdge } from './claim-edge.js'
import { ExplainPoolCase } from './explain-pool-case.use-case.js'
import { HoldCase } from './hold-case.use-case.js'
import { PoolReadModel } from './pool.read-model.js'
import { PoolViews } from './pool-views.js'

type Asked = RequestContext<Principal>

/** The dispatcher's bench: the pool, who is at what, and what the system thinks. */
@Controller()
export class PoolController {
  constructor(
    @Inject(PoolReadModel) private readonly model: PoolReadModel,
    @Inject(PoolViews) private readonly views: PoolViews,
    @Inject(HoldCase) private readonly hold: HoldCase,
    @Inject(ExplainPoolCase) private readonly explain: ExplainPoolCase,
    @Inject(BenchSettings) private readonly settings: BenchSettings,
    @Inject(ClaimEdge) private readonly edge: ClaimEdge,
  ) {}

  /** Two queries: the lines with their claims, and their cases. The suggestion is made anew, so that it follows the catalogue as it is now. */
  @HttpEndpoint(readPool)
  async pool(@Input() { query: { limit, cursor, ...filters } }: InputOf<typeof readPool>, @Caller() { principal }: Asked): Promise<ResponseOf<typeof readPool>> {
    const found = await this.model.page(principal, filters, { after: readCursor(cursor), limit: limit + 1, at: this.edge.clock.now() })
    const last = found[limit - 1]
    return {
      items: await this.views.items(found.slice(0, limit), principal),
      nextCursor: found.length > limit && last ? cursorOf(last.dueAt, last.caseId) : null,
    }
  }

  @HttpEndpoint(countPool)
  async counts(@Caller() { principal }: Asked): Promise<ResponseOf<typeof countPool>> {
    return this.views.counts(await this.model.totals(principal, this.edge.clock.now()))
  }

  @HttpEndpoint(claimNext)
  async next(@Input() { body: { skipCaseIds, ...filters } }: InputOf<typeof claimNext>, @Caller() caller: Asked): Promise<ResponseOf<typeof claimNext>> {
    const claim = await this.hold.next(caller, filters, skipCaseIds)
    if (claim === null) return { item: null }
    const lines = await this.model.lines(caller.principal, [claim.caseId], this.edge.clock.now())
    return { item: (await this.views.items(lines, caller.principal))[0] ?? null }
  }

  @HttpEndpoint(claimPoolCase)
  async claim(@Input() { params, body }: InputOf<typeof claimPoolCase>, @Caller() caller: Asked): Promise<ResponseOf<typeof claimPoolCase>> {
    const taken = await this.hold.take(caller, params.caseId, body.takeOverReason)
    if (!taken.ok) throw new Refused(taken.refusal)
    return this.views.claim(taken.value, caller.principal)
  }

  @HttpEndpoint(renewClaim)
  async renew(@Input() { params }: InputOf<typeof renewClaim>, @Caller() caller: Asked): Promise<ResponseOf<typeof renewClaim>> {
    const { held, claim } = await this.hold.renew(caller, params.caseId)
    return { held, claim: claim === null ? null : await this.views.claim(claim, caller.principal) }
  }

  @HttpEndpoint(releaseClaim)
  async release(@Input() { params }: InputOf<typeof releaseClaim>, @Caller() caller: Asked): Promise<ResponseOf<typeof releaseClaim>> {
    return { released: await this.hold.letGo(caller, params.caseId) }
  }

  @HttpEndpoint(readPoolSuggestion)
  async suggestion(@Input() { params, query }: InputOf<typeof readPoolSuggestion>, @Caller() { principal }: Asked): Promise<ResponseOf<typeof readPoolSuggestion>> {
    const explained = await this.explain.of(principal, params.caseId, query)
    if (!explained.ok) throw new Refused(explained.refusal)
    return explained.value
  }

  @HttpEndpoint(readLikeCases)
  async like(@Input() { params }: InputOf<typeof readLikeCases>, @Caller() { principal }: Asked): Promise<ResponseOf<typeof readLikeCases>> {
    const about = await this.explain.likenessOf(principal, params.caseId)
    if (about === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    const lines = await this.model.like(principal, about, this.edge.clock.now(), MOST_IN_A_BATCH - 1)
    return { items: await this.views.likes(lines, principal) }
  }

  @HttpEndpoint(readBenchSettings)
  readSettings(): Promise<BenchSettingsView> {
    return this.settings.read()
  }

  @HttpEndpoint(writeBenchSettings)
  async writeSettings(@Input() { body }: InputOf<typeof writeBenchSettings>, @Caller() { principal }: Asked): Promise<BenchSettingsView> {
    const { claimLeaseSeconds, reason, version: seen } = body
    const written = await this.settings.write({ seen, claimLeaseSeconds, reason }, principal)
    if (!written.ok) throw new Refused(written.refusal)
    return this.settings.read()
  }
}
