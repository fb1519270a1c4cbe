import type { NotificationChannel } from '../../contract/index.js'

/** What leaves: `id` is the same however often it is tried, so that a provider that knows it sends it once. */
export type Outgoing = {
  readonly id: string
  readonly address: string
  readonly title: string
  readonly text: string
  readonly link: string | null
  readonly eventType: string
  /** Epoch ms of the event. */
  readonly at: number
}

/** It did not get out. `permanent`: trying again would change nothing. `message` names no address and no secret. */
export class ChannelFailure extends Error {
  constructor(
    message: string,
    readonly options: { readonly permanent?: boolean; readonly retryAfterMs?: number | null; /** It is this one message, not the channel that is broken. */ readonly ofMessage?: boolean } = {},
  ) {
    super(message)
    this.name = 'ChannelFailure'
  }
}

/** One way out of the house. `send` gives what the provider answered (no personal data), or throws a ChannelFailure; it ends within `limitMs`. */
export abstract class DeliveryChannel {
  abstract readonly channel: Exclude<NotificationChannel, 'in_app'>
  /** What stands behind it, in a sentence for whoever runs the installation. No secret. */
  abstract readonly description: string
  abstract send(message: Outgoing): Promise<string>
}

/** Every answer is waited for so long. */
export const SEND_LIMIT_MS = 10_000
