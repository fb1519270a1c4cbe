import { isNativeError } from 'node:util/types'
import type { SmtpSettings } from '@tongban/platform/server'
import { createTransport, type Transporter } from 'nodemailer'
import { ChannelFailure, DeliveryChannel, SEND_LIMIT_MS, type Outgoing } from './delivery-channel.js'

/** Mail by SMTP, with STARTTLS unless it is said to be optional, or TLS from the start (smtps). The message id is ours, so a mail sent twice shows once. */
export class SmtpChannel extends DeliveryChannel {
  override readonly channel = 'email'
  override readonly description: string
  private readonly transport: Transporter

  constructor(
    private readonly settings: SmtpSettings,
    private readonly origin: string | null,
  ) {
    super()
    const { protocol, hostname, port, username, password } = new URL(settings.url)
    const secure = protocol === 'smtps:'
    this.description = `e-mail goes through ${hostname}`
    this.transport = createTransport({
      host: hostname, port: portOf(port, secure), secure, requireTLS: !secure && settings.startTls === 'required',
      ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: SEND_LIMIT_MS / 2, greetingTimeout: SEND_LIMIT_MS / 2, socketTimeout: SEND_LIMIT_MS, dnsTimeout: SEND_LIMIT_MS / 2,
      // Nothing of a message is fetched or read from a path.
      disableFileAccess: true, disableUrlAccess: true,
    })
  }

  override async send({ id, address, title, text, link }: Outgoing): Promise<string> {
    const at = link === null || this.origin === null ? '' : `\n\n${this.origin}${link}`
    try {
      const { response } = (await this.transport.sendMail({
        from: this.settings.from, to: { name: '', address }, subject: `【通办】${title}`, text: `${text}${at}\n`, messageId: `<${id}@tongban>`,
      })) as { response: string }
      return response.slice(0, 100)
    } catch (error) {
      throw failureOf(error)
    }
  }
}

/** 5xx to the address itself is a no for good; 5xx to signing in is not this message's fault. The server's words may quote the address: left out. */
function failureOf(error: unknown): ChannelFailure {
  if (!isNativeError(error)) return new ChannelFailure('mail not taken')
  const { responseCode, code, command } = error as Error & { responseCode?: number; code?: string; command?: string }
  if (responseCode === undefined) return new ChannelFailure(`mail server not reached (${code ?? 'unknown'})`)
  const ofMessage = code !== 'EAUTH' && command !== undefined && /^(RCPT|DATA|MAIL)/.test(command)
  return new ChannelFailure(`mail server answered ${responseCode}`, { permanent: responseCode >= 500 && ofMessage, ofMessage })
}

function portOf(port: string, secure: boolean): number {
  if (port !== '') return Number(port)
  return secure ? 465 : 587
}
