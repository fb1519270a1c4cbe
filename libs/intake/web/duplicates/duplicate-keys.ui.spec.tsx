import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { CASE_COMMANDS, commandEndpoint } from '@tongban/case/contract'
import { recordDuplicateChoice, type LikelyDuplicate } from '@tongban/duplicate/contract'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { callerHistory, fileCase, findDuplicates, suggestFiling } from '../../contract/intake-endpoints.js'
import IntakePage from '../intake-page.js'
import type { Suggestions } from '../use-suggestions.js'

const person = userEvent.setup({ delay: null })
const operator = { userId: 'op1', displayName: '王', permissions: ['case.file', 'dispatch.preview', 'case.urge', 'case.join', 'duplicate.find'] }
const urge = commandEndpoint(CASE_COMMANDS.urge)
const town = { id: 'township-150525100', name: '大沁他拉镇人民政府' }
const CASE_ID = '0192f3a0-0000-7000-8000-000000000001'

const CLEAR: Suggestions['place'] = { best: { code: '150525100', path: ['通辽市', '奈曼旗', '大沁他拉镇'], confidence: 0.97 }, ambiguous: false, question: null, rivals: [], evidence: [], point: null }
const ASKED: Suggestions['place'] = {
  best: null, ambiguous: true, question: '有 2 个西街，请问是哪个旗县的？', evidence: [], point: null,
  rivals: [{ code: '150525100', path: ['通辽市', '奈曼旗', '大沁他拉镇'], confidence: 0.48 }, { code: '150522100', path: ['通辽市', '科尔沁左翼后旗', '甘旗卡镇'], confidence: 0.41 }],
}
const suggestionsAt = (place: Suggestions['place']): Suggestions => ({
  place, modelId: null, categories: [], urgency: { value: 'general', words: [], source: 'category', proposed: 'general', category: null },
  dispatch: { outcome: 'automatic', catalogueRowId: null, catalogueVersion: null, lead: town, assists: [], copies: [], confidence: 0.92, reasons: [], alternatives: [], requiredFacts: [], wouldNeed: [] },
  due: { serviceClass: 'help', dispatchDueAt: '2026-11-21T05:00:00Z', signDueAt: '2026-11-21T06:00:00Z', contactDueAt: '2026-11-22T04:00:00Z', promiseDueAt: '2026-11-28T09:30:00Z' },
})
const DUPLICATE: LikelyDuplicate = {
  case: {
    id: CASE_ID, number: '20261119000321', version: 4, title: '西街路灯不亮', status: 'in_progress', statusSince: '2026-11-19T01:00:00.000Z', caseType: 'help', urgency: 'general', category: null,
    placeText: '大沁他拉西街', division: null, county: null, leadUnit: town, round: 1, sealed: false, filedAt: '2026-11-19T01:00:00.000Z', dispatchDueAt: '2026-11-19T05:00:00.000Z',
    promiseDueAt: '2026-11-28T09:30:00.000Z', repliedAt: null, closedAt: null, marks: { problem: false, shelvedUntil: null, disputed: false, urges: 0, parentId: null, children: 0 },
  },
  similarity: 0.89, evidence: { text: 0.8, place: 'township', category: 'same', sameCaller: true, daysApart: 2.4 }, likely: true, mayUrge: true, mayJoin: true,
}

let api: FakeApi
async function type(place: Suggestions['place']): Promise<void> {
  api = fakeApi([
    { endpoint: suggestFiling, answer: () => suggestionsAt(place) },
    { endpoint: callerHistory, answer: () => ({ total: 0, items: [] }) },
    { endpoint: findDuplicates, answer: () => ({ items: [DUPLICATE], gaveUp: false }) },
    { endpoint: recordDuplicateChoice, answer: () => ({ recorded: true }) },
    { endpoint: urge, answer: () => ({ caseId: CASE_ID, number: '20261119000321', version: 5, status: 'in_progress', round: 1 }) },
    { endpoint: fileCase, answer: () => ({ caseId: CASE_ID, number: '20261121000123', version: 2, status: 'in_progress', dispatch: null, due: null }) },
  ])
  render(
    <UiTestBed session={operator} at="/intake">
      <IntakePage />
    </UiTestBed>,
  )
  await person.keyboard('西街路灯不亮已经一周')
  await screen.findByText('89%')
}
const sent = (name: string): FakeApi['requests'] => api.requests.filter((request) => request.name === name)

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the keys of a likely duplicate, on the operator’s page', () => {
  it('urge it while the text is still under the hand', async () => {
    await type(CLEAR)
    await person.keyboard('{F8}')
    expect(await screen.findByText(/已记下第 1 次催办/)).toBeTruthy()
    expect(sent('urgeCase')).toHaveLength(1)
  })

  it('wait while a place is to be chosen by the same keys, and are not drawn until then', async () => {
    await type(ASKED)
    await screen.findByText('⚠ 有 2 个西街，请问是哪个旗县的？')
    expect(screen.getByRole('button', { name: '催办' })).toBeTruthy()
    // once a panel was open its keys were registered before the page's own
    await person.keyboard('{F2}{Escape}')
    await screen.findByText('89%')
    await person.keyboard('{F8}')
    expect(await screen.findByText(/科尔沁左翼后旗 › 甘旗卡镇/)).toBeTruthy()
    expect(sent('urgeCase')).toHaveLength(0)
    expect(await screen.findByRole('button', { name: '催办 F8' })).toBeTruthy()
  })

  it('a call that was urged is not filed out of habit, and what to say survives a look elsewhere', async () => {
    await type(CLEAR)
    await person.keyboard('{F8}')
    await screen.findByText(/已记下第 1 次催办/)
    await person.keyboard('{F2}{Escape}')
    expect(await screen.findByText(/已记下第 1 次催办/)).toBeTruthy()
    await person.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('这个来电已经办好，没有再登记；按 F8 接下一个来电')).toBeTruthy()
    expect(sent('fileCase')).toHaveLength(0)
    await person.keyboard('{F8}')
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>(/发生了什么/).value).toBe(''))
    expect(screen.queryByText(/这个来电已经办好/)).toBeNull()
  })

  it('stay with the case that was chosen when the list changes its order', async () => {
    const other: LikelyDuplicate = { ...DUPLICATE, similarity: 0.7, case: { ...DUPLICATE.case, id: '0192f3a0-0000-7000-8000-000000000002', number: '20261120000007', title: '西街路灯闪烁' } }
    await type(CLEAR)
    api.restore()
    cleanup()
    let items = [DUPLICATE, other]
    api = fakeApi([
      { endpoint: suggestFiling, answer: () => suggestionsAt(CLEAR) },
      { endpoint: callerHistory, answer: () => ({ total: 0, items: [] }) },
      { endpoint: findDuplicates, answer: () => ({ items, gaveUp: false }) },
      { endpoint: recordDuplicateChoice, answer: () => ({ recorded: true }) },
      { endpoint: urge, answer: () => ({ caseId: other.case.id, number: other.case.number, version: 5, status: 'in_progress', round: 1 }) },
    ])
    localStorage.clear()
    render(
      <UiTestBed session={operator} at="/intake">
        <IntakePage />
      </UiTestBed>,
    )
    await person.keyboard('西街路灯不亮已经一周')
    await screen.findByText('70%')
    await person.keyboard('{Alt>}{ArrowDown}{/Alt}')
    items = [other, DUPLICATE]
    await person.keyboard('，一闪一闪')
    await waitFor(() => expect(sent('findDuplicates')).toHaveLength(2))
    await person.keyboard('{F8}')
    await screen.findByText(/已记下/)
    expect(JSON.stringify(sent('urgeCase')[0])).toContain(other.case.id)
  })
})
