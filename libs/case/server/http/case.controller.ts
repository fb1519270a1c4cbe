import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, cursorOf, readCursor, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { listCases, readCase, readInbox, readReviewQueue } from '../../contract/case-endpoints.js'
import type { casePageSchema, CaseView, inboxPageSchema } from '../../contract/views.js'
import { CaseDetailReadModel } from '../persistence/case-detail.read-model.js'
import { CaseListReadModel } from '../persistence/case-list.read-model.js'
import { InboxReadModel } from '../persistence/inbox.read-model.js'
import { CaseViewMapper } from './case-view.mapper.js'

@Controller()
export class CaseController {
  constructor(
    @Inject(CaseListReadModel) private readonly lists: CaseListReadModel,
    @Inject(CaseDetailReadModel) private readonly details: CaseDetailReadModel,
    @Inject(InboxReadModel) private readonly inboxes: InboxReadModel,
    @Inject(CaseViewMapper) private readonly views: CaseViewMapper,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(listCases)
  async list(@Input() { query }: InputOf<typeof listCases>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<typeof casePageSchema>> {
    const { items, nextCursor } = await this.lists.list(principal, query)
    return { items: items.map((item) => this.views.listItem(item)), nextCursor }
  }

  @HttpEndpoint(readCase)
  async read(@Input() { params }: InputOf<typeof readCase>, @Caller() { principal }: RequestContext<Principal>): Promise<CaseView> {
    const detail = await this.details.read(principal, params.caseId)
    if (detail === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    if (detail.state.sealed) await this.record(detail.state, principal)
    return this.views.detail(detail, principal)
  }

  /** Every look at a sealed case stands in the ledger, before it is shown; without the entry it is not. */
  private record({ id, number, version }: { readonly id: string; readonly number: string; readonly version: number }, { userId, unitId }: Principal): Promise<void> {
    return this.audit.record({
      at: this.clock.now(), actorId: userId, actorUnitId: unitId, action: 'case.read_sealed', subjectType: 'case', subjectId: id, outcome: 'done', detail: { number, version },
    })
  }

  @HttpEndpoint(readInbox)
  async inbox(@Input() { query }: InputOf<typeof readInbox>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<typeof inboxPageSchema>> {
    const { items, nextCursor, counts } = await this.inboxes.read(principal, query)
    return {
      items: items.map(({ state, assignmentId }) => this.views.inboxItem(state, assignmentId, principal)).filter((item) => item !== null),
      nextCursor,
      counts,
    }
  }

  @HttpEndpoint(readReviewQueue)
  async reviewQueue(@Input() { query }: InputOf<typeof readReviewQueue>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<typeof casePageSchema>> {
    const after = readCursor(query.cursor)
    const found = await this.lists.waiting(principal, ['awaiting_review'], { limit: query.limit + 1, after: after ? { since: after.at, id: after.id } : null })
    const last = found[query.limit - 1]
    return {
      items: found.slice(0, query.limit).map((item) => this.views.listItem(item)),
      nextCursor: found.length > query.limit && last ? cursorOf(last.statusSince, last.id) : null,
    }
  }
}

