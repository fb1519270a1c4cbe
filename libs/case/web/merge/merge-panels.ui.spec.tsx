import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { CASE_COMMANDS, commandEndpoint, listCases, mergeCase, readCase } from '../../contract/index.js'
import CasePage from '../case/case-page.js'
import { allowed, CASE_ID, caseView, listItem } from '../testing/case-view.builder.js'

const person = userEvent.setup({ delay: null })
const dispatcher = { userId: 'd1', displayName: '派单员', permissions: ['case.read', 'case.merge', 'case.urge', 'case.add_facts', 'case.appeal'] }
const NUMBER = '20261122000777'
const offered = (...actions: string[]) => caseView({ allowedActions: actions.map((action) => allowed(action, { assignmentId: null })) })
const result = { caseId: CASE_ID, number: '20261122000100', version: 4, status: 'merged', round: 1 }

let api: FakeApi
function show(view: ReturnType<typeof caseView>, routes: readonly FakeRoute[] = []): void {
  api = fakeApi([{ endpoint: readCase, answer: () => view }, ...routes])
  render(
    <UiTestBed session={dispatcher} at={`/cases/${CASE_ID}`}>
      <Routes>
        <Route path="/cases/:caseId" element={<CasePage />} />
      </Routes>
    </UiTestBed>,
  )
}
const sent = (name: string): FakeApi['requests'] => api.requests.filter((request) => request.name === name)

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  api.restore()
})

describe('merging on the case page', () => {
  it('shows which case a number is before anything is merged into it', async () => {
    const found = listItem({ id: '00000000-0000-4000-8000-000000000009', number: NUMBER, title: '建国路路灯全灭' })
    show(offered('merge', 'urge'), [
      { endpoint: listCases, answer: () => ({ items: [found], nextCursor: null }) },
      { endpoint: mergeCase, answer: () => result },
    ])
    await person.click(await screen.findByRole('button', { name: '并案' }))
    await person.type(screen.getByLabelText('并入哪一件（工单号）'), NUMBER)
    expect(await screen.findByText('建国路路灯全灭')).toBeTruthy()
    await person.type(screen.getByLabelText('并案理由'), '反映的是同一处路灯{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/已并案/)).toBeTruthy()
    expect(sent('mergeCase')[0]).toMatchObject({ body: { parentNumber: NUMBER, reason: '反映的是同一处路灯', version: caseView({}).version } })
  })

  it('says when a number is no case, and sends nothing while a field is wrong', async () => {
    show(offered('merge', 'urge'), [{ endpoint: listCases, answer: () => ({ items: [], nextCursor: null }) }])
    await person.click(await screen.findByRole('button', { name: '并案' }))
    await person.type(screen.getByLabelText('并入哪一件（工单号）'), NUMBER)
    expect(await screen.findByText('没有找到这个工单号')).toBeTruthy()
    await person.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/并案理由至少 2 个字/)).toBeTruthy()
    expect(sent('mergeCase')).toEqual([])
  })

  it('tells why it was refused, and keeps what was written', async () => {
    show(offered('merge', 'urge'), [
      { endpoint: listCases, answer: () => ({ items: [], nextCursor: null }) },
      { endpoint: mergeCase, answer: () => refusal({ status: 409, code: 'PARENT_IS_MERGED', detail: '该工单自己已经并入别的工单' }) },
    ])
    await person.click(await screen.findByRole('button', { name: '并案' }))
    await person.type(screen.getByLabelText('并入哪一件（工单号）'), NUMBER)
    await person.type(screen.getByLabelText('并案理由'), '同一处路灯{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/该工单自己已经并入别的工单/)).toBeTruthy()
    expect(screen.getByLabelText<HTMLTextAreaElement>('并案理由').value).toBe('同一处路灯')
  })
})

describe('the forms of one text', () => {
  it.each([
    ['unmerge', '撤销并案', '撤销理由', '核实后是另一处路灯', { reason: '核实后是另一处路灯' }],
    ['urge', '催办', '催办内容（可不填）', '还没有人联系', { note: '还没有人联系' }],
    ['add_facts', '补充情况', '补充的情况', '昨晚又有两盏灯不亮', { text: '昨晚又有两盏灯不亮' }],
    ['appeal', '登记申诉', '申诉理由', '第三天路灯又不亮了', { reason: '第三天路灯又不亮了' }],
  ] as const)('%s sends what was written, with the version that was seen', async (name, button, label, written, body) => {
    const endpoint = commandEndpoint(CASE_COMMANDS[name])
    show(offered(name, 'withdraw'), [{ endpoint, answer: () => result }])
    await person.click(await screen.findByRole('button', { name: button }))
    await person.type(screen.getByLabelText(label), `${written}{Control>}{Enter}{/Control}`)
    expect(await screen.findByText(new RegExp(`20261122000100 已${button}`))).toBeTruthy()
    expect(sent(endpoint.name)[0]?.body).toEqual({ ...body, version: caseView({}).version })
  })
})
