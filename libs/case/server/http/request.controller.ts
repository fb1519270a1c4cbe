import { Controller, Inject } from '@nestjs/common'
import { may, type Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { REQUEST_KIND_ZH, REQUEST_STATUS_ZH } from '../../contract/procedures.js'
import { REQUEST_TAB_PERMISSIONS, readRequests, readShelvingLedger } from '../../contract/request-endpoints.js'
import { requestSummary } from '../../contract/request-summary.js'
import type { RequestQueueItem, ShelvingLedgerItem } from '../../contract/request-views.js'
import { RequestQueueReadModel, type RequestQueueRow } from '../persistence/request-queue.read-model.js'
import { ShelvingLedgerReadModel, type ShelvingLedgerRow } from '../persistence/shelving-ledger.read-model.js'
import { momentZh } from './case-view.mapper.js'

const iso = (epochMs: number): string => isoOf(instant(epochMs))
const isoOrNone = (epochMs: number | null): string | null => (epochMs === null ? null : iso(epochMs))

/** The queues across cases: requests to rule on, to endorse, of one's own unit; and the shelving ledger. */
@Controller()
export class RequestController {
  constructor(
    @Inject(RequestQueueReadModel) private readonly queue: RequestQueueReadModel,
    @Inject(ShelvingLedgerReadModel) private readonly ledger: ShelvingLedgerReadModel,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  @HttpEndpoint(readRequests)
  async requests(@Input() { query }: InputOf<typeof readRequests>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof readRequests>> {
    const permission = REQUEST_TAB_PERMISSIONS[query.tab]
    if (!may(principal, permission)) throw new Refused({ code: 'PERMISSION_MISSING', params: { permission } })
    const { rows, nextCursor, names } = await this.queue.read(principal, query)
    return { items: rows.map((row) => this.queueItem(row, names)), nextCursor }
  }

  @HttpEndpoint(readShelvingLedger)
  async shelvings(@Input() { query }: InputOf<typeof readShelvingLedger>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof readShelvingLedger>> {
    const { rows, nextCursor } = await this.ledger.read(principal, query)
    return { items: rows.map((row) => this.ledgerItem(row)), nextCursor }
  }

  private readonly unitName = (unitId: string): string => this.org.unit(idOf(unitId))?.name ?? unitId

  private queueItem(row: RequestQueueRow, names: ReadonlyMap<string, string>): RequestQueueItem {
    return {
      id: row.id, kind: row.kind, kindZh: REQUEST_KIND_ZH[row.kind], status: row.status, statusZh: REQUEST_STATUS_ZH[row.status],
      unit: { id: row.unit_id, name: this.unitName(row.unit_id) }, reason: row.reason, summary: requestSummary(row.details, { unit: this.unitName, moment: momentZh }),
      askedAt: iso(row.asked_at), askedBy: names.get(row.asked_by) ?? '系统', rulingDueAt: isoOrNone(row.ruling_due_at), ruledAt: isoOrNone(row.ruled_at), ruling: row.ruling,
      case: {
        id: row.case_id, number: row.number, title: row.title, version: row.version, status: row.case_status, round: row.round, placeText: row.place_text,
        urgency: row.urgency, promiseDueAt: isoOrNone(row.promise_due_at),
      },
    }
  }

  private ledgerItem(row: ShelvingLedgerRow): ShelvingLedgerItem {
    const county = row.county_code === null ? null : this.org.division(idOf(row.county_code))
    return {
      id: row.id, case: { id: row.case_id, number: row.number, title: row.title, version: row.version, status: row.case_status },
      unit: row.unit_id === null ? null : { id: row.unit_id, name: this.unitName(row.unit_id) }, county: county === null ? null : { id: county.code, name: county.name },
      reason: row.reason, leader: row.leader, publicNote: row.public_note, since: iso(row.since_at), until: iso(row.until_at), nextReviewAt: iso(row.next_review_at),
      endedAt: isoOrNone(row.ended_at),
      milestones: (row.shelving?.milestones ?? []).map((item) => ({ at: iso(item.at), text: item.text, doneAt: isoOrNone(item.doneAt), note: item.note })),
    }
  }
}
