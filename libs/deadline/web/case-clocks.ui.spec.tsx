import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { readCaseClocks, type ClockView } from '../contract/index.js'
import { CaseClocks } from './case-clocks.js'
import { AssignmentClocks, PromiseClock } from './clock-chips.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const CASE = '00000000-0000-4000-8000-000000000001'
const ASSIGNMENT = '00000000-0000-4000-8000-000000000002'

const clock = (n: number, change: Partial<ClockView> = {}): ClockView => ({
  id: `00000000-0000-4000-8000-00000000010${n}`,
  kind: 'promise',
  state: 'running',
  assignmentId: ASSIGNMENT,
  unitName: '大沁他拉镇人民政府',
  serviceClass: 'help_suggestion',
  startedAt: '2026-11-20T00:00:00.000Z',
  dueAt: '2026-11-24T00:00:00.000Z',
  warnAt: '2026-11-22T00:00:00.000Z',
  warnedAt: null,
  overdueAt: null,
  finishedAt: null,
  lateByMs: null,
  pause: null,
  extension: null,
  sentences: [`第 ${n} 个时钟的说明`],
  ...change,
})

let api: FakeApi

function show(clocks: readonly ClockView[], permissions = ['deadline.read']): void {
  api = fakeApi([{ endpoint: readCaseClocks, answer: () => ({ items: clocks }) }])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '李一', permissions }} now={() => NOW}>
      <div data-testid="promise">
        <PromiseClock caseId={CASE} assignmentId={ASSIGNMENT}>案件自己知道的</PromiseClock>
      </div>
      <div data-testid="assignment">
        <AssignmentClocks caseId={CASE} assignmentId={ASSIGNMENT}>
          任务自己知道的
        </AssignmentClocks>
      </div>
      <CaseClocks caseId={CASE} />
    </UiTestBed>,
  )
}

const toneIn = (testId: string): string | null | undefined =>
  screen.getByTestId(testId).querySelector('[data-tone]')?.getAttribute('data-tone')

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the clocks of a case', () => {
  it('explain themselves; those that have ended are folded away', async () => {
    show([clock(1), clock(2, { kind: 'sign', state: 'satisfied', finishedAt: '2026-11-20T01:00:00.000Z' })])
    await screen.findByText('第 1 个时钟的说明')
    expect(screen.queryByText('第 2 个时钟的说明')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /已结束的 1 个/ }))
    expect(screen.getByText('第 2 个时钟的说明')).toBeTruthy()
  })

  it('warn by their own rule: two days before is near for a promise that says so', async () => {
    show([clock(1)])
    await screen.findByText('第 1 个时钟的说明')
    expect(toneIn('promise')).toBe('near')
    expect(toneIn('assignment')).toBe('near')
  })

  it('are those of the last dispatch in a second round', async () => {
    show([
      clock(1, { state: 'satisfied', finishedAt: '2026-11-21T00:00:00.000Z', startedAt: '2026-11-18T00:00:00.000Z', assignmentId: null }),
      clock(2, { dueAt: '2026-11-22T01:00:00.000Z', startedAt: '2026-11-21T00:00:00.000Z' }),
    ])
    await screen.findByText('第 2 个时钟的说明')
    expect(toneIn('promise')).toBe('overdue')
  })

  it('promise what the lead promised, whatever an assist has done', async () => {
    const assist = '00000000-0000-4000-8000-000000000003'
    show([
      clock(1, { assignmentId: assist, unitName: '住建局', state: 'satisfied', finishedAt: '2026-11-20T01:00:00.000Z', startedAt: '2026-11-20T00:00:01.000Z' }),
      clock(2, { dueAt: '2026-11-22T01:00:00.000Z' }),
    ])
    await screen.findByText('第 2 个时钟的说明')
    expect(toneIn('promise')).toBe('overdue')
  })

  it('are named for what they wait for: an arrival, a review, a ruling, a panel', async () => {
    show([
      clock(1, { kind: 'arrive' }),
      clock(2, { kind: 'review', unitName: null }),
      clock(3, { kind: 'ruling', assignmentId: null, unitName: null }),
      clock(4, { kind: 'adjudication', assignmentId: null, unitName: null }),
    ])
    await screen.findByText('第 1 个时钟的说明')
    for (const name of ['到场', '审核', '申请裁定', '会商裁定']) expect(screen.getAllByText(name).length).toBeGreaterThan(0)
  })

  it('stand still for a shelved case, and say that it is shelved and why', async () => {
    show([
      clock(1, {
        state: 'paused',
        dueAt: '2026-11-21T00:00:00.000Z',
        pause: { at: '2026-11-20T04:00:00.000Z', reason: '挂账：等待管网改造' },
        sentences: ['2026-11-20（周五）12:00 起暂停（挂账：等待管网改造），尚未恢复，其间不计时。'],
      }),
    ])
    await screen.findByText(/起暂停（挂账：等待管网改造）/)
    expect(toneIn('promise')).toBe('paused')
    expect(within(screen.getByTestId('promise')).getByText('办结回复 · 挂账中')).toBeTruthy()
  })

  it('say until when they were extended', async () => {
    show([
      clock(1, {
        dueAt: '2026-11-27T08:20:00.000Z',
        extension: { at: '2026-11-20T03:00:00.000Z', dueBefore: '2026-11-24T00:00:00.000Z', dueAfter: '2026-11-27T08:20:00.000Z', reason: '需重新浇筑' },
      }),
    ])
    expect(await screen.findByText(/已延期至 .*16:20/)).toBeTruthy()
  })

  it('of a unit are its own: it does not wait for its reviewer by a clock of its own', async () => {
    show([
      clock(1, { state: 'satisfied', finishedAt: '2026-11-21T00:00:00.000Z' }),
      clock(2, { kind: 'review', unitName: null, dueAt: '2026-11-21T01:00:00.000Z', startedAt: '2026-11-21T00:00:00.000Z' }),
    ])
    await screen.findByText('第 2 个时钟的说明')
    expect(toneIn('assignment')).toBe('done')
    expect(screen.getByTestId('assignment').textContent).not.toContain('审核')
  })

  it('leave what the case knows in place for who may not read them, and ask the server nothing', () => {
    show([clock(1)], [])
    expect(screen.getByText('案件自己知道的')).toBeTruthy()
    expect(screen.getByText('任务自己知道的')).toBeTruthy()
    expect(screen.getByText('您的岗位看不到时限说明')).toBeTruthy()
    expect(api.requests).toEqual([])
  })
})
