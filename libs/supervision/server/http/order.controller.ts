import { Controller, Header, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { countOrders, listOrders, listPublicOrders, readCaseOrders, readOrder, type OrderCounts, type OrderView } from '../../contract/index.js'
import { OrderListReadModel } from '../persistence/order-list.read-model.js'
import { OrderStore } from '../persistence/order.store.js'
import { OrderViewMapper } from './order-view.mapper.js'

/** What people read of orders. */
@Controller()
export class OrderController {
  constructor(
    @Inject(OrderListReadModel) private readonly orders: OrderListReadModel,
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrderViewMapper) private readonly views: OrderViewMapper,
  ) {}

  @HttpEndpoint(listOrders)
  async list(@Input() { query }: InputOf<typeof listOrders>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof listOrders>> {
    const { limit, cursor, ...filters } = query
    const { items, nextCursor } = await this.orders.list(principal, filters, { limit, cursor })
    return { items: items.map((item) => this.views.listItem(item)), nextCursor }
  }

  @HttpEndpoint(countOrders)
  counts(@Input() { query }: InputOf<typeof countOrders>, @Caller() { principal }: RequestContext<Principal>): Promise<OrderCounts> {
    return this.orders.counts(principal, query)
  }

  @HttpEndpoint(readOrder)
  async read(@Input() { params }: InputOf<typeof readOrder>, @Caller() { principal }: RequestContext<Principal>): Promise<OrderView> {
    const found = await this.orders.one(principal, params.orderId)
    if (found === null) throw new Refused({ code: 'ORDER_NOT_FOUND', params: {} })
    const [events, cases] = await Promise.all([this.store.eventsOf(params.orderId), this.cases.visibleAmong(principal, found.order.caseIds)])
    return this.views.detail({ found, events, cases }, principal)
  }

  /** Only for who sees the case; of its orders those the person sees. */
  @HttpEndpoint(readCaseOrders)
  async ofCase(@Input() { params }: InputOf<typeof readCaseOrders>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof readCaseOrders>> {
    if ((await this.cases.visibleTo(principal, params.caseId)) === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    return { items: (await this.orders.ofCase(principal, params.caseId)).map((item) => this.views.listItem(item)) }
  }

  @HttpEndpoint(listPublicOrders)
  @Header('cache-control', 'public, max-age=60')
  async published(@Input() _input: InputOf<typeof listPublicOrders>): Promise<ResponseOf<typeof listPublicOrders>> {
    return { items: (await this.orders.published()).map((order) => this.views.publicOrder(order)) }
  }
}
