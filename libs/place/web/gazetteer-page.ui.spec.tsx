import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import type { GazetteerEntryView, GazetteerImportReport } from '../contract/gazetteer.schema.js'
import { addGazetteerEntry, decideGazetteerEntry, importGazetteer, listGazetteer, resolvePlaceText } from '../contract/place-endpoints.js'
import GazetteerPage from './gazetteer-page.js'

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ENTRY: GazetteerEntryView = {
  id: id(1), name: '明珠花园', aliases: ['明珠小区'], kind: 'estate', division: { code: '150525100', path: ['通辽市', '奈曼旗', '大沁他拉镇'] }, point: null, note: '', status: 'proposed', source: 'learned',
  agreeing: 3, contradicting: 0, isReady: true, cases: [{ id: id(2), number: '20261122000002' }], version: 3, changedBy: { id: 'system', name: '系统' }, changedAt: '2026-11-22T02:00:00.000Z',
}
const best = { code: '150525100', level: 'township' as const, path: ['通辽市', '奈曼旗', '大沁他拉镇'], steps: [], confidence: 0.98 }
const understood = { best, level: 'township' as const, evidence: [], rivals: [], ambiguous: false, rest: '', question: null }

let api: FakeApi
function show(items: readonly GazetteerEntryView[], permissions = ['place.read', 'place.maintain'], resolution: object | ((text: string) => object) = understood, report: Partial<GazetteerImportReport> = {}, at = '/gazetteer'): void {
  const page = { items, nextCursor: null, counts: { confirmed: 12, proposed: 1, rejected: 0, retired: 0 }, ready: 1, rules: { agreeingNeeded: 3, acceptsAlone: false, version: 1 } }
  api = fakeApi([
    { endpoint: listGazetteer, answer: () => page },
    { endpoint: resolvePlaceText, answer: ({ body }) => (typeof resolution === 'function' ? resolution((body as { text: string }).text) : resolution) },
    { endpoint: addGazetteerEntry, answer: () => ({ id: id(9), version: 1 }) },
    { endpoint: decideGazetteerEntry, answer: () => ({ version: 4, status: 'confirmed' }) },
    { endpoint: importGazetteer, answer: () => ({ rows: 2, added: 2, changed: 0, unchanged: 0, saved: false, errorCount: 0, errors: [], ...report }) },
  ] as Parameters<typeof fakeApi>[0])
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at={at} now={() => instantFromIso('2026-11-22T10:00:00.000Z')}>
      <GazetteerPage />
    </UiTestBed>,
  )
}
afterEach(() => {
  cleanup()
  api.restore()
})
const sent = (endpoint: { name: string }): unknown[] => api.requests.filter(({ name }) => name === endpoint.name).map(({ body }) => body)

describe('the gazetteer', () => {
  it('says of a proposed name where it is, how many cases say so, and takes it in one press', async () => {
    show([ENTRY])
    const [item] = within(await screen.findByRole('list', { name: '地名' })).getAllByRole('listitem')
    if (item === undefined) throw new Error('one was given')
    expect(item.textContent).toContain('奈曼旗 › 大沁他拉镇')
    expect(item.textContent).toContain('也叫 明珠小区 · 工单积累 · 3 件工单这样说')
    expect(within(item).getByText('够数，请确认')).toBeTruthy()
    expect(within(item).getByRole('link', { name: /20261122000002/ }).getAttribute('href')).toBe(`/cases/${id(2)}`)
    await userEvent.click(within(item).getByRole('button', { name: '采纳 明珠花园' }))
    await waitFor(() => expect(sent(decideGazetteerEntry)).toEqual([{ verdict: 'accept', version: 3 }]))
    expect((await screen.findByText('已采纳：明珠花园')).getAttribute('role')).toBe('status')
  })

  it('keeps what is searched for in the address', async () => {
    show([ENTRY], undefined, undefined, {}, '/gazetteer?status=proposed&kind=estate&q=明珠')
    await screen.findByText('明珠花园')
    expect(screen.getByRole<HTMLInputElement>('searchbox', { name: '按名称或别名查' }).value).toBe('明珠')
    expect(api.requests.find(({ name }) => name === listGazetteer.name)?.query).toMatchObject({ status: 'proposed', kind: 'estate', q: '明珠' })
  })

  it('keeps no place that was understood of other words than those that stand there', async () => {
    show([], undefined, (text: string) => (text.includes('大沁他拉') ? understood : { ...understood, best: null, level: null }))
    await userEvent.click(await screen.findByRole('button', { name: '添地名' }))
    await userEvent.type(await screen.findByRole('textbox', { name: '名称' }), '老粮库')
    const where = screen.getByRole('textbox', { name: '在哪里' })
    await userEvent.type(where, '大沁他拉')
    expect(await screen.findByText(/98\s?%/)).toBeTruthy()
    await userEvent.clear(where)
    await userEvent.type(where, '哪里都不是')
    expect(await screen.findByText('听不出在哪里')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '保存地名' }))
    expect(await screen.findByText('还没有听出在哪里')).toBeTruthy()
    expect(sent(addGazetteerEntry)).toEqual([])
  })

  it('takes a position whole or not at all, and says so', async () => {
    show([])
    await userEvent.click(await screen.findByRole('button', { name: '添地名' }))
    await userEvent.type(await screen.findByRole('textbox', { name: '名称' }), '老粮库')
    await userEvent.type(screen.getByRole('textbox', { name: '在哪里' }), '大沁他拉')
    expect(await screen.findByText(/98\s?%/)).toBeTruthy()
    await userEvent.type(screen.getByRole('spinbutton', { name: '纬度' }), '43.6')
    await userEvent.click(screen.getByRole('button', { name: '保存地名' }))
    expect(await screen.findByText('纬度和经度要一起填')).toBeTruthy()
    expect(sent(addGazetteerEntry)).toEqual([])
  })

  it('says when the place could not be asked about', async () => {
    show([], undefined, () => refusal({ status: 503, code: 'STORE_UNAVAILABLE', detail: '系统暂时无法读取' }))
    await userEvent.click(await screen.findByText('试听地点'))
    await userEvent.type(screen.getByRole('textbox', { name: '试听地点' }), '大沁他拉')
    expect(await screen.findByText('系统暂时无法读取', undefined, { timeout: 5_000 })).toBeTruthy()
  })

  it('adds a name at the place that was understood from words', async () => {
    show([])
    await userEvent.click(await screen.findByRole('button', { name: '添地名' }))
    await userEvent.type(await screen.findByRole('textbox', { name: '名称' }), '民生市场')
    await userEvent.click(screen.getByRole('button', { name: '保存地名' }))
    expect(await screen.findByText('还没有听出在哪里')).toBeTruthy()
    await userEvent.type(screen.getByRole('textbox', { name: '在哪里' }), '奈曼大沁他拉')
    expect(await screen.findByText(/98\s?%/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '保存地名' }))
    await waitFor(() => expect(sent(addGazetteerEntry)).toMatchObject([{ name: '民生市场', kind: 'estate', divisionCode: '150525100', point: null }]))
  })

  it('says that a place may be in another city', async () => {
    show([], undefined, { ...understood, best: null, level: null, question: '说的可能是外地：赤峰市开发区' })
    await userEvent.click(await screen.findByRole('button', { name: '添地名' }))
    await userEvent.type(await screen.findByRole('textbox', { name: '在哪里' }), '赤峰市开发区')
    expect(await screen.findByText('说的可能是外地：赤峰市开发区')).toBeTruthy()
  })

  it('asks which of several places is meant', async () => {
    const rivals = [{ ...best, code: '150525101', path: ['通辽市', '奈曼旗', '甲镇'] }, { ...best, code: '150525102', path: ['通辽市', '奈曼旗', '乙镇'] }]
    show([], undefined, { ...understood, best: null, level: null, ambiguous: true, rivals, question: '有 2 个明仁嘎查，请问是哪个苏木镇的？' })
    await userEvent.click(await screen.findByRole('button', { name: '添地名' }))
    await userEvent.type(await screen.findByRole('textbox', { name: '在哪里' }), '明仁')
    expect(await screen.findByText(/有 2 个明仁嘎查/)).toBeTruthy()
    await userEvent.click(screen.getByText('奈曼旗 › 乙镇'))
    await userEvent.type(screen.getByRole('textbox', { name: '名称' }), '西井子')
    await userEvent.click(screen.getByRole('button', { name: '保存地名' }))
    await waitFor(() => expect(sent(addGazetteerEntry)).toMatchObject([{ divisionCode: '150525102' }]))
  })

  it('says row by row what is wrong with a table', async () => {
    show([], undefined, undefined, { errorCount: 1, errors: [{ row: 3, message: '类型“宫殿”不对' }] })
    await userEvent.click(await screen.findByText('导入一张表'))
    await userEvent.type(screen.getByRole('textbox', { name: '导入一张表' }), '名称')
    await userEvent.click(screen.getByRole('button', { name: /检\s*查/ }))
    expect(await screen.findByText('第 3 行：类型“宫殿”不对')).toBeTruthy()
  })

  it('shows readers the names without what they may not do, and others why they see none', async () => {
    show([ENTRY], ['place.read'])
    expect(await screen.findByText('明珠花园')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '采纳 明珠花园' })).toBeNull()
    expect(screen.queryByRole('button', { name: '添地名' })).toBeNull()
    cleanup()
    api.restore()
    show([ENTRY], [])
    expect(screen.getByRole('alert')).toBeTruthy()
    expect(api.requests).toEqual([])
  })
})
