import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { isoOf, type Result } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import {
  addOrderOpinion, issueOrders, ORDER_KIND_ZH, publishOrder, recordInterview, releaseOrder, replyToOrder, sendBackOrder, signOrder, unpublishOrder, withdrawOrder, writeInstruction,
  type OrderCommandBody, type OrderCommandName,
} from '../../contract/index.js'
import type { Order } from '../../domain/index.js'
import { ActOnOrder } from '../use-cases/act-on-order.use-case.js'
import { IssueOrders } from '../use-cases/issue-orders.use-case.js'
import { OrderViewMapper } from './order-view.mapper.js'

type Done = ResponseOf<typeof signOrder>
type Who = RequestContext<Principal>

/** What people do with orders. */
@Controller()
export class OrderCommandController {
  constructor(
    @Inject(IssueOrders) private readonly issues: IssueOrders,
    @Inject(ActOnOrder) private readonly acts: ActOnOrder,
    @Inject(OrderViewMapper) private readonly views: OrderViewMapper,
  ) {}

  @HttpEndpoint(issueOrders)
  async issue(@Input() { body }: InputOf<typeof issueOrders>, @Caller() { principal, idempotencyKey }: Who): Promise<ResponseOf<typeof issueOrders>> {
    if (body.kind === 'instruction') throw new Refused({ code: 'ORDER_KIND_NOT_ISSUED', params: {} })
    return this.issued(await this.issues.byPerson({ ...body, origin: 'person' }, principal, issueOrders.name, idempotencyKey))
  }

  @HttpEndpoint(writeInstruction)
  async instruct(@Input() { body: { text, ...body } }: InputOf<typeof writeInstruction>, @Caller() { principal, idempotencyKey }: Who): Promise<ResponseOf<typeof writeInstruction>> {
    const draft = { ...body, kind: 'instruction', origin: 'instruction', requirement: text, title: `${ORDER_KIND_ZH.instruction}：${[...text].slice(0, 40).join('')}` } as const
    return this.issued(await this.issues.byPerson(draft, principal, writeInstruction.name, idempotencyKey))
  }

  @HttpEndpoint(signOrder)
  sign(@Input() input: InputOf<typeof signOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('sign', input, who)
  }

  @HttpEndpoint(replyToOrder)
  reply(@Input() input: InputOf<typeof replyToOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('reply', input, who)
  }

  @HttpEndpoint(sendBackOrder)
  sendBack(@Input() input: InputOf<typeof sendBackOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('send_back', input, who)
  }

  @HttpEndpoint(releaseOrder)
  release(@Input() input: InputOf<typeof releaseOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('release', input, who)
  }

  @HttpEndpoint(withdrawOrder)
  withdraw(@Input() input: InputOf<typeof withdrawOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('withdraw', input, who)
  }

  @HttpEndpoint(publishOrder)
  publish(@Input() input: InputOf<typeof publishOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('publish', input, who)
  }

  @HttpEndpoint(unpublishOrder)
  unpublish(@Input() input: InputOf<typeof unpublishOrder>, @Caller() who: Who): Promise<Done> {
    return this.act('unpublish', input, who)
  }

  @HttpEndpoint(addOrderOpinion)
  addOpinion(@Input() input: InputOf<typeof addOrderOpinion>, @Caller() who: Who): Promise<Done> {
    return this.act('add_opinion', input, who)
  }

  @HttpEndpoint(recordInterview)
  recordInterview(@Input() input: InputOf<typeof recordInterview>, @Caller() who: Who): Promise<Done> {
    return this.act('record_interview', input, who)
  }

  private async act<N extends OrderCommandName>(
    name: N, { params, body }: { readonly params: { readonly orderId: string }; readonly body: OrderCommandBody<N> }, { principal, idempotencyKey }: Who,
  ): Promise<Done> {
    const result = await this.acts.execute(name, params.orderId, body, principal, idempotencyKey)
    if (!result.ok) throw new Refused(result.refusal)
    const { id, number, version, state, round } = result.value
    return { orderId: id, number, version, state, round }
  }

  private issued(result: Result<Order[]>): ResponseOf<typeof issueOrders> {
    if (!result.ok) throw new Refused(result.refusal)
    return {
      orders: result.value.map(({ id, number, unitId, caseIds, replyDueAt }) => ({
        orderId: id, number, unit: { id: unitId, name: this.views.unitName(unitId) }, caseCount: caseIds.length, replyDueAt: isoOf(replyDueAt),
      })),
    }
  }
}
