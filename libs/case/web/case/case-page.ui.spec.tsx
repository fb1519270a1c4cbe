import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, readCase, type CaseView } from '../../contract/index.js'
import { allowed, CASE_ID, caseView, entry } from '../testing/case-view.builder.js'
import { CasePageSlotsProvider } from './case-page-slots.js'
import CasePage from './case-page.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const clerk = { userId: 'u1', displayName: '包娜仁', permissions: ['case.read', 'case.withdraw', 'assignment.reply'] }

let api: FakeApi

function show(view: CaseView, routes: readonly FakeRoute[] = []): void {
  api = fakeApi([{ endpoint: readCase, answer: () => view }, ...routes])
  render(
    <UiTestBed session={clerk} at={`/cases/${CASE_ID}`} now={() => NOW}>
      <CasePageSlotsProvider slots={{ Clocks: () => <p>从派单起算，5 个工作日。</p> }}>
        <Routes>
          <Route path="/cases/:caseId" element={<CasePage />} />
        </Routes>
      </CasePageSlotsProvider>
    </UiTestBed>,
  )
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  api.restore()
})

const withdrawRoute = (answer: FakeRoute['answer']): FakeRoute => {
  const found = COMMAND_ENDPOINTS.find(({ command }) => command.name === 'withdraw')
  if (found === undefined) throw new Error('no withdraw')
  return { endpoint: found.endpoint, answer }
}

describe('the case page', () => {
  it('says why an action is off, in sight and to a screen reader', async () => {
    const why = '回复前要先登记与群众的联系，或说明无法联系的原因'
    show(caseView({ allowedActions: [allowed('contact'), allowed('reply', { enabled: false, code: 'REPLY_NEEDS_CONTACT', why })] }))
    const button = await screen.findByRole('button', { name: '提交回复' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    const described = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe(why)
    expect(screen.getAllByText(why).length).toBe(2)
    await userEvent.click(button)
    expect(screen.queryByRole('form', { name: '提交回复' })).toBeNull()
  })

  it('offers nothing for a step that is behind', async () => {
    show(caseView({ allowedActions: [allowed('sign', { enabled: false, why: '承办任务现在是“已签收”，不能签收' }), allowed('contact')] }))
    await screen.findByRole('button', { name: '登记联系' })
    expect(screen.queryByRole('button', { name: '签收' })).toBeNull()
  })

  it('filters what happened by what it was about', async () => {
    show(
      caseView({
        timeline: [
          entry(1, { sentence: '受理登记' }),
          entry(2, { sentence: '已联系诉求人', group: 'contact' }),
          entry(3, { sentence: '办理时限临近', group: 'supervision' }),
        ],
      }),
    )
    const history = await screen.findByRole('region', { name: '经过' })
    const sentences = (): string[] =>
      within(history)
        .queryAllByRole('listitem')
        .map((line) => line.querySelector('p')?.textContent ?? '')
    expect(sentences()).toEqual(['办理时限临近', '已联系诉求人', '受理登记'])
    await userEvent.click(within(history).getByRole('button', { name: /与群众联系/ }))
    expect(sentences()).toEqual(['已联系诉求人'])
    await userEvent.click(within(history).getByRole('button', { name: /督办/ }))
    expect(sentences()).toEqual(['办理时限临近'])
    await userEvent.click(within(history).getByRole('button', { name: /全部/ }))
    expect(sentences()).toHaveLength(3)
  })

  it('explains the promise when its clock is pressed', async () => {
    show(caseView())
    expect(screen.queryByText('从派单起算，5 个工作日。')).toBeNull()
    await userEvent.click(await screen.findByRole('button', { name: /时限怎么算出来的/ }))
    expect(screen.getByText('从派单起算，5 个工作日。')).toBeTruthy()
  })

  it('asks for the reason of a withdrawal in the same panel and sends the version that was seen', async () => {
    show(caseView({ allowedActions: [allowed('withdraw', { assignmentId: null })] }), [
      withdrawRoute(() => ({ caseId: CASE_ID, number: '20261122000100', version: 4, status: 'withdrawn', round: 1 })),
    ])
    await userEvent.click(await screen.findByRole('button', { name: '撤单' }))
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect((await screen.findByRole('alert')).textContent).toBe('撤单原因至少 2 个字')
    expect(api.requests.some((request) => request.name === 'withdrawCase')).toBe(false)
    await userEvent.type(screen.getByRole('textbox', { name: '撤单原因' }), '来电表示已自行解决')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('20261122000100 已撤单')
    expect(api.requests.find((request) => request.name === 'withdrawCase')?.body).toEqual({ version: 3, reason: '来电表示已自行解决' })
  })

  it('says what to do when somebody else was faster, with what was written kept', async () => {
    show(caseView({ allowedActions: [allowed('withdraw', { assignmentId: null })] }), [
      withdrawRoute(() => refusal({ status: 409, code: 'CASE_VERSION_STALE', detail: '工单已被更新，请看最新情况后再操作' })),
    ])
    await userEvent.click(await screen.findByRole('button', { name: '撤单' }))
    await userEvent.type(screen.getByRole('textbox', { name: '撤单原因' }), '不用了')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('工单已被更新，请看最新情况后再操作')
    const reads = (): number => api.requests.filter((request) => request.name === 'readCase').length
    const before = reads()
    await userEvent.click(screen.getByRole('button', { name: '看最新情况' }))
    await waitFor(() => expect(reads()).toBe(before + 1))
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '撤单原因' }).value).toBe('不用了')
  })

  it('shows the complaint of the server at its field', async () => {
    show(caseView({ allowedActions: [allowed('withdraw', { assignmentId: null })] }), [
      withdrawRoute(() =>
        refusal({
          status: 400,
          code: 'INPUT_INVALID',
          detail: '填写的内容有 1 处不符合要求',
          errors: [{ field: 'reason', rule: 'custom', message: '撤单原因含有不允许的字符' }],
        }),
      ),
    ])
    await userEvent.click(await screen.findByRole('button', { name: '撤单' }))
    const field = screen.getByRole('textbox', { name: '撤单原因' })
    await userEvent.type(field, '不用了')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe('撤单原因含有不允许的字符')
  })

  it('says that a case is sealed', async () => {
    // jsdom draws nothing; the watermark itself is judged in Chromium
    HTMLCanvasElement.prototype.getContext = () => null
    show(caseView({ sealed: true }))
    expect(await screen.findByText(/保密件：诉求人身份不向承办单位显示/)).toBeTruthy()
  })

  it('is not shown to who may not read cases', () => {
    api = fakeApi([])
    render(
      <UiTestBed session={{ ...clerk, permissions: [] }} at={`/cases/${CASE_ID}`}>
        <CasePage />
      </UiTestBed>,
    )
    expect(screen.getByRole('alert').textContent).toContain('case.read')
    expect(api.requests).toEqual([])
  })
})
