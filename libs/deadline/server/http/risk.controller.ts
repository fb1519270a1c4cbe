import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseListViews, CaseLookup } from '@tongban/case/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { Clock, idOf, instant, isoOf, isoOrNull } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, cursorOf, HttpEndpoint, Input, readCursor, type InputOf, type RequestContext } from '@tongban/platform/server'
import { CLOCK_KIND_WORDS, listRisks, urgeCases, type RiskItem } from '../../contract/index.js'
import { RiskReadModel } from '../persistence/risk.read-model.js'
import { riskCountsOf } from '../risk-counts.js'
import { RiskUrges } from '../risk-urges.js'

/** What threatens to go wrong, for whoever has to see to it that it does not. */
@Controller()
export class RiskController {
  constructor(
    @Inject(RiskReadModel) private readonly risks: RiskReadModel,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly views: CaseListViews,
    @Inject(RiskUrges) private readonly urges: RiskUrges,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Three queries on the first page, two on the others. */
  @HttpEndpoint(listRisks)
  async list(@Input() { query }: InputOf<typeof listRisks>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof listRisks>> {
    const filter = { ...query, now: this.clock.now() }
    const after = readCursor(query.cursor)
    const [rows, counted] = await Promise.all([
      this.risks.list(principal.scope, filter, { limit: query.limit + 1, after }),
      after === null ? this.risks.counts(principal.scope, filter) : null,
    ])
    const page = rows.slice(0, query.limit)
    const visible = page.length === 0 ? [] : await this.cases.visibleAmong(principal, [...new Set(page.map((row) => row.case_id))])
    const cases = new Map(visible.map((snapshot) => [snapshot.id, snapshot]))
    const last = page.at(-1)
    const items = page.flatMap((row): RiskItem[] => {
      const snapshot = cases.get(row.case_id)
      if (snapshot === undefined) return []
      return [{
        clockId: row.id, kind: row.kind, kindZh: CLOCK_KIND_WORDS[row.kind], risk: row.risk, dueAt: isoOf(instant(row.due_at)),
        warnAt: isoOrNull(row.warn_at === null ? null : instant(row.warn_at)), serviceClass: row.service_class,
        unit: row.unit_id === null ? null : { id: row.unit_id, name: this.org.unit(idOf(row.unit_id))?.name ?? row.unit_id }, case: this.views.listItem(snapshot),
      }]
    })
    return {
      items, nextCursor: rows.length > query.limit && last !== undefined ? cursorOf(instant(last.due_at), last.id) : null,
      counts: counted === null ? null : riskCountsOf(counted.rows, counted.isExact, query, this.org),
    }
  }

  @HttpEndpoint(urgeCases)
  async urge(@Input() { body }: InputOf<typeof urgeCases>, @Caller() context: RequestContext<Principal>): Promise<ResponseOf<typeof urgeCases>> {
    return { items: await this.urges.urge(body, context) }
  }
}
