import { describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { allowed, inboxItem } from '../testing/case-view.builder.js'
import { dueGroupOf, groupCards } from './inbox-groups.js'
import { nextActionOf } from './next-action.js'

// 10:00 in the city
const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const groupAt = (iso: string): string => dueGroupOf(NOW, instantFromIso(iso))

describe('headings of the inbox', () => {
  it('calls the due moment itself overdue', () => {
    expect(groupAt('2026-11-22T02:00:00.000Z')).toBe('overdue')
    expect(groupAt('2026-11-22T02:00:00.001Z')).toBe('withinTwoHours')
  })

  it('ends "within two hours" before the two hours are full', () => {
    expect(groupAt('2026-11-22T03:59:59.999Z')).toBe('withinTwoHours')
    expect(groupAt('2026-11-22T04:00:00.000Z')).toBe('today')
  })

  it('ends today at midnight of the city, not of the server', () => {
    expect(groupAt('2026-11-22T15:59:59.999Z')).toBe('today')
    expect(groupAt('2026-11-22T16:00:00.000Z')).toBe('later')
  })

  it('puts the soonest first and leaves empty headings out', () => {
    const at = (iso: string): { nextDue: { kind: 'sign'; at: string } } => ({ nextDue: { kind: 'sign', at: iso } })
    const groups = groupCards(
      [
        inboxItem(1, at('2026-11-25T00:00:00.000Z')),
        inboxItem(2, at('2026-11-22T01:00:00.000Z')),
        inboxItem(3, at('2026-11-22T00:00:00.000Z')),
      ],
      NOW,
    )
    expect(groups.map(({ group, items }) => [group, items.map((item) => item.title)])).toEqual([
      ['overdue', ['第 3 件', '第 2 件']],
      ['later', ['第 1 件']],
    ])
  })
})

describe('the next action of a card', () => {
  const own = (action: string, enabled: boolean, why: string | null = null): ReturnType<typeof allowed> =>
    allowed(action, { enabled, why, assignmentId: 'a' })

  it('is to sign what is not signed', () => {
    expect(nextActionOf([own('sign', true), own('contact', false, '先签收'), own('reply', false, '先签收')], 'a')?.action).toBe('sign')
  })

  it('is to reply once contact is logged, although contact may be logged again', () => {
    expect(nextActionOf([own('sign', false), own('contact', true), own('reply', true)], 'a')?.action).toBe('reply')
  })

  it('is to arrive for a unit that was whistled for, once it has signed, whatever else it may do', () => {
    expect(nextActionOf([own('sign', true), own('arrive', true), own('contact', false)], 'a')?.action).toBe('sign')
    expect(nextActionOf([own('sign', false), own('arrive', true), own('contact', true), own('answer_lead', true)], 'a')?.action).toBe('arrive')
  })

  it('is to answer the lead for who assists, once that is possible', () => {
    const actions = [own('sign', false), own('arrive', false, '不是吹哨任务'), own('contact', true), own('answer_lead', true)]
    expect(nextActionOf(actions, 'a')?.action).toBe('answer_lead')
    // an arrival that is off is never what stands in the way
    expect(nextActionOf([own('arrive', false, '已到场'), own('answer_lead', false, '工单待审核')], 'a')?.why).toBe('工单待审核')
  })

  it('is the first that says why when none is allowed', () => {
    expect(nextActionOf([own('sign', false), own('reply', false, '工单待审核')], 'a')?.why).toBe('工单待审核')
  })

  it('is none for who may only sign, once that is done', () => {
    expect(nextActionOf([own('sign', false, '承办任务现在是“已签收”，不能签收')], 'a')).toBeNull()
  })

  it('is none when the server offers nothing for this assignment', () => {
    expect(nextActionOf([own('sign', true)], 'another')).toBeNull()
  })
})
