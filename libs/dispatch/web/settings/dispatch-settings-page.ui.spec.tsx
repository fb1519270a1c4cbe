import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { changeDispatchThreshold, readDispatchThreshold, type DispatchThresholdView } from '../../contract/dry-run-threshold.js'
import { readBenchSettings, writeBenchSettings, type BenchSettingsView } from '../../contract/pool-endpoints.js'
import DispatchSettingsPage from './dispatch-settings-page.js'

const BY = { changedBy: { id: 'd2', name: '包晓峰' }, changedAt: '2026-11-20T02:00:00.000Z' }
const SECOND = { automatic: 0.85, revision: 2, reason: '试运行后调整', ...BY }
const THRESHOLD: DispatchThresholdView = { ...SECOND, history: [SECOND, { ...SECOND, automatic: 0.9, revision: 1, reason: '误派多' }] }
const LEASE: BenchSettingsView = { version: 0, claimLeaseSeconds: 300, reason: '', changedBy: null, changedAt: null, history: [] }

let api: FakeApi
function show({ permissions = ['catalogue.read', 'catalogue.edit', 'system.configure'], change = (): unknown => THRESHOLD } = {}): { threshold: DispatchThresholdView } {
  const world = { threshold: THRESHOLD }
  api = fakeApi([
    { endpoint: readDispatchThreshold, answer: () => world.threshold },
    { endpoint: changeDispatchThreshold, answer: () => change() },
    { endpoint: readBenchSettings, answer: () => LEASE },
    { endpoint: writeBenchSettings, answer: () => ({ ...LEASE, version: 1, claimLeaseSeconds: 120 }) },
  ])
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at="/dispatch-settings">
      <DispatchSettingsPage />
    </UiTestBed>,
  )
  return world
}
const asked = (name: string) => api.requests.filter((request) => request.name === name)
const form = async (name: string) => within(await screen.findByRole('form', { name }))
async function fill(name: string, value: string, reason: string): Promise<void> {
  const fields = await form(name)
  await userEvent.clear(fields.getByRole('spinbutton', { name: '改为' }))
  await userEvent.type(fields.getByRole('spinbutton', { name: '改为' }), value)
  await userEvent.type(fields.getByRole('textbox', { name: '修改理由' }), reason)
  await userEvent.click(fields.getByRole('button', { name: '保存' }))
}
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the settings of dispatch', () => {
  it('say what holds now, since when, by whom and why, what it means, its bounds and what it was shipped as', async () => {
    show()
    const part = within(await screen.findByRole('region', { name: '自动派单门槛' }))
    expect(part.getByText('0.85')).toBeTruthy()
    expect(part.getAllByText('第 2 次修改，包晓峰 2026-11-20 10:00：试运行后调整')).toHaveLength(2)
    expect(part.getByText(/^可填 0.5 到 1 · 随系统提供 0.8 · /)).toBeTruthy()
    expect(part.getByText(/0.8 就是八成把握/)).toBeTruthy()
    expect(part.getByText(/0.9 → 0.85/)).toBeTruthy()
    expect(part.getByText(/0.8 → 0.9/)).toBeTruthy()
    expect(part.getByRole('link', { name: '先试运行看影响' }).getAttribute('href')).toBe('/catalogue-dry-runs')
    const lease = within(await screen.findByRole('region', { name: '领取占用时长' }))
    expect([lease.getByText('300 秒（5 分钟）'), lease.getByText('没有改过'), lease.getByText(/^可填 60 到 3600 秒 · /)]).toHaveLength(3)
  })

  it('are changed with a reason, on top of the version that was seen', async () => {
    show()
    await fill('自动派单门槛', '0.9', '误派又多了')
    await waitFor(() => expect(asked('changeDispatchThreshold')[0]?.body).toEqual({ automatic: 0.9, reason: '误派又多了', revision: 2 }))
    expect(await screen.findByText('已保存：0.9')).toBeTruthy()
    await fill('领取占用时长', '120', '接手太慢')
    await waitFor(() => expect(asked('writeBenchSettings')[0]?.body).toEqual({ claimLeaseSeconds: 120, reason: '接手太慢', version: 0 }))
  })

  it.each([
    ['自动派单门槛', '0.3', '试着调低', '自动派单门槛不低于 0.5'],
    ['自动派单门槛', '0.9', '试', '理由至少 4 个字'],
    ['领取占用时长', '30', '接手太慢', '领取时长不能短于 60 秒'],
    ['领取占用时长', '90.5', '接手太慢', '领取时长应为整数（秒）'],
  ])('%s refuses %s (%s) before anything is sent: %s', async (name, value, reason, message) => {
    show()
    await fill(name, value, reason)
    expect((await form(name)).getByText(message)).toBeTruthy()
    expect([...asked('changeDispatchThreshold'), ...asked('writeBenchSettings')]).toEqual([])
  })

  it('tell who was slower what it is by now, keep what was written, and save it once it was looked at', async () => {
    const world = show({ change: () => (world.threshold.revision === 2 ? stale() : { ...THRESHOLD, automatic: 0.95, revision: 4 }) })
    const stale = (): Response => {
      const third = { automatic: 0.7, revision: 3, reason: '先放宽', ...BY }
      world.threshold = { ...third, history: [third, ...THRESHOLD.history] }
      return refusal({ status: 409, code: 'THRESHOLD_STALE', detail: '门槛刚刚被改成 0.7，请看过之后再改' })
    }
    await fill('自动派单门槛', '0.95', '误派又多了')
    const fields = await form('自动派单门槛')
    expect(await fields.findByText(/您填写的时候，包晓峰把它改成了 0.7（11-20 10:00，先放宽）/)).toBeTruthy()
    expect((fields.getByRole('spinbutton', { name: '改为' }) as HTMLInputElement).value).toBe('0.95')
    await userEvent.click(fields.getByRole('button', { name: '保存' }))
    expect(asked('changeDispatchThreshold')).toHaveLength(1)
    await userEvent.click(fields.getByRole('button', { name: '看过了，按我填的改' }))
    await userEvent.click(fields.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(asked('changeDispatchThreshold')[1]?.body).toEqual({ automatic: 0.95, reason: '误派又多了', revision: 3 }))
  })

  it('are only looked at by who may not change them, and not at all without the right to read', async () => {
    show({ permissions: ['catalogue.read', 'catalogue.edit'] })
    const lease = within(await screen.findByRole('region', { name: '领取占用时长' }))
    expect([lease.getByText('您的岗位只能看，不能改。'), lease.queryByRole('button', { name: '保存' })]).toEqual([expect.anything(), null])
    expect(await form('自动派单门槛')).toBeTruthy()
    cleanup()
    api.restore()
    show({ permissions: [] })
    expect(screen.getByText(/需要“catalogue.read”权限/)).toBeTruthy()
  })
})
