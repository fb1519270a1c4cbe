import { describe, expect, it } from '@jest/globals'
import type { CaseSnapshot } from '@tongban/case/contract'
import { MINUTE_MS, SECOND_MS, instant, instantFromIso, isoOf } from '@tongban/kernel/core'
import { citizenSteps, codeText, extensionText, nextTryAt } from './index.js'

const AT = instantFromIso('2026-11-18T09:30:00+08:00')
const lead = { role: 'lead', unitId: 'township', round: 1, dispatchedAt: AT, signedAt: AT, contactedAt: null, acceptedAt: null, status: 'signed' }
const snapshot = (changes: object): CaseSnapshot =>
  ({ status: 'in_progress', round: 1, filedAt: AT, closedAt: null, finalCallback: null, assignments: [lead], ...changes }) as unknown as CaseSnapshot
const shown = (changes: object): string => citizenSteps(snapshot(changes)).map(({ step, state }) => `${step} ${state}`).join(', ')

describe('the steps a citizen sees', () => {
  it('are behind, at hand or ahead, by what the case is doing', () => {
    expect(shown({ status: 'awaiting_dispatch', assignments: [] })).toBe('accept done, assign current, handle waiting, reply waiting, callback waiting, close waiting')
    expect(shown({})).toBe('accept done, assign done, handle current, reply waiting, callback waiting, close waiting')
    expect(shown({ status: 'awaiting_callback', assignments: [{ ...lead, acceptedAt: AT, status: 'accepted' }] })).toBe(
      'accept done, assign done, handle done, reply done, callback current, close waiting',
    )
  })

  it('of a case that ended early tell what was skipped', () => {
    expect(shown({ status: 'answered', assignments: [] })).toBe('accept done, assign skipped, handle skipped, reply skipped, callback skipped, close skipped')
    expect(shown({ status: 'closed', closedAt: AT, assignments: [{ ...lead, acceptedAt: AT, status: 'accepted' }] })).toBe(
      'accept done, assign done, handle done, reply done, callback skipped, close done',
    )
  })

  it('give no moment to what lies ahead again in a new round', () => {
    const again = citizenSteps(snapshot({ round: 2, finalCallback: { outcome: 'answered', answers: null, at: AT } }))
    expect(again.find(({ step }) => step === 'callback')).toMatchObject({ state: 'waiting', at: null })
    expect(again.find(({ step }) => step === 'assign')).toMatchObject({ state: 'done', at: isoOf(AT) })
  })
})

describe('what is sent', () => {
  it('names the case by its number and says what to do', () => {
    expect(codeText('20261118000001', '042917')).toBe('【12345热线】验证码 042917，10 分钟内有效，用于查看工单 20261118000001。工作人员不会向您索要验证码。')
    expect(extensionText('20261118000001', instantFromIso('2026-11-28T17:30:00+08:00'), '要等地籍档案')).toContain('时限延至 11月28日 17:30。原因：要等地籍档案')
    expect(extensionText('20261118000001', instantFromIso('2026-11-28T17:30:00+08:00'), '等'.repeat(1_000)).length).toBeLessThan(320)
  })

  it('leaves the reason out where the case is sealed', () => {
    expect(extensionText('20261118000001', instantFromIso('2026-11-28T17:30:00+08:00'), null)).toBe(
      '【12345热线】您的诉求（工单 20261118000001）需要更多时间办理，时限延至 11月28日 17:30。如有疑问请拨打 12345。',
    )
  })

  it('is tried again after pauses that grow, and not for ever', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((failures) => nextTryAt(failures, instant(0)))
    expect(pauses.slice(0, 2)).toEqual([15 * SECOND_MS, MINUTE_MS])
    expect(pauses.slice(0, 5)).toEqual([...pauses.slice(0, 5)].sort((a, b) => Number(a) - Number(b)))
    expect(pauses[5]).toBeNull()
  })
})
