import { createHmac } from 'node:crypto'
import type { Clock } from '@tongban/kernel/core'
import type { SmsSettings } from '@tongban/platform/server'
import { ChannelFailure, DeliveryChannel, type Outgoing } from './delivery-channel.js'
import { checkStatus, httpRequest } from './http-request.js'

type Values = Readonly<Record<'phone' | 'text' | 'id', string>>

/**
 * Whatever gateway takes an SMS over HTTP: a template with {phone}, {text} and {id} makes its body (JSON, or a form; in the query for GET).
 * With a secret each request is signed: `X-Tongban-Timestamp`, and `X-Tongban-Signature` = hex HMAC-SHA-256 over `timestamp.body`.
 */
export class SmsChannel extends DeliveryChannel {
  override readonly channel = 'sms'
  override readonly description: string

  constructor(
    private readonly settings: SmsSettings,
    private readonly clock: Clock,
    private readonly limitMs?: number,
  ) {
    super()
    this.description = `SMS go to the gateway at ${new URL(settings.url).host}`
  }

  override async send({ id, address, text }: Outgoing): Promise<string> {
    const { method, format, headers, secret, success, url } = this.settings
    const content = filled(this.settings.body, { phone: address, text, id }, format)
    const timestamp = String(this.clock.now())
    const answer = await httpRequest({
      url: method === 'GET' ? withQuery(url, content) : url,
      method,
      ...(method === 'GET' ? {} : { body: content }),
      headers: {
        ...(method === 'GET' ? {} : { 'content-type': format === 'json' ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded' }),
        'idempotency-key': id,
        ...(secret === null
          ? {}
          : { 'x-tongban-timestamp': timestamp, 'x-tongban-signature': createHmac('sha256', secret).update(`${timestamp}.${content}`).digest('hex') }),
        ...headers,
      },
      ...(this.limitMs === undefined ? {} : { limitMs: this.limitMs }),
    })
    checkStatus(answer)
    return success === null ? `answered ${answer.status}` : checkedAnswer(answer.body, success)
  }
}

/** The places of the template, written as the format wants them: inside a JSON text, or in a form. What stands in a text is no place any more. */
function filled(template: string, values: Values, format: SmsSettings['format']): string {
  const written = (text: string): string => (format === 'json' ? JSON.stringify(text).slice(1, -1) : encodeURIComponent(text))
  return template.replace(/\{(phone|text|id)\}/g, (_, name: keyof Values) => written(values[name]))
}

const withQuery = (url: string, content: string): string => `${url}${url.includes('?') ? '&' : '?'}${content}`

/** `code=0`, `result.status=ok`: a field of the JSON answer and its value. Gateways say 200 to what they do not send. */
function checkedAnswer(body: string, rule: string): string {
  const [path = '', ...rest] = rule.split('=')
  const wanted = rest.join('=')
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new ChannelFailure('the answer is not JSON')
  }
  for (const name of path.split('.')) value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined
  const got = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'nothing'
  if (got !== wanted) throw new ChannelFailure(`the gateway says ${path}=${got.slice(0, 40)}`, { ofMessage: true })
  return `${path}=${got.slice(0, 40)}`
}
