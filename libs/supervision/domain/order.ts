import type { Instant } from '@tongban/kernel/core'
import type { Duration } from '@tongban/worktime/contract'
import { OPEN_ORDER_STATES, OWING_ORDER_STATES, type OrderEventData, type OrderKind, type OrderOrigin, type OrderReviewers, type OrderState } from '../contract/index.js'

export type OrderReply = { readonly round: number; readonly at: Instant; readonly by: string; readonly text: string; readonly measures: string; readonly plannedFinish: string | null; readonly late: boolean }
export type OrderOpinion = { readonly unitId: string; readonly at: Instant; readonly by: string; readonly text: string }
export type OrderInterview = OrderEventData<'supervision.interview_recorded.v1'> & { readonly recordedAt: Instant; readonly by: string }

/** A supervision order 督办单 as its events made it. Plain data: what the store keeps. */
export type Order = {
  readonly id: string
  /** How many events made it: the version a caller has seen. */
  readonly version: number
  /** The version after the last act of a person: what came since (a deadline that ran out) makes nobody's page stale. */
  readonly actVersion: number
  readonly number: string
  readonly kind: OrderKind
  readonly origin: OrderOrigin
  readonly reviewers: OrderReviewers
  readonly state: OrderState
  /** From 1; one more each time the answer is sent back. */
  readonly round: number
  readonly title: string
  readonly requirement: string
  readonly unitId: string
  readonly jointUnitIds: readonly string[]
  readonly countyCode: string | null
  readonly caseIds: readonly string[]
  readonly sealed: boolean
  readonly recusedUnitIds: readonly string[]
  readonly replyWithin: Duration
  readonly replyDueAt: Instant
  readonly calendarCode: string
  readonly calendarVersion: number
  readonly issuedAt: Instant
  readonly issuedBy: string
  readonly issuerUnitId: string | null
  readonly clock: OrderEventData<'supervision.order_issued.v1'>['clock']
  /** Rungs that would have issued an order of this kind again while this one was open. */
  readonly reachedAgain?: readonly OrderEventData<'supervision.order_reached_again.v1'>[]
  /** The present round ran out unanswered: since when. A fact, whatever comes later in the round. */
  readonly overdueAt: Instant | null
  /** Rounds that ran out. */
  readonly lateRounds: number
  readonly signedAt: Instant | null
  readonly repliedAt: Instant | null
  readonly firstRepliedAt: Instant | null
  readonly replies: readonly OrderReply[]
  readonly sentBack: readonly { readonly round: number; readonly at: Instant; readonly by: string; readonly remarks: string }[]
  readonly opinions: readonly OrderOpinion[]
  readonly interviews: readonly OrderInterview[]
  readonly published: { readonly at: Instant; readonly publicTitle: string } | null
  readonly released: { readonly at: Instant; readonly by: string; readonly remarks: string } | null
  readonly withdrawn: { readonly at: Instant; readonly by: string; readonly reason: string } | null
}

export const isOpenOrder = (order: Order): boolean => OPEN_ORDER_STATES.includes(order.state)
/** Made by the ladder and by nobody: what the system has issued it may take back when its ground falls away. */
export const isLadderMade = (order: Order): boolean => order.origin === 'ladder' && order.issuerUnitId === null
export const owesReply = (order: Order): boolean => OWING_ORDER_STATES.includes(order.state)

/** When the deadline has something to tell; null while nothing is owed, and once it has been told. */
export const orderFiresAt = (order: Order): Instant | null => (owesReply(order) && order.overdueAt === null ? order.replyDueAt : null)
