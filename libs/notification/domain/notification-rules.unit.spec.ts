import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, instantFromIso, isoOf, MINUTE_MS } from '@tongban/kernel/core'
import { NOTICE_EVENTS, rulesSchema, writtenRulesSchema, type NotificationRule } from '../contract/index.js'
import { awakeFrom, CIRCUIT_FAILURES, channelPlans, DEFAULT_RULES, maskedAddress, nextTryAt, pausedUntil, quietHoursOf, RETRY_PAUSES_MS, rulesFor, type Notice } from './index.js'

const at = (iso: string) => instantFromIso(`2026-11-${iso}+08:00`)
const shown = (iso: string, quiet = '21:00-07:30'): string => isoOf(awakeFrom(at(iso), quietHoursOf(quiet)))

describe('the quiet hours', () => {
  it.each([
    ['16T12:00:00', '16T12:00:00'], ['16T20:59:59', '16T20:59:59'], ['16T21:00:00', '17T07:30:00'], ['16T23:59:59', '17T07:30:00'], ['17T00:00:00', '17T07:30:00'], ['17T07:29:59', '17T07:30:00'],
    ['17T07:30:00', '17T07:30:00'],
  ])('keep what comes at %s until %s', (from, until) => {
    expect(shown(from)).toBe(isoOf(at(until)))
  })

  it('may lie within one day, or be off', () => {
    expect(shown('16T13:00:00', '12:30-14:00')).toBe(isoOf(at('16T14:00:00')))
    expect(shown('16T14:00:00', '12:30-14:00')).toBe(isoOf(at('16T14:00:00')))
    expect(shown('16T03:00:00', 'off')).toBe(isoOf(at('16T03:00:00')))
  })
})

it('tries again after pauses that grow, and not for ever', () => {
  const pauses = RETRY_PAUSES_MS.map((_, index) => nextTryAt(index + 1, at('16T09:00:00')))
  expect(pauses).toEqual([...pauses].sort((a, b) => Number(a) - Number(b)))
  expect(nextTryAt(RETRY_PAUSES_MS.length + 1, at('16T09:00:00'))).toBeNull()
  expect(nextTryAt(1, at('16T09:00:00'), 90 * 24 * HOUR_MS)).toBe(at('17T09:00:00'))
})

it('leaves a channel alone after so many failures in a row, longer each time, ten minutes at most', () => {
  const now = at('16T09:00:00')
  expect(pausedUntil(CIRCUIT_FAILURES - 1, now)).toBeNull()
  expect([0, 1, 50].map((more) => Number(pausedUntil(CIRCUIT_FAILURES + more, now)) - now)).toEqual([MINUTE_MS, 2 * MINUTE_MS, 10 * MINUTE_MS])
})

it('shows of an address what its owner knows it by', () => {
  expect([maskedAddress('sms', '13947512345'), maskedAddress('sms', '12345'), maskedAddress('email', 'lead@example.org'), maskedAddress('wechat', 'oGZ_abcdef1234')]).toEqual([
    '139••••2345', '••••345', 'l••@example.org', 'oGZ••••1234',
  ])
})

describe('the matrix', () => {
  const rule = (changes: Partial<NotificationRule>): NotificationRule => ({ event: 'case.urged.v1', audience: 'unit_handlers', when: 'always', channels: ['in_app'], mayWait: true, digest: false, ...changes })
  const notice = (changes: Partial<Notice> = {}): Notice => ({ event: 'case.urged.v1', urgent: false, ruledBy: null, ...changes }) as Notice

  it('that is shipped is one that could be stored, and tells of every event somebody', () => {
    expect(rulesSchema.parse(DEFAULT_RULES)).toHaveLength(DEFAULT_RULES.length)
    const told = new Set(DEFAULT_RULES.map(({ event }) => event))
    expect(Object.keys(NOTICE_EVENTS).filter((event) => !told.has(event as never))).toEqual([])
    // Whatever else it does, it stands in the inbox of whoever has one.
    expect(DEFAULT_RULES.filter(({ channels }) => !channels.includes('in_app'))).toEqual([])
  })

  it('refuses a cell written twice, and the webhook for people', () => {
    expect(rulesSchema.safeParse([rule({}), rule({})]).success).toBe(false)
    expect(rulesSchema.safeParse([rule({ channels: ['webhook'] })]).success).toBe(false)
    expect(rulesSchema.safeParse([rule({ audience: 'system', channels: ['webhook', 'sms'] })]).success).toBe(false)
    expect(rulesSchema.safeParse([rule({ audience: 'system', channels: ['webhook'] })]).success).toBe(true)
  })

  it('may not be put in force when nobody would hear of what has run out or cannot wait', () => {
    expect(writtenRulesSchema.safeParse(DEFAULT_RULES).success).toBe(true)
    expect(writtenRulesSchema.safeParse([]).error?.issues[0]?.message).toContain('升级阶梯')
    const overdue = DEFAULT_RULES.filter(({ event }) => event !== 'supervision.order_overdue.v1')
    expect(writtenRulesSchema.safeParse([...overdue, rule({ event: 'supervision.order_overdue.v1', audience: 'system', channels: ['webhook'] })]).error?.issues.map(({ message }) => message)).toEqual([
      '这些事件不能没有人知道：督办回复逾期；各至少保留一个对象',
    ])
  })

  it('has cells for emergencies only', () => {
    const cells = [rule({}), rule({ when: 'emergency', channels: ['sms'] })]
    expect(rulesFor(notice(), cells)).toHaveLength(1)
    expect(rulesFor(notice({ urgent: true }), cells)).toHaveLength(2)
  })

  it('tells who stands in two cells each way once, as impatiently as the least patient of them, and an emergency at once', () => {
    const cells = [rule({ channels: ['in_app', 'sms'], digest: true }), rule({ audience: 'unit_leads', channels: ['sms'], mayWait: false })]
    expect(channelPlans(notice(), cells)).toEqual([{ channel: 'in_app', mayWait: true, digest: true }, { channel: 'sms', mayWait: false, digest: false }])
    expect(channelPlans(notice({ urgent: true }), [rule({ channels: ['sms'], digest: true })])).toEqual([{ channel: 'sms', mayWait: false, digest: false }])
  })
})
