import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { changeDuplicateSettings, DEFAULT_DUPLICATE_SETTINGS, readDuplicateFigures, readDuplicateSettings, type DuplicateSettings, type DuplicateSettingsView } from '../../contract/index.js'
import DuplicateSettingsPage from './duplicate-settings-page.js'

const BY = { changedBy: { id: 'a2', name: '包晓峰' }, changedAt: '2026-11-20T02:00:00.000Z' }
const settingsWith = (changes: Partial<DuplicateSettings>): DuplicateSettings => ({ ...DEFAULT_DUPLICATE_SETTINGS, ...changes })
function viewOf(...settings: readonly DuplicateSettings[]): DuplicateSettingsView {
  const history = settings.map((one, at) => ({ version: settings.length - at, settings: one, reason: `第 ${settings.length - at} 回的理由`, ...BY }))
  return { ...(history[0] ?? { version: 0, settings: DEFAULT_DUPLICATE_SETTINGS, reason: null, changedBy: null, changedAt: null }), history }
}
const FIGURES = { shown: 40, urged: 20, joined: 5, filedNew: 15, takenShare: 0.62, bands: [{ from: 0.5, to: 0.6, shown: 12, taken: 1 }] }

let api: FakeApi
function show({ permissions = ['suggestion.read', 'suggestion.configure'], view = viewOf(), figures = FIGURES, change = (): unknown => viewOf() } = {}): { view: DuplicateSettingsView } {
  const world = { view }
  api = fakeApi([
    { endpoint: readDuplicateSettings, answer: () => world.view },
    { endpoint: readDuplicateFigures, answer: () => figures },
    { endpoint: changeDuplicateSettings, answer: () => change() },
  ])
  render(
    <UiTestBed session={{ userId: 'a1', displayName: '乌日娜', permissions }} at="/duplicate-settings" now={() => instantFromIso('2026-11-22T10:00:00.000Z')}>
      <DuplicateSettingsPage />
    </UiTestBed>,
  )
  return world
}
const sent = () => api.requests.filter(({ name }) => name === 'changeDuplicateSettings').map(({ body }) => body)
async function put(name: string, value: string): Promise<void> {
  const field = await screen.findByRole('spinbutton', { name })
  await userEvent.clear(field)
  await userEvent.type(field, value)
}
const why = (reason: string): Promise<void> => userEvent.type(screen.getByRole('textbox', { name: '修改理由' }), reason)
const save = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: '保存' }))
const fold = (): HTMLDetailsElement | null => screen.getByText('更多：相似度怎么算（权重）').closest('details')
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the settings of duplicates', () => {
  it('say what each means in percent as the operator sees it, and what operators did with what was shown', async () => {
    show()
    expect(((await screen.findByRole('spinbutton', { name: '提示的相似度' })) as HTMLInputElement).value).toBe('50')
    expect(screen.getAllByText('可填 0% 到 100% · 随系统提供 75%')).toHaveLength(1)
    expect(screen.getByText('可填 7 到 1000 天 · 随系统提供 400 天')).toBeTruthy()
    expect(await screen.findByText('近 30 天提示 40 次：催办 20，并入 5，另立新件 15')).toBeTruthy()
    expect(screen.getByText('相似度 50%–60%：提示 12 次，采纳 1 次')).toBeTruthy()
    expect(api.requests.find(({ name }) => name === 'readDuplicateFigures')?.query).toEqual({ from: '2026-10-24', to: '2026-11-22' })
    expect(fold()?.open).toBe(false)
  })

  it('draw the weights when their fold is opened, in groups', async () => {
    show()
    await screen.findByRole('spinbutton', { name: '提示的相似度' })
    expect(screen.queryByText('来电人和时间')).toBeNull()
    const details = fold()
    if (details !== null) details.open = true
    expect(await screen.findByRole('heading', { name: '来电人和时间' })).toBeTruthy()
    expect((screen.getByRole('spinbutton', { name: '同一来电人的权重' }) as HTMLInputElement).value).toBe('0.75')
    expect(screen.getAllByRole('spinbutton')).toHaveLength(25)
  })

  it('are changed with a reason, on top of the version that was seen; nothing else moves', async () => {
    show({ view: viewOf(DEFAULT_DUPLICATE_SETTINGS) })
    await put('提示的相似度', '55')
    await why('不相干的太多')
    await save()
    await waitFor(() => expect(sent()).toEqual([{ version: 1, settings: settingsWith({ showAt: 0.55 }), reason: '不相干的太多' }]))
    expect(await screen.findByText('已保存，一分钟内生效')).toBeTruthy()
  })

  it('tell who changed what, when and why', async () => {
    show({ view: viewOf(settingsWith({ showAt: 0.6 }), settingsWith({ showAt: 0.55, windowDays: 90 })) })
    expect(await screen.findAllByText('第 2 次修改，包晓峰 2026-11-20 10:00：第 2 回的理由')).toHaveLength(2)
    expect(screen.getByText('查多少天以内的工单 90 天 → 400 天；提示的相似度 55% → 60%')).toBeTruthy()
    expect(screen.getByText('查多少天以内的工单 400 天 → 90 天；提示的相似度 50% → 55%')).toBeTruthy()
  })

  it.each([
    ['查多少天以内的工单', '3', '查多少天以内的工单至少 7'],
    ['提示的相似度', '120', '提示的相似度最多 1（100%）'],
    ['标“很可能”的相似度', '40', '“很可能”的阈值不能低于显示的阈值'],
  ])('refuse %s %s beside the field and beside the button, before anything is sent', async (name, value, message) => {
    show()
    await put(name, value)
    await why('试试看')
    await save()
    expect(await screen.findAllByText((words) => words.includes(message))).toHaveLength(2)
    expect(sent()).toEqual([])
  })

  it('are only read by who may not configure them', async () => {
    show({ permissions: ['suggestion.read'], figures: { ...FIGURES, shown: 0, bands: [] } })
    expect(await screen.findByText('您的岗位只能看，不能改。')).toBeTruthy()
    expect(await screen.findByText(/还没有记下话务员的选择/)).toBeTruthy()
    expect([screen.queryByRole('spinbutton'), screen.queryByRole('button', { name: '保存' })]).toEqual([null, null])
  })
})
