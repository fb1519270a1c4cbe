import { Inject, Injectable } from '@nestjs/common'
import type { CaseSnapshot } from '@tongban/case/contract'
import { Clock, IdGen, ok, type Instant, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { WorkCalendars } from '@tongban/worktime/contract'
import { decideIssue, evolveOrder, issuedEvent, type Order, type OrderDraft, type SupervisedCase } from '../../domain/index.js'
import { OrderNumbers } from '../persistence/order-numbers.store.js'
import type { NewOrder } from '../persistence/order.store.js'
import type { NewOrderEvent } from '../persistence/order-row.mapper.js'
import { replyLimits, unstoppableLimits } from '../reply-limits.js'

const LEFT: readonly string[] = ['returned', 'recalled', 'superseded']

/** What an order needs to know of a case. */
export function supervisedCase({ id, number, countyCode, sealed, subjectUnitIds, assignments }: CaseSnapshot): SupervisedCase {
  const lead = assignments.findLast(({ role, status }) => role === 'lead' && !LEFT.includes(status))
  return { id, number, countyCode, sealed, subjectUnitIds, leadUnitId: lead?.unitId ?? null }
}

export type IssueIdentity = { readonly by: string; readonly byUnitId: string | null; /** Of one order of the draft, by its unit. */ readonly keyOf: (unitId: string) => string | null; readonly hash: string | null }

/** Turns a draft into orders that may be stored: decided, numbered, with their first event. */
@Injectable()
export class OrderBuilder {
  constructor(
    @Inject(OrderNumbers) private readonly numbers: OrderNumbers,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async build(draft: OrderDraft, { by, byUnitId, keyOf, hash }: IssueIdentity): Promise<Result<NewOrder[]>> {
    const at = this.clock.now()
    const decided = decideIssue(draft, { org: this.org, at, limit: (draft.issuerUnitId === null ? unstoppableLimits : replyLimits)(this.calendars) })
    if (!decided.ok) return decided
    const numbers = await this.numbers.take(at, decided.value.length)
    const caseNumbers = new Map(draft.cases.map((item) => [item.id, item.number]))
    return ok(
      decided.value.map(({ unit, data }, index) => {
        const event = issuedEvent(data, numbers[index] ?? '')
        const order = evolveOrder(null, this.ids.next(), { event, at, by })
        return {
          order, events: [{ seq: 1, event, at, by, byUnitId }], cases: order.caseIds.map((id) => ({ id, number: caseNumbers.get(id) ?? '' })), issueKey: keyOf(unit.id), issueHash: hash,
        }
      }),
    )
  }
}

/** The events of a decision with their moments and numbers, and the order they make. */
export function applied(
  order: Order, events: readonly NewOrderEvent['event'][], { at, by, byUnitId }: { at: Instant; by: string; byUnitId: string | null },
): { after: Order; events: NewOrderEvent[] } {
  const recorded: NewOrderEvent[] = events.map((event, index) => {
    // What a deadline owed is the system's, whoever's command came first after it.
    const isOwed = event.at !== undefined
    return { seq: order.version + 1 + index, event, at: (event.at ?? at) as Instant, by: isOwed ? 'system' : by, byUnitId: isOwed ? null : byUnitId }
  })
  return { after: recorded.reduce<Order>((state, item) => evolveOrder(state, order.id, item), order), events: recorded }
}
