import type { ReactNode } from 'react'
import { ClockChip, StatusBadge, type Tone } from '@tongban/ui/web'
import type { OrderKind, OrderListItem, OrderState } from '../contract/index.js'
import { useSupervisionText } from './supervision-strings.js'

const STATE_TONES: Record<OrderState, Tone> = { issued: 'warn', signed: 'info', replied: 'info', released: 'good', withdrawn: 'muted' }
const KIND_TONES: Record<OrderKind, Tone> = { urge: 'neutral', routine: 'neutral', listed: 'warn', interview: 'bad', joint: 'bad', instruction: 'info' }

export function OrderStateBadge({ state }: { readonly state: OrderState }): ReactNode {
  const text = useSupervisionText()
  return <StatusBadge tone={STATE_TONES[state]} text={text(`state.${state}`)} />
}

export function OrderKindBadge({ kind }: { readonly kind: OrderKind }): ReactNode {
  const text = useSupervisionText()
  return <StatusBadge tone={KIND_TONES[kind]} text={text(`kind.${kind}`)} />
}

type Marked = Pick<OrderListItem, 'lateRounds' | 'isPublished' | 'openCaseCount' | 'state' | 'round'>

/** What is out of the ordinary about an order. */
export function OrderMarks({ order }: { readonly order: Marked }): ReactNode {
  const text = useSupervisionText()
  const isOpen = order.state !== 'released' && order.state !== 'withdrawn'
  return (
    <>
      {order.round > 1 ? <StatusBadge tone="warn" text={text('order.round', { round: order.round })} /> : null}
      {order.lateRounds > 0 ? <StatusBadge tone="bad" text={text('order.everLate', { count: order.lateRounds })} /> : null}
      {order.isPublished ? <StatusBadge tone="info" text={text('order.published')} /> : null}
      {isOpen && order.openCaseCount === 0 ? <StatusBadge tone="muted" text={text('order.casesEnded')} /> : null}
    </>
  )
}

/** The answer's clock: running while it is owed, stopped once given. Nothing for what was withdrawn. */
export function OrderClock({ order }: { readonly order: Pick<OrderListItem, 'state' | 'replyDueAt' | 'repliedAt'> }): ReactNode {
  if (order.state === 'withdrawn') return null
  return <ClockChip dueAt={order.replyDueAt} doneAt={order.repliedAt} />
}
