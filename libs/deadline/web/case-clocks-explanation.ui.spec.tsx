import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { explainClock, readCaseClocks, type ClockExplanation, type ClockView } from '../contract/index.js'
import { CaseClocks } from './case-clocks.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const CASE = '00000000-0000-4000-8000-000000000001'
const ID = '00000000-0000-4000-8000-000000000101'

const view: ClockView = {
  id: ID, kind: 'promise', state: 'running', assignmentId: null, unitName: '大沁他拉镇人民政府', serviceClass: 'help_suggestion', startedAt: '2026-11-20T00:00:00.000Z',
  dueAt: '2026-11-24T00:00:00.000Z', warnAt: '2026-11-22T00:00:00.000Z', warnedAt: null, overdueAt: null, finishedAt: null, lateByMs: null, pause: null, extension: null,
  sentences: ['概要'],
}

const step = (code: string, name: string, at: string, isReached: boolean): ClockExplanation['data']['ladder'][number] => ({
  code, name, offset: { when: 'at' }, at, isReached, does: ['催办'], to: [{ level: 'unit', role: 'handler' }], toWords: ['承办单位承办人'],
})

const explanation: ClockExplanation = {
  sentences: ['2026-11-20（周五）08:00 派单，时钟开始计时。', '还剩工作时间 3 小时。'],
  data: {
    clockId: ID, kind: 'promise', state: 'running', serviceClass: 'help_suggestion', cause: 'dispatched', startedAt: view.startedAt, countedFrom: '2026-11-20T00:30:00.000Z',
    countedTo: view.dueAt, limit: { amount: 5, unit: 'work_day' }, policyVersion: 1, policySource: null, calendarCode: '150500', calendarVersion: 3, carried: null,
    pauses: [{ from: '2026-11-20T03:00:00.000Z', to: null, reason: '挂账：等待管网改造' }],
    extensions: [{ at: '2026-11-20T04:00:00.000Z', by: null, dueBefore: '2026-11-23T00:00:00.000Z', dueAfter: view.dueAt, reason: '等待批复' }],
    reschedules: [{ at: '2026-11-20T05:00:00.000Z', dueBefore: '2026-11-23T00:00:00.000Z', dueAfter: view.dueAt, reason: '工作日历调整' }], reopenings: [],
    counted: [{ date: '2026-11-20', note: null, spans: [{ from: '2026-11-20T00:30:00.000Z', to: '2026-11-20T04:00:00.000Z', minutes: 210 }], minutes: 210 }],
    skipped: [{ fromDate: '2026-11-21', toDate: '2026-11-22', reason: 'rest', name: null }],
    countedMinutes: 210, dueAt: view.dueAt, dueAtByThisCalendar: null, warnAt: null, warnedAt: null, overdueAt: null, finishedAt: null, lateByMs: null,
    ladder: [step('early_warning', '48 小时预警', '2026-11-22T00:00:00.000Z', true), step('key_supervision', '24 小时重点督办', '2026-11-23T00:00:00.000Z', false), step('overdue', '超期催办', view.dueAt, false)],
    asOf: null,
  },
}

let api: FakeApi

function show(answer: () => unknown): void {
  api = fakeApi([
    { endpoint: readCaseClocks, answer: () => ({ items: [view] }) },
    { endpoint: explainClock, answer: answer as () => ClockExplanation },
  ])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '李一', permissions: ['deadline.read'] }} now={() => NOW}>
      <CaseClocks caseId={CASE} />
    </UiTestBed>,
  )
}

afterEach(() => {
  cleanup()
  api.restore()
})

const open = async (): Promise<void> => userEvent.click(await screen.findByRole('button', { name: /逐日说明与升级阶梯/ }))

describe('a clock on the case page', () => {
  it('opens its explanation: sentences, the days that counted, what moved it, and its ladder with what comes next', async () => {
    show(() => explanation)
    await screen.findByText('概要')
    await open()
    const panel = within(await screen.findByRole('region', { name: '时钟说明' }))
    expect(await panel.findByText('还剩工作时间 3 小时。')).toBeTruthy()
    expect(panel.getByRole('row', { name: /2026-11-20.*08:30–12:00.*210/ })).toBeTruthy()
    expect(panel.getByRole('row', { name: /2026-11-21 – 2026-11-22.*休息/ })).toBeTruthy()
    for (const reason of ['挂账：等待管网改造', '等待批复', '工作日历调整']) expect(panel.getByText(reason)).toBeTruthy()
    const steps = panel.getAllByRole('listitem').filter((item) => item.hasAttribute('data-reached'))
    expect(steps.map((item) => [item.getAttribute('data-reached'), item.getAttribute('aria-current')])).toEqual([['true', null], ['false', 'step'], ['false', null]])
    expect(steps[0]?.textContent).toContain('承办单位承办人')
  })

  it('folds it away again', async () => {
    show(() => explanation)
    await open()
    await userEvent.click(await screen.findByRole('button', { name: /收起/ }))
    expect(screen.queryByRole('region', { name: '时钟说明' })).toBeNull()
    expect(screen.getByText('概要')).toBeTruthy()
  })

  it('says so when the explanation cannot be had', async () => {
    show(() => refusal({ status: 404, code: 'NOT_FOUND', detail: '找不到' }))
    await open()
    const panel = within(await screen.findByRole('region', { name: '时钟说明' }))
    expect(await panel.findByRole('alert')).toBeTruthy()
  })
})
