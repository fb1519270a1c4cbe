import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { listCategories } from '@tongban/taxonomy/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { changeWarningSettings, DEFAULT_WARNING_SETTINGS, readWarningSettings, type WarningSettings, type WarningSettingsView } from '../../contract/index.js'
import TopicSettingsPage from './topic-settings-page.js'

const names = { '0405': '供热', '110207': '供热收费', '070202': '防汛', '080501': '内涝', '020205': '消防设施', '020606': '消防通道', '0807': '火情', '0808': '森林防火' }
const BY = { changedBy: { id: 's2', name: '包晓峰' }, changedAt: '2026-11-20T02:00:00.000Z' }
const settingsWith = (changes: Partial<WarningSettings>): WarningSettings => ({ ...DEFAULT_WARNING_SETTINGS, ...changes })
function viewOf(...settings: readonly WarningSettings[]): WarningSettingsView {
  const history = settings.map((one, at) => ({ version: settings.length - at, settings: one, reason: `第 ${settings.length - at} 回的理由`, ...BY }))
  return { ...(history[0] ?? { version: 0, settings: DEFAULT_WARNING_SETTINGS, reason: '', changedBy: null, changedAt: null }), history, categoryNames: names }
}

let api: FakeApi
function show({ permissions = ['topic.read', 'topic.configure', 'taxonomy.read'], view = viewOf(), change = (): unknown => viewOf() } = {}): { view: WarningSettingsView } {
  const world = { view }
  api = fakeApi([
    { endpoint: readWarningSettings, answer: () => world.view },
    { endpoint: changeWarningSettings, answer: () => change() },
    { endpoint: listCategories, answer: () => ({ items: [{ code: '0808', parentCode: '08', name: '森林防火', keywords: [], usualAnswer: null, askFor: [], urgency: 'general' }] }) },
  ])
  render(
    <UiTestBed session={{ userId: 's1', displayName: '乌日娜', permissions }} at="/topic-settings">
      <TopicSettingsPage />
    </UiTestBed>,
  )
  return world
}
const sent = () => api.requests.filter(({ name }) => name === 'changeWarningSettings').map(({ body }) => body)
async function put(name: string, value: string): Promise<void> {
  const field = await screen.findByRole('spinbutton', { name })
  await userEvent.clear(field)
  await userEvent.type(field, value)
}
const why = (reason: string): Promise<void> => userEvent.type(screen.getByRole('textbox', { name: '修改理由' }), reason)
const save = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: '保存' }))
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the thresholds of warnings', () => {
  it('say what each means with its unit, its bounds and what it was shipped as', async () => {
    show()
    const field = await screen.findByRole('spinbutton', { name: '确认时限' })
    expect((field as HTMLInputElement).value).toBe('4')
    expect(screen.getByText(/自动上报一级/)).toBeTruthy()
    expect(screen.getByText('可填 1 到 168 小时 · 随系统提供 4 小时')).toBeTruthy()
    expect(screen.getByText('没有改过，都是随系统提供的值')).toBeTruthy()
    expect(screen.getByText('随系统提供 供热、供热收费')).toBeTruthy()
  })

  it('tell who changed what, when and why', async () => {
    show({ view: viewOf(settingsWith({ leastSpike: 12 }), settingsWith({ leastSpike: 8, quietDays: 3 })) })
    expect(await screen.findAllByText('第 2 次修改，包晓峰 2026-11-20 10:00：第 2 回的理由')).toHaveLength(2)
    expect(screen.getByText('激增最少件数 8 件 → 12 件；不重复预警天数 3 天 → 7 天')).toBeTruthy()
    expect(screen.getByText('激增最少件数 5 件 → 8 件；不重复预警天数 7 天 → 3 天')).toBeTruthy()
  })

  it('are changed together, with a reason, on top of the version that was seen', async () => {
    show({ view: viewOf(DEFAULT_WARNING_SETTINGS) })
    await put('激增最少件数', '8')
    expect(screen.getByText(/现在 5 件 · 可填 3 到 1000 件/)).toBeTruthy()
    await why('误报太多')
    await save()
    await waitFor(() => expect(sent()).toEqual([{ version: 1, settings: settingsWith({ leastSpike: 8 }), reason: '误报太多' }]))
    expect(await screen.findByText('已保存，下一轮计算起生效')).toBeTruthy()
  })

  it('take in another category of a watched class, by its name', async () => {
    show()
    await userEvent.click(await screen.findByRole('combobox', { name: '火情消防' }))
    await userEvent.click(await screen.findByTitle('森林防火 0808'))
    await why('防火期')
    await save()
    await waitFor(() => expect(sent()).toMatchObject([{ settings: { classes: { fire: ['020205', '020606', '0807', '0808'] } } }]))
  })

  it.each([
    ['确认时限', '0', '确认时限（小时）至少 1'],
    ['激增最少件数', '5.5', '激增最少件数应为整数'],
    ['热点最少件数', '9', '热点预警最少件数不能低于热点最少件数'],
  ])('refuse %s %s beside the field and beside the button, before anything is sent', async (name, value, message) => {
    show()
    await put(name, value)
    await why('试试看')
    await save()
    expect(await screen.findAllByText(message)).toHaveLength(2)
    expect(sent()).toEqual([])
  })

  it('refuse a change without a reason, and show what the server refuses', async () => {
    show({ change: () => refusal({ status: 422, code: 'CATEGORY_UNKNOWN', detail: '没有代码为 99 的分类' }) })
    await put('激增最少件数', '8')
    await save()
    expect(await screen.findByText(/修改理由至少 2 个字/)).toBeTruthy()
    await why('误报太多')
    await save()
    expect(await screen.findByText('没有代码为 99 的分类')).toBeTruthy()
  })

  it('are only read by who answers for a county', async () => {
    show({ permissions: ['topic.read', 'topic.manage'] })
    expect(await screen.findByText('您的岗位只能看，不能改。')).toBeTruthy()
    expect([screen.queryByRole('spinbutton'), screen.queryByRole('button', { name: '保存' })]).toEqual([null, null])
  })
})
