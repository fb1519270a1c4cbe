import { MINUTE_MS, plus, type Clock, type Instant } from '@tongban/kernel/core'
import type { WechatSettings } from '@tongban/platform/server'
import { z } from 'zod'
import { momentZh } from '../../domain/index.js'
import { ChannelFailure, DeliveryChannel, type Outgoing } from './delivery-channel.js'
import { checkStatus, httpRequest } from './http-request.js'

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() })
const errorSchema = z.object({ errcode: z.number().default(0), msgid: z.union([z.number(), z.string()]).optional() })

/** 40001, 40014, 42001: the token is not valid any more. 40003, 43004, 43101: not this person, ever. */
const TOKEN_GONE = [40001, 40014, 42001]
const NOT_THIS_PERSON = [40003, 43004, 43101]
/** A text of a template takes 20 characters. */
const LONGEST_THING = 20

/** A template message of a WeChat service account. The access token is fetched once, kept till shortly before its end, and fetched anew when WeChat no longer takes it. */
export class WechatChannel extends DeliveryChannel {
  override readonly channel = 'wechat'
  override readonly description: string
  private token: { readonly value: string; readonly until: Instant } | null = null
  private fetching: Promise<string> | null = null

  constructor(
    private readonly settings: WechatSettings,
    private readonly clock: Clock,
    private readonly origin: string | null,
  ) {
    super()
    this.description = `WeChat template messages go through ${new URL(settings.url).host}`
  }

  override async send(message: Outgoing): Promise<string> {
    const token = await this.accessToken()
    let answer = await this.post(message, token)
    if (TOKEN_GONE.includes(answer.errcode)) {
      // Somebody else may have fetched another one meanwhile; only the one that was refused is thrown away.
      if (this.token?.value === token) this.token = null
      answer = await this.post(message, await this.accessToken())
    }
    if (answer.errcode === 0) return `msgid=${String(answer.msgid ?? '')}`
    const permanent = NOT_THIS_PERSON.includes(answer.errcode)
    throw new ChannelFailure(`WeChat says ${answer.errcode}`, { permanent, ofMessage: permanent })
  }

  private async post({ id, address, title, text, link, at }: Outgoing, token: string): Promise<z.output<typeof errorSchema>> {
    const data = { thing1: { value: cut(title) }, thing2: { value: cut(text === '' ? title : text) }, time3: { value: momentZh(at) } }
    const answer = await httpRequest({
      url: `${this.settings.url}/cgi-bin/message/template/send?access_token=${encodeURIComponent(token)}`, method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ touser: address, template_id: this.settings.templateId, client_msg_id: id, ...(link === null || this.origin === null ? {} : { url: `${this.origin}${link}` }), data }),
    })
    checkStatus(answer)
    return parsed(errorSchema, answer.body)
  }

  /** Asked for once at a time, however many messages wait for it. */
  private accessToken(): Promise<string> {
    if (this.token !== null && this.token.until > this.clock.now()) return Promise.resolve(this.token.value)
    this.fetching ??= this.fetchToken().finally(() => {
      this.fetching = null
    })
    return this.fetching
  }

  private async fetchToken(): Promise<string> {
    const { url, appId, appSecret } = this.settings
    const answer = await httpRequest({
      url: `${url}/cgi-bin/token?grant_type=client_credential&appid=${encodeURIComponent(appId)}&secret=${encodeURIComponent(appSecret)}`, method: 'GET',
    })
    checkStatus(answer)
    const { access_token: value, expires_in: seconds } = parsed(tokenSchema, answer.body)
    this.token = { value, until: plus(this.clock.now(), Math.max(seconds * 1_000 - 5 * MINUTE_MS, 0)) }
    return value
  }
}

const cut = (text: string): string => {
  const characters = [...text]
  return characters.length > LONGEST_THING ? `${characters.slice(0, LONGEST_THING - 1).join('')}…` : text
}

function parsed<T extends z.ZodType>(schema: T, body: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(body))
  } catch {
    throw new ChannelFailure('WeChat answered something else')
  }
}
