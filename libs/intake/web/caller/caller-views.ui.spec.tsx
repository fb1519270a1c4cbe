import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRequest } from '@tongban/ui/web'
import { readCaller, readCallerViews } from '../../contract/intake-endpoints.js'
import { CallerPanel } from './caller-panel.js'

const CASE = '00000000-0000-4000-8000-000000000001'
const INSPECTOR = ['case.read', 'caller.read_views']
const look = (id: string, change: object = {}) => ({
  id, at: '2026-11-21T01:00:00.000Z', who: { id: 'u2', name: '包娜仁', unitName: '大沁他拉镇人民政府' }, what: 'reveal', outcome: 'done', reason: '核实地点', ...change,
})
let api: FakeApi

function show(permissions: readonly string[], views: (request: FakeRequest) => unknown): void {
  api = fakeApi([
    { endpoint: readCaller, answer: () => ({ phoneMasked: '139••••0321', nameMasked: null, sealed: false, wantsCallback: true, mayReveal: false }) },
    { endpoint: readCallerViews, answer: views },
  ])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '纪检', permissions }} now={() => instantFromIso('2026-11-21T02:00:00.000Z')}>
      <CallerPanel caseId={CASE} />
    </UiTestBed>,
  )
}
const open = async (): Promise<void> => userEvent.click(await screen.findByRole('button', { name: /谁看过诉求人信息/ }))
const asked = (): FakeApi['requests'] => api.requests.filter(({ name }) => name === 'readCallerViews')

afterEach(() => {
  cleanup()
  api.restore()
})

describe('who has looked at the caller', () => {
  it('is asked for only when it is opened, and tells who, when and why, and what was refused', async () => {
    show(INSPECTOR, () => ({
      items: [look('3', { outcome: 'refused', reason: null, who: { id: 'u3', name: '李雪', unitName: null } }), look('2', { what: 'history', reason: null }), look('1')],
      nextCursor: null,
    }))
    await screen.findByText('139••••0321')
    expect(asked()).toEqual([])
    await open()
    const lines = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/李雪.*被拒绝.*没有写理由/)
    expect(lines[1]).toMatch(/来电时看到这件保密件/)
    expect(lines[2]).toMatch(/包娜仁大沁他拉镇人民政府.*查看电话姓名 核实地点/)
    expect(asked()[0]?.params).toEqual({ caseId: CASE })
  })

  it('goes on page by page', async () => {
    show(INSPECTOR, ({ query }) => (query.cursor === undefined ? { items: [look('2')], nextCursor: '2' } : { items: [look('1')], nextCursor: null }))
    await open()
    const ledger = await screen.findByRole('region', { name: '谁看过诉求人信息' })
    await userEvent.click(await within(ledger).findByRole('button', { name: /更多/ }))
    expect(await within(ledger).findAllByRole('listitem')).toHaveLength(2)
    expect(asked().map(({ query }) => query.cursor)).toEqual([undefined, '2'])
  })

  it('says when nobody has', async () => {
    show(INSPECTOR, () => ({ items: [], nextCursor: null }))
    await open()
    expect(await screen.findByText('还没有人看过')).toBeTruthy()
  })

  it('says in its place when it could not be read, and leaves the caller standing', async () => {
    show(INSPECTOR, () => refusal({ status: 404, code: 'CASE_NOT_FOUND', detail: '没有这件工单' }))
    await open()
    expect((await screen.findByRole('alert')).textContent).toContain('没有这件工单')
    expect(screen.getByText('139••••0321')).toBeTruthy()
  })

  it('is not for those who are watched', async () => {
    show(['case.read', 'caller.reveal'], () => ({ items: [], nextCursor: null }))
    await screen.findByText('139••••0321')
    expect(screen.queryByRole('button', { name: /谁看过/ })).toBeNull()
  })
})
