import { assertNever, instant } from '@tongban/kernel/core'
import { durationText, momentText } from '@tongban/worktime/contract'
import { ORDER_KIND_ZH, type OrderEvent, type OrderKind, type OrderOutgoing, type OrderOutgoingType } from '../contract/index.js'

type Names = { readonly unit: (unitId: string) => string }
export type OrderSentence = { readonly sentence: string; readonly detail: string | null }

const said = (sentence: string, detail: string | null = null): OrderSentence => ({ sentence, detail: detail === '' ? null : detail })

/** What happened to an order as a person reads it on its page. */
export function orderSentence(event: OrderEvent, names: Names): OrderSentence {
  switch (event.type) {
    case 'supervision.order_issued.v1': {
      const { kind, unitId, jointUnitIds, replyWithin, replyDueAt, requirement } = event.data
      const joint = jointUnitIds.length === 0 ? '' : `，会同${jointUnitIds.map(names.unit).join('、')}`
      return said(`${ORDER_KIND_ZH[kind]}：转${names.unit(unitId)}办理${joint}，限${durationText(replyWithin)}内（${momentText(instant(replyDueAt))}前）反馈`, requirement)
    }
    case 'supervision.order_signed.v1':
      return said('已签收')
    case 'supervision.order_replied.v1':
      return said(`${event.data.round > 1 ? `第 ${event.data.round} 次` : ''}反馈${event.data.late ? '（超期）' : ''}`, event.data.text)
    case 'supervision.order_sent_back.v1':
      return said(`退回重新反馈，限${momentText(instant(event.data.replyDueAt))}前`, event.data.remarks)
    case 'supervision.order_released.v1':
      return said('审核通过，解除督办', event.data.remarks)
    case 'supervision.order_withdrawn.v1':
      return said('撤回督办单', event.data.reason)
    case 'supervision.order_overdue.v1':
      return said('超期未反馈')
    case 'supervision.order_published.v1':
      return said('挂牌公开', event.data.publicTitle)
    case 'supervision.order_unpublished.v1':
      return said('撤下公开', event.data.reason)
    case 'supervision.opinion_added.v1':
      return said(`${names.unit(event.data.unitId)}提出联合督办意见`, event.data.text)
    case 'supervision.interview_recorded.v1':
      return said(`登记约谈（${momentText(instant(event.data.heldAt))}）`, event.data.minutes)
    case 'supervision.order_reached_again.v1':
      return said(`又到“${event.data.rungName}”，本单未办结，不另行下发`)
    case 'supervision.units_recused.v1':
      return said('所涉工单认定了回避单位')
    default:
      return assertNever(event)
  }
}

/** How an order is called where its kind and number are all there is to say. */
export const orderName = (kind: OrderKind, number: string): string => `${ORDER_KIND_ZH[kind]}${kind === 'instruction' ? '' : '单'} ${number}`

/** What a case's own timeline says of its order; null where it says nothing. Nobody's words: the order's page has them. */
export function noteOnCase(type: OrderOutgoingType, order: OrderOutgoing, names: Names): string | null {
  const name = orderName(order.kind, order.number)
  switch (type) {
    case 'supervision.order_issued.v1':
      return `下发${name}，由${names.unit(order.unitId)}在 ${momentText(instant(order.replyDueAt))} 前反馈`
    case 'supervision.order_replied.v1':
      return `${names.unit(order.unitId)}反馈${name}${order.late === true ? '（超期）' : ''}`
    case 'supervision.order_sent_back.v1':
      return `${name}的反馈被退回，须在 ${momentText(instant(order.replyDueAt))} 前重新反馈`
    case 'supervision.order_released.v1':
      return `${name}已解除`
    case 'supervision.order_withdrawn.v1':
      return `${name}已撤回`
    case 'supervision.order_overdue.v1':
      return `${name}超期未反馈`
    case 'supervision.interview_recorded.v1':
      return `${name}已约谈`
    case 'supervision.order_signed.v1':
    case 'supervision.order_published.v1':
    case 'supervision.order_unpublished.v1':
    case 'supervision.opinion_added.v1':
      return null
    default:
      return assertNever(type)
  }
}
