import type { Audience, NotificationChannel, NotificationRule } from '../contract/index.js'
import type { Notice } from './notice.js'

/** One way to tell somebody, with what the matrix says of it. */
export type ChannelPlan = { readonly channel: NotificationChannel; readonly mayWait: boolean; readonly digest: boolean }

const RULERS: readonly Audience[] = ['dispatchers', 'reviewers', 'supervisors']
const RULED_EVENTS: readonly string[] = ['request.asked.v1', 'request.endorsed.v1']

const inInbox = (event: NotificationRule['event'], audience: Audience): NotificationRule => ({ event, audience, when: 'always', channels: ['in_app'], mayWait: false, digest: false })

/**
 * What no matrix takes away, nor one that was stored before there were such cells: whom a rung names, whom an order is addressed to, who waits for its
 * answer and who is called find it in their inbox; who is on duty is woken by the rung of an emergency.
 */
const ALWAYS: readonly NotificationRule[] = [
  inInbox('clock.rung_reached.v1', 'targets'), inInbox('supervision.order_issued.v1', 'unit_leads'), inInbox('incident.contact_called.v1', 'named'),
  inInbox('supervision.order_replied.v1', 'issuer'), inInbox('supervision.order_overdue.v1', 'issuer'), inInbox('supervision.order_released.v1', 'issuer'),
  { event: 'clock.rung_reached.v1', audience: 'duty', when: 'emergency', channels: ['in_app', 'sms'], mayWait: false, digest: false },
]

/** The cells of the matrix that speak of this notice. Of those who rule, only those who rule on this kind; before the unit's lead has agreed, none. */
export function rulesFor(notice: Notice, rules: readonly NotificationRule[]): readonly NotificationRule[] {
  return [...rules, ...ALWAYS].filter(({ event, when, audience }) => {
    if (event !== notice.event || (when === 'emergency' && !notice.urgent)) return false
    if (notice.audiences !== undefined && !notice.audiences.includes(audience)) return false
    return !RULED_EVENTS.includes(event) || !RULERS.includes(audience) || notice.ruledBy === audience
  })
}

/** How somebody whom several cells name is told: each way once, the least patient cell decides; an emergency has no patience at all. */
export function channelPlans(notice: Pick<Notice, 'urgent'>, rules: readonly NotificationRule[]): readonly ChannelPlan[] {
  const plans = new Map<NotificationChannel, ChannelPlan>()
  for (const rule of rules) {
    for (const channel of rule.channels) {
      const known = plans.get(channel)
      plans.set(channel, {
        channel,
        mayWait: !notice.urgent && rule.mayWait && (known?.mayWait ?? true),
        digest: !notice.urgent && rule.digest && (known?.digest ?? true),
      })
    }
  }
  return [...plans.values()]
}
