import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import {
  changeSuggestionSettings, changeUrgencyWording, decideSuggestionModel, listSuggestionModels, listUrgencyWordings, readSuggestionEffect, readSuggestionState, startTraining, tryUrgencyWordings,
} from '../contract/suggestion-endpoints.js'
import type { SuggestionEffect, SuggestionModelView, TrainingView, UrgencyWordingView } from '../contract/suggestion-model.schema.js'
import SuggestionPage from './suggestion-page.js'

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const MODEL: SuggestionModelView = {
  id: id(1), number: 2, state: 'candidate', examples: 4200, ownExamples: 4000, classes: 61, bytes: 2_000_000, fingerprint: 'ab'.repeat(32), figures: { macroF1: 0.83, accuracy: 0.87, top3: 0.96, p99Ms: 3.2 },
  counts: [{ category: { id: '120304', name: '道路照明' }, examples: 300 }], trainedBy: { id: 'a', name: '管理员' }, trainedAt: '2026-11-20T02:00:00.000Z',
}
const TRAINING: TrainingView = {
  id: id(3), state: 'refused', stage: 'collecting', own: true, activate: false, given: 0, unknown: 0, problem: { code: 'TRAINING_TOO_LITTLE', zh: '可用于训练的只有 12 件', en: 'Only 12' }, modelId: null,
  requestedBy: { id: 'a', name: '管理员' }, requestedAt: '2026-11-22T02:00:00.000Z', finishedAt: '2026-11-22T02:01:00.000Z',
}
const EFFECT: SuggestionEffect = {
  days: 30, total: { shown: 200, answered: 160, top1: 120, top3: 150 }, byModel: [{ model: null, shown: 200, answered: 160, top1: 120, top3: 150 }],
  byCategory: [{ category: { id: '120304', name: '道路照明' }, answered: 40, top1: 36, top3: 40 }], urgency: [{ word: '冒火花', raised: 8, kept: 6 }],
}
const WORDING: UrgencyWordingView = {
  id: 'fire', name: '起火冒烟', kind: 'hazard', urgency: 'emergency', words: ['着火', '起火'], withAny: [], nearAny: [], unlessNear: ['隐患'], isLack: false, evenIfSupposed: false, enabled: true,
  examples: ['对面楼着火了'], counterExamples: ['火灾隐患'], version: 1, isShipped: true, changedBy: null, changedAt: null,
}

let api: FakeApi
type Shown = { permissions?: string[]; refuses?: boolean; active?: SuggestionModelView | null }
function show({ permissions = ['suggestion.read', 'suggestion.configure'], refuses = false, active = null }: Shown = {}): void {
  api = fakeApi([
    { endpoint: readSuggestionState, answer: () => ({ settings: { categoryOn: true, urgencyOn: true, version: 4 }, active, activeAnswers: false, training: TRAINING }) },
    { endpoint: changeSuggestionSettings, answer: () => ({ categoryOn: false, urgencyOn: true, version: 5 }) },
    { endpoint: listSuggestionModels, answer: () => ({ items: [MODEL], nextCursor: null }) },
    { endpoint: decideSuggestionModel, answer: () => ({ state: 'active' }) },
    { endpoint: startTraining, answer: () => ({ trainingId: id(4) }) },
    { endpoint: readSuggestionEffect, answer: () => EFFECT },
    { endpoint: listUrgencyWordings, answer: () => ({ items: [WORDING] }) },
    { endpoint: tryUrgencyWordings, answer: () => ({ signal: { urgency: 'emergency', kinds: ['hazard'], words: ['着火'] } }) },
    { endpoint: changeUrgencyWording, answer: () => (refuses ? refusal({ status: 422, code: 'WORDING_EXAMPLE_MISSED', detail: '例句“对面楼着火了”没有被识别，请补充用词' }) : { version: 2 }) },
  ] as Parameters<typeof fakeApi>[0])
  render(
    <UiTestBed session={{ userId: 'a', displayName: '管理员', permissions }} at="/suggestions" now={() => instantFromIso('2026-11-22T10:00:00.000Z')}>
      <SuggestionPage />
    </UiTestBed>,
  )
}
afterEach(() => {
  cleanup()
  api.restore()
})
const sent = (endpoint: { name: string }): unknown[] => api.requests.filter(({ name }) => name === endpoint.name).map(({ body }) => body)

describe('the page of suggestions', () => {
  it('says what was measured of a model, how often people took what was shown, and why a training came to nothing', async () => {
    show()
    expect(await screen.findByText('可用于训练的只有 12 件')).toBeTruthy()
    expect(await screen.findByText(/首选对 87\s?% · 前三 96\s?% · 宏平均 F1 0.830 · 3.2 毫秒/)).toBeTruthy()
    const effect = await screen.findByRole('region', { name: '近 30 天建议被采纳多少' })
    expect(effect.textContent).toContain('显示 200 件，人选了 160 件')
    expect(within(effect).getAllByText(/^75\s?%$/).length).toBeGreaterThan(0)
    expect(within(effect).getByRole('row', { name: /道路照明 40 90\s?% 100\s?%/ })).toBeTruthy()
    expect(within(effect).getByRole('row', { name: /冒火花 8 75\s?%/ })).toBeTruthy()
  })

  it('says so when the model in use is another version’s and cannot be read', async () => {
    show({ active: { ...MODEL, state: 'active' } })
    expect((await screen.findByRole('alert')).textContent).toBe('第 2 号模型是另一版本的系统训练的，本版本读不了：现在由分类目录的词条回答。请重新训练，或停用它。')
  })

  it('switches, trains and activates', async () => {
    show()
    await userEvent.click(await screen.findByRole('switch', { name: '分类建议' }))
    await waitFor(() => expect(sent(changeSuggestionSettings)).toEqual([{ categoryOn: false, urgencyOn: true, version: 4 }]))
    await userEvent.click(screen.getByRole('checkbox', { name: '训练好了就启用' }))
    await userEvent.click(screen.getByRole('button', { name: '开始训练' }))
    await waitFor(() => expect(sent(startTraining)).toEqual([{ own: true, activate: true, minimumPerClass: 5 }]))
    await userEvent.click(await screen.findByRole('button', { name: '启用 2' }))
    await waitFor(() => expect(sent(decideSuggestionModel)).toEqual([{ state: 'active' }]))
  })

  it('tries a text on the wordings, and keeps a change only when its examples go right', async () => {
    show({ refuses: true })
    await userEvent.click(await screen.findByText('紧急用词'))
    await userEvent.type(await screen.findByRole('textbox', { name: '试一段话' }), '着火了')
    expect(await screen.findByText('升为紧急：着火')).toBeTruthy()
    await userEvent.click(await screen.findByRole('button', { name: '修改 起火冒烟' }))
    const words = await screen.findByRole('textbox', { name: '用词（一行一条）' })
    await userEvent.clear(words)
    await userEvent.type(words, '冒烟{enter}冒火')
    await userEvent.click(screen.getByRole('button', { name: '试过例句后保存' }))
    expect(await screen.findByText(/例句“对面楼着火了”没有被识别/)).toBeTruthy()
    expect(sent(changeUrgencyWording)).toMatchObject([{ version: 1, draft: { words: ['冒烟', '冒火'], unlessNear: ['隐患'], examples: ['对面楼着火了'] } }])
  })

  it('shows readers the figures without the switches, and others why they see nothing', async () => {
    show({ permissions: ['suggestion.read'] })
    expect(await screen.findByText(/首选对/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '启用 2' })).toBeNull()
    expect(screen.getByRole('switch', { name: '分类建议' }).hasAttribute('disabled')).toBe(true)
    cleanup()
    api.restore()
    show({ permissions: [] })
    expect(screen.getByRole('alert')).toBeTruthy()
  })
})
