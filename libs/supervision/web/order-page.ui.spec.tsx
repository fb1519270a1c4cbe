import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { Route, Routes } from 'react-router'
import { readCaseOrders, readOrder, recordInterview, releaseOrder, replyToOrder, sendBackOrder, signOrder, writeInstruction, type OrderView } from '../contract/index.js'
import { CaseSupervision } from './case-supervision.js'
import OrderPage from './order-page.js'
import { ids, line, may, order } from './order-view.spec-support.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const person = (...permissions: string[]) => ({ userId: 'p1', displayName: '斯琴', permissions: ['supervision.read', ...permissions] })

let api: FakeApi
function show(view: OrderView | Response, session = person('supervision.issue')): void {
  const done = { orderId: ids(1), number: 'DB20261122-0001', version: 3, state: 'signed', round: 1 }
  api = fakeApi([
    { endpoint: readOrder, answer: () => view },
    ...[signOrder, replyToOrder, releaseOrder, sendBackOrder, recordInterview].map((endpoint) => ({ endpoint, answer: () => done })),
  ])
  render(
    <UiTestBed session={session} at={`/supervision/${ids(1)}`} now={() => NOW}>
      <Routes>
        <Route path="/supervision/:orderId" element={<OrderPage />} />
      </Routes>
    </UiTestBed>,
  )
}
const sent = (name: string): unknown => api.requests.find((request) => request.name === name)?.body

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the page of an order', () => {
  it('shows what is demanded of whom until when, its answers newest first, and its history', async () => {
    const reply = { at: '2026-11-22T05:00:00.000Z', by: '巴图', measures: '更换灯头', plannedFinish: '2026-11-25' }
    show(
      order({
        state: 'replied', round: 2, lateRounds: 1, hiddenCases: 2, caseCount: 2, openCaseCount: 0,
        replies: [{ ...reply, round: 1, text: '第一次的反馈', late: true }, { ...reply, round: 2, text: '第二次的反馈', late: false }],
        opinions: [{ unit: { id: 'd', name: '市纪委监委' }, at: reply.at, by: '高志军', text: '请明确牵头单位' }],
      }),
    )
    const facts = await screen.findByRole('region', { name: '督办要求' })
    expect(facts.textContent).toContain('大沁他拉镇人民政府')
    expect(facts.textContent).toContain('时限升级（日常督办）')
    const answers = within(screen.getByRole('region', { name: '反馈' })).getAllByRole('listitem')
    expect(answers.map((item) => item.textContent.includes('第二次的反馈'))).toEqual([true, false])
    expect(answers[1]?.textContent).toContain('超期反馈')
    expect(screen.getByText('另有 2 件不在您的查看范围内')).toBeTruthy()
    expect(screen.getByText('所涉工单已办结，仍须反馈')).toBeTruthy()
    expect(screen.getByText('请明确牵头单位')).toBeTruthy()
  })

  it('is signed by one press or N, and then answered with what was done and by when', async () => {
    show(order({ state: 'issued', allowedActions: [may('sign', '签收'), may('reply', '反馈', '督办单现在是“待签收”，不能反馈')] }), person('supervision.reply'))
    const reply = await screen.findByRole('button', { name: /反\s?馈/ })
    expect(reply.getAttribute('aria-disabled')).toBe('true')
    expect(reply.getAttribute('title')).toBe('督办单现在是“待签收”，不能反馈')
    await userEvent.keyboard('n')
    expect(await screen.findByText('DB20261122-0001 已签收')).toBeTruthy()
    expect(sent('signOrder')).toEqual({ version: 2 })
  })

  it('asks for the answer’s measures before anything is sent', async () => {
    show(order({ allowedActions: [may('reply', '反馈')] }), person('supervision.reply'))
    await userEvent.click(await screen.findByRole('button', { name: /反\s?馈/ }))
    const form = await screen.findByRole('form', { name: '反馈' })
    await userEvent.type(within(form).getByLabelText('反馈情况'), '已经安排抢修')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect((await within(form).findByRole('alert')).textContent).toBe('采取的措施至少 2 个字')
    expect(sent('replyToOrder')).toBeUndefined()
    await userEvent.type(within(form).getByLabelText('采取的措施'), '更换灯头')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('DB20261122-0001 已反馈')).toBeTruthy()
    expect(sent('replyToOrder')).toEqual({ version: 2, text: '已经安排抢修', measures: '更换灯头', plannedFinish: null })
  })

  it('is sent back with what is missing and a new limit', async () => {
    show(order({ state: 'replied', allowedActions: [may('release', '解除督办'), may('send_back', '退回重新反馈')] }))
    await userEvent.click(await screen.findByRole('button', { name: '退回重新反馈' }))
    const form = await screen.findByRole('form', { name: '退回重新反馈' })
    await userEvent.type(within(form).getByLabelText('退回意见'), '没有说明原因')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('DB20261122-0001 已退回重新反馈')).toBeTruthy()
    expect(sent('sendBackOrder')).toEqual({ version: 2, remarks: '没有说明原因', replyWithin: { amount: 1, unit: 'work_day' } })
  })

  it('records an interview on the city’s clock, with what was promised', async () => {
    show(order({ kind: 'interview', allowedActions: [may('record_interview', '登记约谈')] }))
    await userEvent.click(await screen.findByRole('button', { name: /登记约谈/ }))
    const form = await screen.findByRole('form', { name: '登记约谈' })
    await userEvent.type(within(form).getByLabelText('约谈日期', { selector: 'input[inputmode]' }), '20261122{Enter}')
    await userEvent.type(within(form).getByLabelText('时间'), '9:30')
    await userEvent.type(within(form).getByLabelText('参加人员'), '镇长、分管副镇长')
    await userEvent.type(within(form).getByLabelText('约谈记录'), '说明了原因，作出承诺')
    await userEvent.click(within(form).getByRole('button', { name: '再加一项承诺' }))
    await userEvent.type(within(form).getByLabelText('承诺事项 1'), '三日内修复')
    await userEvent.type(within(form).getByLabelText('承诺期限 1', { selector: 'input[inputmode]' }), '20261125{Enter}')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('DB20261122-0001 已登记约谈')).toBeTruthy()
    expect(sent('recordInterview')).toEqual({
      version: 2, heldAt: '2026-11-22T09:30:00+08:00', place: '', attendees: '镇长、分管副镇长', minutes: '说明了原因，作出承诺', commitments: [{ text: '三日内修复', by: '2026-11-25' }],
    })
  })

  it('says that an order is not there', async () => {
    show(refusal({ status: 404, code: 'ORDER_NOT_FOUND', detail: '没有这张督办单，或者不在您的查看范围内' }))
    expect(await screen.findByText('没有这张督办单，或者不在您的查看范围内')).toBeTruthy()
  })
})

describe('the orders on the page of a case', () => {
  const onCase = (session: ReturnType<typeof person>, items = [line(1)]): void => {
    api = fakeApi([
      { endpoint: readCaseOrders, answer: () => ({ items }) },
      { endpoint: writeInstruction, answer: () => ({ orders: [{ orderId: ids(9), number: 'DB20261122-0009', unit: { id: 'u', name: '大沁他拉镇' }, caseCount: 1, replyDueAt: '2026-11-25T01:00:00.000Z' }] }) },
    ])
    render(
      <UiTestBed session={session} at="/cases/1" now={() => NOW}>
        <CaseSupervision caseId={ids(71)} />
      </UiTestBed>,
    )
  }

  it('lets a leader write an instruction on it', async () => {
    onCase(person('instruction.write'))
    expect((await screen.findByRole('link', { name: '第 1 张督办单' })).getAttribute('href')).toBe(`/supervision/${ids(1)}`)
    expect(screen.queryByRole('button', { name: '下发督办单' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: '作出批示' }))
    await userEvent.type(await screen.findByLabelText('批示内容'), '请认真核实，三日内报结果。')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('已下发 DB20261122-0009')).toBeTruthy()
    expect(sent('writeInstruction')).toEqual({ caseIds: [ids(71)], text: '请认真核实，三日内报结果。', replyWithin: { amount: 3, unit: 'work_day' } })
  })

  it('is not there at all for who sees no orders', () => {
    onCase({ userId: 'o1', displayName: '话务员', permissions: [] })
    expect(screen.queryByRole('region', { name: '督办' })).toBeNull()
    expect(api.requests).toEqual([])
  })
})
