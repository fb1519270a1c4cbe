import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type HintSource } from '@tongban/ui/web'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { readBoard, type BoardSnapshot } from '../contract/index.js'
import BoardPage from './board-page.js'

const RATES = { response: 0.976, resolution: 0.98, satisfaction: 0.979, score: null }
const NO_RATES = { response: null, resolution: null, satisfaction: null, score: null }

const snapshot: BoardSnapshot = {
  at: '2026-11-21T06:32:08.000Z',
  day: '2026-11-21',
  city: { code: '150500', name: '通辽市' },
  revision: 10,
  today: { from: '2026-11-20T16:00:00.000Z', to: '2026-11-21T16:00:00.000Z', filed: 412, directAnswered: 297, dispatched: 115, closed: 98 },
  now: { inHand: 1204, awaitingDispatch: 3, dueSoon: 41, overdue: 17 },
  month: { from: '2026-10-31T16:00:00.000Z', to: '2026-11-30T16:00:00.000Z', validCallbacks: 2210, rates: RATES, firstDispatch: { dispatched: 1150, right: 1127, rate: 0.98 } },
  channels: [
    { id: 'phone', zh: '电话', count: 300 },
    { id: 'wechat', zh: '微信', count: 0 },
  ],
  caseTypes: [{ id: 'help', zh: '求助', count: 260 }],
  counties: [
    { code: '150525', name: '奈曼旗', filedToday: 40, inHand: 120, overdue: 2, validCallbacks: 300, rates: RATES },
    { code: '150571', name: '通辽经济技术开发区', filedToday: 0, inHand: 0, overdue: 0, validCallbacks: 0, rates: NO_RATES },
  ],
  topics: [{ categoryCode: '0301', name: '供暖', today: 38, usual: 12.3, trend: 'rising', unitName: '科区供热公司' }],
  ranking: [
    {
      peerClass: 'sumu',
      peerClassZh: '苏木',
      units: [
        { unitId: 'township-150525200', name: '固日班花苏木', countyName: '奈曼旗', rank: 1, validCallbacks: 12, rates: RATES, band: '甲' },
      ],
    },
    {
      peerClass: 'town',
      peerClassZh: '乡镇',
      units: [
        { unitId: 'township-150525100', name: '大沁他拉镇', countyName: '奈曼旗', rank: 1, validCallbacks: 33, rates: RATES, band: '甲' },
      ],
    },
  ],
  soonest: [
    {
      caseId: 'case-9',
      number: '20261121000009',
      title: '路灯不亮',
      countyName: '奈曼旗',
      unitName: '大沁他拉镇',
      promiseDueAt: '2026-11-21T06:44:00.000Z',
    },
  ],
  overdueEmergencies: [],
  events: [
    {
      id: 5,
      at: '2026-11-21T06:31:00.000Z',
      caseId: 'case-1',
      number: '20261121000001',
      countyName: '奈曼旗',
      unitName: '大沁他拉镇',
      sentence: '已签收，用时 6 分',
      tone: 'normal',
    },
  ],
}

let answer: () => unknown
let api: FakeApi
let push: (hint: unknown) => void
let line: (state: 'online' | 'offline') => void
const hints: HintSource = {
  open(on) {
    push = on.hint
    line = on.state
    on.state('online')
    return () => undefined
  },
}

beforeEach(() => {
  jest.useFakeTimers()
  answer = () => snapshot
  api = fakeApi([{ endpoint: readBoard, answer: () => answer() }])
})
afterEach(() => {
  cleanup()
  api.restore()
  jest.useRealTimers()
})

const settle = (ms = 0): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms))
const now = () => instantFromIso('2026-11-21T14:32:08+08:00')

async function show(at = '/board', permissions: readonly string[] = ['board.read']): Promise<void> {
  render(
    <UiTestBed session={{ userId: 'leader', displayName: '领导', permissions }} now={now} at={at} hints={hints}>
      <BoardPage />
    </UiTestBed>,
  )
  await settle(50)
}

const panel = (name: string) => within(screen.getByRole('region', { name }))

describe('board page', () => {
  it('shows the six numbers, and each opens its list', async () => {
    await show()
    const addresses = ['今日受理 412', '直接答复 297', '派单 115', '办结 98', '在办 1204', '超期 17'].map((name) =>
      screen.getByRole('link', { name }).getAttribute('href'),
    )
    expect(addresses).toEqual([
      '/measures?preset=today&open=filed',
      '/measures?preset=today&open=direct_answered',
      '/measures?preset=today&open=dispatched',
      '/measures?preset=today&open=closed',
      '/measures?preset=month&open=in_hand',
      '/measures?preset=month&open=overdue',
    ])
  })

  it('shows the three rates of the month, and says no data instead of zero', async () => {
    await show()
    expect(panel('三率（本月）').getByRole('link', { name: '响应率 97.6%' })).toBeTruthy()
    expect(panel('三率（本月）').getByRole('link', { name: '有效回访 2,210 件' })).toBeTruthy()
    expect(panel('三率（本月）').getByRole('link', { name: '一次派单准确率 98.0%' }).getAttribute('href')).toBe('/measures?preset=month&open=first_dispatch_right')
    answer = () => ({ ...snapshot, revision: 11, month: { ...snapshot.month, validCallbacks: 0, rates: NO_RATES, firstDispatch: { dispatched: 0, right: 0, rate: null } } })
    await settle(31_000)
    expect(panel('三率（本月）').getAllByText('无数据')).toHaveLength(4)
  })

  it('moves after a push without a reload, and keeps asking until the figures have caught up', async () => {
    await show()
    const before = api.requests.length
    push({ type: 'assignment.signed.v1', caseId: 'case-2', version: 3, status: 'in_progress', at: 0 })
    answer = () => (api.requests.length - before < 3 ? snapshot : { ...snapshot, revision: 12, today: { ...snapshot.today, filed: 413 } })
    await settle(4_000)
    expect(screen.getByRole('link', { name: '今日受理 413' })).toBeTruthy()
    expect(api.requests.length - before).toBe(3)
  })

  it('leaves an older answer of another process aside', async () => {
    await show()
    answer = () => ({ ...snapshot, revision: 9, at: '2026-11-21T06:32:07.000Z', today: { ...snapshot.today, filed: 411 } })
    await settle(31_000)
    expect(screen.getByRole('link', { name: '今日受理 412' })).toBeTruthy()
  })

  it('says when it is cut off, and how old the figures are', async () => {
    await show()
    expect(screen.getByText('实时')).toBeTruthy()
    act(() => line('offline'))
    expect(screen.getByText('断线')).toBeTruthy()
    expect(screen.getByText('数据截至 14:32:08')).toBeTruthy()
  })

  it('keeps the last figures and says so when the server does not answer', async () => {
    await show()
    answer = () => refusal({ status: 503, code: 'STORE_UNAVAILABLE', detail: '系统暂时无法保存' })
    await settle(40_000)
    expect(screen.getByRole('link', { name: '今日受理 412' })).toBeTruthy()
    expect(screen.getByText('断线')).toBeTruthy()
  })

  it('names who must act: an overdue emergency before a rising topic', async () => {
    await show()
    expect(screen.getByText('多数由科区供热公司承办，请立即核查')).toBeTruthy()
    answer = () => ({ ...snapshot, revision: 11, overdueEmergencies: [{ ...snapshot.soonest[0], title: '井盖缺失' }] })
    await settle(31_000)
    expect(screen.getByRole('alert').textContent).toContain('大沁他拉镇须立即处置')
    expect(screen.queryByText('多数由科区供热公司承办，请立即核查')).toBeNull()
  })

  it('compares the class the address names', async () => {
    await show('/board?peers=town')
    expect(panel('排名（本月）').getByText('大沁他拉镇')).toBeTruthy()
    expect(panel('排名（本月）').queryByText('固日班花苏木')).toBeNull()
  })

  it('counts down to what is due next', async () => {
    await show()
    expect(panel('即将超期').getByText('00:12')).toBeTruthy()
  })

  it('shows no figure to who may not see it', async () => {
    await show('/board', [])
    expect(api.requests).toHaveLength(0)
    expect(screen.getByRole('alert')).toBeTruthy()
  })
})
