import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { HOUR_MS } from '@tongban/kernel/core'
import type { SmsSettings } from '@tongban/platform/server'
import { FakeClock } from '@tongban/testing/server'
import { ChannelFailure, type Outgoing } from './delivery-channel.js'
import { listen, says } from './http-server.spec-support.js'
import { httpRequest, isPrivateAddress } from './http-request.js'
import { SmsChannel } from './sms-channel.js'
import { WebhookChannel } from './webhook-channel.js'
import { WechatChannel } from './wechat-channel.js'

let server: Awaited<ReturnType<typeof listen>>
const clock = new FakeClock()

beforeAll(async () => {
  server = await listen()
})
afterAll(() => server.close())
afterEach(() => {
  server.heard.length = 0
  server.answer(says(200, '{}'))
})

const MESSAGE: Outgoing = { id: '0199a000-0000-7000-8000-000000000001', address: '13947500001', title: '新任务', text: '“路灯”{phone}\n不亮 & 不修', link: '/cases/1', eventType: 'case.dispatched.v1', at: clock.now() }
const failureOf = async (work: Promise<unknown>): Promise<ChannelFailure> => {
  const failure = await work.then(() => null, (error: unknown) => error)
  if (!(failure instanceof ChannelFailure)) throw new Error('it got out')
  return failure
}

describe('an SMS gateway', () => {
  const sms = (changes: Partial<SmsSettings> = {}, limitMs?: number): SmsChannel =>
    new SmsChannel({ url: `${server.url}/send`, method: 'POST', format: 'json', headers: {}, body: '{"mobile":"{phone}","content":"{text}","out_id":"{id}"}', success: null, secret: null, ...changes }, clock, limitMs)

  it('is sent the template with the message in it, whatever stands in the text', async () => {
    await sms({ headers: { Authorization: 'Bearer t' } }).send(MESSAGE)
    const [heard] = server.heard
    expect(JSON.parse(heard?.body ?? '')).toEqual({ mobile: '13947500001', content: MESSAGE.text, out_id: MESSAGE.id })
    expect(heard?.headers).toMatchObject({ authorization: 'Bearer t', 'idempotency-key': MESSAGE.id, 'content-type': 'application/json; charset=utf-8' })
  })

  it('is sent a form, or a query, as it wants it', async () => {
    const form = { format: 'form', body: 'mobile={phone}&content={text}' } as const
    await sms(form).send(MESSAGE)
    await sms({ ...form, method: 'GET' }).send(MESSAGE)
    expect(new URLSearchParams(server.heard[0]?.body).get('content')).toBe(MESSAGE.text)
    expect(new URL(server.heard[1]?.path ?? '', server.url).searchParams.get('content')).toBe(MESSAGE.text)
    expect(server.heard[1]?.body).toBe('')
  })

  it('can check who sends, by the signature over time and body', async () => {
    await sms({ secret: 'a-secret-of-sixteen' }).send(MESSAGE)
    const [heard] = server.heard
    const at = String(heard?.headers['x-tongban-timestamp'])
    expect(heard?.headers['x-tongban-signature']).toBe(createHmac('sha256', 'a-secret-of-sixteen').update(`${at}.${heard?.body ?? ''}`).digest('hex'))
  })

  it('that is slow is not waited for longer than the limit', async () => {
    server.answer(() => undefined)
    expect(await failureOf(sms({}, 60).send(MESSAGE))).toMatchObject({ message: 'no answer in 60 ms' })
  })

  it.each([
    [500, { permanent: false, retryAfterMs: null }],
    [429, { permanent: false, retryAfterMs: 120_000 }],
    [400, { permanent: true, retryAfterMs: null }],
    [302, { permanent: true, retryAfterMs: null }],
  ] as const)('that answers %i is asked again or not: %j', async (status, options) => {
    server.answer(says(status, '', { ...(status === 429 ? { 'retry-after': '120' } : {}), ...(status === 302 ? { location: `${server.url}/elsewhere` } : {}) }))
    expect((await failureOf(sms().send(MESSAGE))).options).toMatchObject(options)
    expect(server.heard).toHaveLength(1)
  })

  it('that says 200 and means no is heard', async () => {
    const channel = sms({ success: 'result.code=0' })
    server.answer(says(200, '{"result":{"code":0}}'))
    expect(await channel.send(MESSAGE)).toBe('result.code=0')
    server.answer(says(200, '{"result":{"code":"isv.BUSINESS_LIMIT"}}'))
    expect(await failureOf(channel.send(MESSAGE))).toMatchObject({ message: 'the gateway says result.code=isv.BUSINESS_LIMIT', options: { ofMessage: true } })
    server.answer(says(200, '<html>busy</html>'))
    expect((await failureOf(channel.send(MESSAGE))).message).toBe('the answer is not JSON')
  })

  it('that is not there, or talks without end, is a failure that names neither number nor secret', async () => {
    expect((await failureOf(sms({ url: 'http://127.0.0.1:1/?key=s3cret' }).send(MESSAGE))).message).toMatch(/^no connection \(\w+\)$/)
    server.answer((_, response) => void response.end('x'.repeat(100_000)))
    expect((await failureOf(sms().send(MESSAGE))).message).toBe('the answer is too long')
  })
})

describe('WeChat', () => {
  const wechat = (): WechatChannel => new WechatChannel({ url: server.url, appId: 'wx1', appSecret: 'secret', templateId: 'T1' }, clock, 'https://12345.example.org')
  const tokens = (): number => server.heard.filter(({ path }) => path.startsWith('/cgi-bin/token')).length

  it('is asked for a token once, and again only when that ends', async () => {
    server.answer(({ path }, response) => void response.end(path.startsWith('/cgi-bin/token') ? '{"access_token":"A","expires_in":7200}' : '{"errcode":0,"msgid":7}'))
    const channel = wechat()
    expect(await Promise.all([channel.send(MESSAGE), channel.send(MESSAGE)])).toEqual(['msgid=7', 'msgid=7'])
    expect(tokens()).toBe(1)
    clock.advance(2 * HOUR_MS)
    await channel.send(MESSAGE)
    expect(tokens()).toBe(2)
    const sent = JSON.parse(server.heard.at(-1)?.body ?? '{}') as Record<string, unknown>
    expect(sent).toMatchObject({ touser: '13947500001', template_id: 'T1', client_msg_id: MESSAGE.id, url: 'https://12345.example.org/cases/1' })
  })

  it('that no longer takes the token gets another, once', async () => {
    let valid = 'A'
    let fetched = 0
    server.answer(({ path }, response) => {
      if (path.startsWith('/cgi-bin/token')) {
        fetched += 1
        return void response.end(JSON.stringify({ access_token: fetched === 1 ? 'A' : 'B', expires_in: 7200 }))
      }
      response.end(path.endsWith(`access_token=${valid}`) ? '{"errcode":0}' : '{"errcode":40001}')
    })
    const channel = wechat()
    await channel.send(MESSAGE)
    valid = 'B'
    await channel.send(MESSAGE)
    expect(fetched).toBe(2)
    valid = 'C'
    expect((await failureOf(channel.send(MESSAGE))).message).toBe('WeChat says 40001')
  })

  it('that does not know the person is not asked again', async () => {
    server.answer(({ path }, response) => void response.end(path.startsWith('/cgi-bin/token') ? '{"access_token":"A","expires_in":7200}' : '{"errcode":43004}'))
    expect((await failureOf(wechat().send(MESSAGE))).options).toEqual({ permanent: true, ofMessage: true })
  })
})

describe('the webhook', () => {
  const webhook = (allowPrivate: boolean, url = `${server.url}/hook`): WebhookChannel => new WebhookChannel({ url, secret: 'a-secret-of-sixteen', allowPrivate }, clock)

  it('is signed over time and body, under an id that stays', async () => {
    await webhook(true).send(MESSAGE)
    const [heard] = server.heard
    const [, at = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(heard?.headers['x-tongban-signature'])) ?? []
    expect(signature).toBe(createHmac('sha256', 'a-secret-of-sixteen').update(`${at}.${heard?.body ?? ''}`).digest('hex'))
    expect(heard?.headers['x-tongban-delivery']).toBe(MESSAGE.id)
    expect(JSON.parse(heard?.body ?? '')).toMatchObject({ id: MESSAGE.id, event: 'case.dispatched.v1', title: '新任务', link: '/cases/1' })
  })

  it('does not follow a redirect', async () => {
    server.answer(says(307, '', { location: `${server.url}/elsewhere` }))
    expect((await failureOf(webhook(true).send(MESSAGE))).message).toBe('answered 307')
    expect(server.heard).toHaveLength(1)
  })

  it('goes to no address inside the house, neither by number nor by name', async () => {
    const port = new URL(server.url).port
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '169.254.169.254', '[::ffff:127.0.0.1]']) {
      expect(await failureOf(webhook(false, `http://${host}:${port}/`).send(MESSAGE))).toMatchObject({ message: 'the address lies inside the house', options: { permanent: true } })
    }
    expect(server.heard).toEqual([])
  })

  it.each([
    ['10.1.2.3', true], ['172.31.255.255', true], ['172.32.0.1', false], ['192.168.0.1', true], ['100.64.0.1', true], ['8.8.8.8', false], ['fe80::1', true], ['fd00::1', true],
    ['2400:3200::1', false], ['::ffff:10.0.0.1', true], ['::ffff:8.8.8.8', false], ['::ffff:7f00:1', true], ['::127.0.0.1', true], ['::7f00:1', true], ['fec0::1', true], ['not an address', true],
  ])('takes %s for an address inside the house: %s', (address, inside) => {
    expect(isPrivateAddress(address)).toBe(inside)
  })
})

it('a request ends when its time is over even though the answer trickles', async () => {
  server.answer((_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 10)
    response.on('close', () => clearInterval(timer))
  })
  expect((await failureOf(httpRequest({ url: server.url, method: 'GET', limitMs: 80 }))).message).toBe('no answer in 80 ms')
})
