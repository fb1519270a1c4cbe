import { describe, expect, it } from '@jest/globals'
import { PlatformConfig } from './config.js'

const ENV = { DATABASE_URL: 'postgres://localhost/tongban', REDIS_URL: 'redis://localhost', TONGBAN_DATA_DIR: '/var/lib/tongban', TONGBAN_DATA_KEY: Buffer.alloc(32, 7).toString('base64') }
const start = (env: Record<string, string>): PlatformConfig => new PlatformConfig({ ...ENV, ...env })

describe('the ways out of the house', () => {
  it('are none unless they are set, and an empty text sets nothing', () => {
    const names = ['SMTP_URL', 'SMTP_FROM', 'SMTP_STARTTLS', 'SMS_URL', 'SMS_BODY', 'SMS_HEADERS', 'SMS_METHOD', 'SMS_SECRET', 'WECHAT_APP_ID', 'WECHAT_URL', 'WEBHOOK_URL', 'NOTIFY_FILE', 'NOTIFY_RATE', 'QUIET_HOURS', 'DIGEST_AT']
    const empty = Object.fromEntries(names.map((name) => [`TONGBAN_${name}`, '']))
    for (const env of [{}, empty]) {
      expect(start(env).channels).toEqual({ smtp: null, sms: null, wechat: null, webhook: null, toFile: false, rate: 20, quietHours: '21:00-07:30', digestAt: '08:00' })
    }
  })

  it('are what the environment says', () => {
    const { sms, smtp, webhook } = start({
      TONGBAN_SMS_URL: 'https://sms.example.org/send', TONGBAN_SMS_HEADERS: '{"Authorization":"Bearer x"}', TONGBAN_SMS_SUCCESS: 'code=0', TONGBAN_SMTP_URL: 'smtps://u:p@mail.example.org',
      TONGBAN_SMTP_FROM: '通办 <12345@example.org>', TONGBAN_WEBHOOK_URL: 'https://hook.example.org', TONGBAN_WEBHOOK_SECRET: 'a-secret-of-sixteen',
    }).channels
    expect(sms).toEqual({ url: 'https://sms.example.org/send', method: 'POST', format: 'json', headers: { Authorization: 'Bearer x' }, body: '{"phone":"{phone}","text":"{text}","id":"{id}"}', success: 'code=0', secret: null })
    expect(smtp).toMatchObject({ startTls: 'required' })
    expect(webhook).toMatchObject({ allowPrivate: false })
  })

  it.each([
    ['TONGBAN_SMTP_URL', 'http://mail'], ['TONGBAN_SMTP_FROM', '12345@example.org'], ['TONGBAN_SMS_BODY', '{"phone":"{phone}"}'], ['TONGBAN_SMS_HEADERS', '{"X": s3cr3t-value}'],
    ['TONGBAN_SMS_SECRET', 's3cr3t-value'], ['TONGBAN_WECHAT_APP_ID', 'wx1'], ['TONGBAN_WEBHOOK_SECRET', 's3cr3t-value-of-sixteen'], ['TONGBAN_QUIET_HOURS', '9pm-7am'], ['TONGBAN_DIGEST_AT', '8'], ['TONGBAN_NOTIFY_RATE', '0'],
  ])('stop the start when %s is %j, and repeat no secret', (name, value) => {
    const wrong = (): unknown => start({ [name]: value })
    expect(wrong).toThrow(/TONGBAN_(SMTP|SMS|WECHAT|WEBHOOK|QUIET|DIGEST|NOTIFY)/)
    expect(wrong).toThrow(expect.not.stringContaining('s3cr3t') as unknown as string)
  })
})
