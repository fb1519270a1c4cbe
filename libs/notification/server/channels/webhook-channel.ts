import { createHmac } from 'node:crypto'
import { instant, isoOf, type Clock } from '@tongban/kernel/core'
import type { WebhookSettings } from '@tongban/platform/server'
import { DeliveryChannel, type Outgoing } from './delivery-channel.js'
import { checkStatus, httpRequest } from './http-request.js'

/**
 * Tells another system: POST, JSON. `X-Tongban-Signature: t=<epoch ms>,v1=<hex>`, an HMAC-SHA-256 over `timestamp.body`; `X-Tongban-Delivery` stays the same
 * through all tries. Follows no redirect, and goes to no address inside the house unless the installation allows it.
 */
export class WebhookChannel extends DeliveryChannel {
  override readonly channel = 'webhook'
  override readonly description: string

  constructor(
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {
    super()
    this.description = `the webhook is told at ${new URL(settings.url).host}`
  }

  override async send({ id, title, text, link, eventType, at }: Outgoing): Promise<string> {
    const body = JSON.stringify({ id, event: eventType, at: isoOf(instant(at)), title, text, link })
    const timestamp = String(this.clock.now())
    const signature = createHmac('sha256', this.settings.secret).update(`${timestamp}.${body}`).digest('hex')
    const answer = await httpRequest({
      url: this.settings.url, method: 'POST', body, allowPrivate: this.settings.allowPrivate,
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-tongban-delivery': id, 'x-tongban-signature': `t=${timestamp},v1=${signature}` },
    })
    checkStatus(answer)
    return `answered ${answer.status}`
  }
}
