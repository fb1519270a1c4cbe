import { Inject, Injectable } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { CaseListViews, type CaseSnapshot } from '@tongban/case/contract'
import { fillText, refusalText } from '@tongban/kernel/contract'
import { idOf, instant, isoOf, isoOrNull } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { durationText } from '@tongban/worktime/contract'
import {
  ORDER_COMMAND_NAMES, ORDER_KIND_ZH, ORDER_STATE_ZH, ORDER_TRANSITIONS, type OrderAction, type OrderListItem, type OrderReviewers, type OrderView, type PublicOrder,
} from '../../contract/index.js'
import { orderGuard, orderSentence, type Order } from '../../domain/index.js'
import type { ListedOrder } from '../persistence/order-list.read-model.js'
import type { StoredOrderEvent } from '../persistence/order.store.js'

const REVIEWERS_ZH: Record<OrderReviewers, string> = { supervisors: '督办员', leaders: '作出批示的领导', discipline: '纪检监察' }

export type OrderDetail = { readonly found: ListedOrder; readonly events: readonly StoredOrderEvent[]; readonly cases: readonly CaseSnapshot[] }

/** Puts names to codes. Units are in memory; people's names cost one query a page. */
@Injectable()
export class OrderViewMapper {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(CaseListViews) private readonly caseViews: CaseListViews,
  ) {}

  readonly unitName = (unitId: string): string => this.org.unit(idOf(unitId))?.name ?? unitId

  listItem({ order, openCases }: ListedOrder): OrderListItem {
    const county = order.countyCode === null ? null : this.org.division(idOf(order.countyCode))
    return {
      id: order.id, number: order.number, version: order.version, kind: order.kind, kindZh: ORDER_KIND_ZH[order.kind], origin: order.origin, state: order.state, round: order.round,
      title: order.title, unit: this.unit(order.unitId), county: county === null ? null : { id: county.code, name: county.name }, caseCount: order.caseIds.length,
      openCaseCount: openCases, issuedAt: isoOf(order.issuedAt), replyDueAt: isoOf(order.replyDueAt), repliedAt: isoOrNull(order.repliedAt), overdueAt: isoOrNull(order.overdueAt),
      lateRounds: order.lateRounds, releasedAt: isoOrNull(order.released?.at ?? null), isPublished: order.published !== null,
    }
  }

  async detail({ found, events, cases }: OrderDetail, principal: Principal): Promise<OrderView> {
    const { order } = found
    const names = await this.users.namesOf([...new Set(events.map(({ by }) => by))])
    const person = (id: string): string => names.get(id) ?? id
    const actor = (id: string, unitId: string | null): OrderView['issuedBy'] => ({ id, name: person(id), unitName: unitId === null ? null : this.unitName(unitId) })
    return {
      ...this.listItem(found),
      requirement: order.requirement, reviewers: order.reviewers, reviewersZh: REVIEWERS_ZH[order.reviewers], jointUnits: order.jointUnitIds.map((id) => this.unit(id)),
      issuedBy: actor(order.issuedBy, order.issuerUnitId), replyWithinText: durationText(order.replyWithin), rungName: order.clock?.rungName ?? null, sealed: order.sealed,
      publicTitle: order.published?.publicTitle ?? null,
      replies: order.replies.map(({ at, by, ...reply }) => ({ ...reply, at: isoOf(at), by: person(by) })),
      opinions: order.opinions.map(({ unitId, at, by, text }) => ({ unit: this.unit(unitId), at: isoOf(at), by: person(by), text })),
      interviews: order.interviews.map(({ heldAt, recordedAt, by, commitments, ...interview }) => ({
        ...interview, heldAt: isoOf(instant(heldAt)), recordedAt: isoOf(recordedAt), by: person(by), commitments: [...commitments],
      })),
      cases: cases.map((snapshot) => this.caseViews.listItem(snapshot)), hiddenCases: order.caseIds.length - cases.length,
      history: events.map(({ seq, at, event, by, byUnitId }) => ({ seq, at: isoOf(at), type: event.type, ...orderSentence(event, { unit: this.unitName }), actor: actor(by, byUnitId) })),
      allowedActions: this.allowedActions(order, principal),
    }
  }

  publicOrder(order: Order): PublicOrder {
    return {
      number: order.number, publicTitle: order.published?.publicTitle ?? '', unitName: this.unitName(order.unitId), since: isoOf(order.published?.at ?? order.issuedAt), state: order.state,
      stateZh: ORDER_STATE_ZH[order.state],
    }
  }

  /** What this person may do or might do in another state; what is for others entirely is left out. */
  private allowedActions(order: Order, actor: Principal): OrderAction[] {
    return ORDER_COMMAND_NAMES.flatMap((action): OrderAction[] => {
      const refused = orderGuard(action, { order, actor, unitName: this.unitName })
      const { zh } = ORDER_TRANSITIONS[action]
      if (refused === null || refused.ok) return [{ action, zh, enabled: true, code: null, why: null }]
      const { code, params } = refused.refusal
      if (NOT_THEIRS.includes(code)) return []
      return [{ action, zh, enabled: false, code, why: fillText(refusalText(code)?.zh ?? code, params) }]
    })
  }

  private unit(id: string): { id: string; name: string } {
    return { id, name: this.unitName(id) }
  }
}

const NOT_THEIRS: readonly string[] = ['PERMISSION_MISSING', 'ORDER_NOT_ADDRESSED_TO_YOU', 'ORDER_NOT_JOINT_PARTY', 'ORDER_KIND_FORBIDS']
