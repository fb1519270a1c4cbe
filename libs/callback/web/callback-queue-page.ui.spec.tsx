import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { claimCallback, inviteToRate, readCallbackQueue, recordCallbackAttempt, type CallbackTask } from '../contract/index.js'
import CallbackQueuePage from './callback-queue-page.js'
import { CallbackSlotsProvider } from './callback-slots.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const CASE = '00000000-0000-4000-8000-000000000001'
const agent = { userId: 'a1', displayName: '赵丽', permissions: ['callback.work'] }

const task = (change: Partial<CallbackTask> = {}): CallbackTask => ({
  caseId: CASE,
  number: '20261122000001',
  version: 9,
  round: 1,
  title: '西街路灯不亮',
  description: '路灯不亮一周',
  placeText: '大沁他拉西街',
  caseType: 'help',
  replyText: '已更换光源六盏',
  unitName: null,
  phoneMasked: '139****2321',
  language: 'zh',
  invitedUntil: null,
  waitingSince: '2026-11-22T00:00:00.000Z',
  attempts: [],
  nextAttemptAt: null,
  claimedBy: null,
  ...change,
})
const MINE = { id: 'a1', name: '赵丽', until: '2026-11-22T02:15:00.000Z', me: true }

let api: FakeApi

function show(first: CallbackTask, recorded: Record<string, unknown> = {}): void {
  let queue = [first]
  api = fakeApi([
    { endpoint: readCallbackQueue, answer: () => ({ items: queue, nextCursor: null }) },
    {
      endpoint: claimCallback,
      answer: () => {
        queue = [{ ...first, claimedBy: MINE }]
        return queue[0]
      },
    },
    {
      endpoint: inviteToRate,
      answer: () => {
        queue = [{ ...first, invitedUntil: '2026-11-23T02:00:00.000Z', nextAttemptAt: '2026-11-23T02:00:00.000Z' }]
        return { caseId: CASE, invitedUntil: '2026-11-23T02:00:00.000Z' }
      },
    },
    {
      endpoint: recordCallbackAttempt,
      answer: () => {
        queue = []
        return { caseId: CASE, version: 10, status: 'closed', round: 1, attempts: 1, nextAttemptAt: null, ...recorded }
      },
    },
  ])
  render(
    <UiTestBed session={agent} at="/callback" now={() => NOW}>
      <CallbackSlotsProvider slots={{ Dial: ({ phoneMasked }) => <button>拨 {phoneMasked}</button> }}>
        <CallbackQueuePage />
      </CallbackSlotsProvider>
    </UiTestBed>,
  )
}

const attempts = (): unknown[] => api.requests.filter((request) => request.name === 'recordCallbackAttempt').map(({ body }) => body)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the callback page', () => {
  it('is worked with the keyboard alone: claim, four answers, save', async () => {
    show(task())
    await screen.findByRole('heading', { name: '西街路灯不亮' })
    await userEvent.keyboard('{Enter}')
    await screen.findByText('电话接通了吗')
    await userEvent.keyboard('1')
    expect(screen.getByText(/有没有打电话或者上门联系过您/)).toBeTruthy()
    await userEvent.keyboard('1121')
    expect(screen.getByText('保存后办结')).toBeTruthy()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('20261122000001 已记录 · 办结')
    expect(attempts()).toEqual([
      { version: 9, result: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '' },
    ])
  })

  it('tells beforehand that unhappy answers send the case round again', async () => {
    show(task({ claimedBy: MINE }), { status: 'in_progress', round: 2 })
    await screen.findByText('电话接通了吗')
    await userEvent.keyboard('12240')
    expect(screen.queryByText(/保存后进入第 2 轮重办/)).toBeNull()
    await userEvent.keyboard('3')
    expect(screen.getByText(/保存后进入第 2 轮重办：没有联系群众、问题没有解决、群众不满意/)).toBeTruthy()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('20261122000001 已记录 · 进入第 2 轮办理')
    expect(attempts()).toMatchObject([{ answers: { contacted: false, resolved: false, satisfaction: 'dissatisfied', truthful: null } }])
  })

  it('says in which language to ask, and sends a message instead of calling, once', async () => {
    show(task({ language: 'mn' }))
    await screen.findByText('请用蒙古语沟通')
    await userEvent.click(screen.getByRole('button', { name: '发短信请群众评价' }))
    await screen.findByText(/已发短信，.*前不打电话/)
    expect(screen.queryByRole('button', { name: '发短信请群众评价' })).toBeNull()
  })

  it('goes one question back with Backspace and asks again from there', async () => {
    show(task({ claimedBy: MINE }))
    await screen.findByText('电话接通了吗')
    await userEvent.keyboard('11')
    expect(screen.getByRole('button', { name: /解决了/ })).toBeTruthy()
    await userEvent.keyboard('{Backspace}')
    expect(screen.getByRole('button', { name: /没联系过/ })).toBeTruthy()
  })

  it('saves nothing while a question is open, and names it', async () => {
    show(task({ claimedBy: MINE }))
    await screen.findByText('电话接通了吗')
    await userEvent.keyboard('11{Control>}{Enter}{/Control}')
    expect(screen.getByRole('alert').textContent).toBe('还没有问完：问题解决了吗')
    expect(attempts()).toEqual([])
  })

  it('leaves digits alone while the agent writes the notes', async () => {
    show(task({ claimedBy: MINE }))
    await screen.findByText('电话接通了吗')
    await userEvent.type(screen.getByRole('textbox'), '13 日修的')
    expect(screen.getByText('电话接通了吗')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: /没有接通/ }))
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText(/已记录/)
    expect(attempts()).toEqual([{ version: 9, result: 'no_answer', note: '13 日修的' }])
  })

  it('warns that a third call without an answer ends the callback as unreachable', async () => {
    const before = { at: '2026-11-20T02:00:00.000Z', result: 'no_answer' as const, note: '' }
    show(task({ claimedBy: MINE, attempts: [before, { ...before, at: '2026-11-21T07:00:00.000Z' }] }))
    await screen.findByText('电话接通了吗')
    await userEvent.keyboard('3')
    expect(screen.getByText(/记为“无法接通”，不算满意/)).toBeTruthy()
  })

  it('never names the unit where the agent is blind to it', async () => {
    show(task({ claimedBy: MINE }))
    await screen.findByText('承办单位不向回访员显示')
  })

  it('asks to claim again once the claim has run out', async () => {
    show(task({ claimedBy: { ...MINE, until: '2026-11-22T01:59:00.000Z' } }))
    expect(await screen.findByRole('button', { name: /占用已到时，重新领取/ })).toBeTruthy()
    expect(screen.queryByText('电话接通了吗')).toBeNull()
  })

  it('says who has it when somebody else was faster', async () => {
    show(task())
    api.restore()
    api = fakeApi([
      { endpoint: readCallbackQueue, answer: () => ({ items: [task()], nextCursor: null }) },
      { endpoint: claimCallback, answer: () => refusal({ status: 409, code: 'CALLBACK_CLAIMED', detail: '李明正在回访这一件' }) },
    ])
    await screen.findByRole('heading', { name: '西街路灯不亮' })
    await userEvent.click(screen.getByRole('button', { name: /领取并开始/ }))
    await screen.findByText('李明正在回访这一件')
  })
})
