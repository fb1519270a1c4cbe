import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { CASE_COMMANDS, commandEndpoint } from '@tongban/case/contract'
import { recordDuplicateChoice, type LikelyDuplicate } from '@tongban/duplicate/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { useState, type ReactNode } from 'react'
import { findDuplicates, joinCase } from '../../contract/intake-endpoints.js'
import { newDraft, type FilingDraft } from '../draft/filing-draft.js'
import { DuplicatePart } from './duplicate-part.js'
import { useDuplicates } from './use-duplicates.js'

const person = userEvent.setup({ delay: null })
const operator = { userId: 'op1', displayName: '王', permissions: ['case.file', 'case.urge', 'case.join', 'duplicate.find'] }
const urge = commandEndpoint(CASE_COMMANDS.urge)

const id = (last: number): string => `0192f3a0-0000-7000-8000-00000000000${last}`
const candidate = (changes: Partial<LikelyDuplicate> = {}, caseChanges: Partial<LikelyDuplicate['case']> = {}): LikelyDuplicate => ({
  case: {
    id: id(1), number: '20261119000321', version: 4, title: '西街路灯不亮', status: 'in_progress', statusSince: '2026-11-19T01:00:00.000Z', caseType: 'help', urgency: 'general',
    category: null, placeText: '大沁他拉西街', division: null, county: null, leadUnit: { id: 'township-150525100', name: '大沁他拉镇人民政府' }, round: 1, sealed: false,
    filedAt: '2026-11-19T01:00:00.000Z', dispatchDueAt: '2026-11-19T05:00:00.000Z', promiseDueAt: '2026-11-28T09:30:00.000Z', repliedAt: null, closedAt: null,
    marks: { problem: false, shelvedUntil: null, disputed: false, urges: 1, parentId: null, children: 0 }, ...caseChanges,
  },
  similarity: 0.89, evidence: { text: 0.8, place: 'township', category: 'same', sameCaller: true, daysApart: 2.4 }, likely: true, mayUrge: true, mayJoin: true, ...changes,
})
const second = candidate({ similarity: 0.61, likely: false, evidence: { text: 0.6, place: 'other_township', category: 'unknown', sameCaller: false, daysApart: 0.2 } }, { id: id(2), number: '20261121000007', title: '东街路灯坏了' })
const sealed = candidate({ similarity: null, evidence: null, likely: false }, { id: id(3), title: '保密件', sealed: true, leadUnit: null, placeText: '' })

const DRAFT: FilingDraft = { ...newDraft('draft-1'), phone: '13947500321', description: '大沁他拉西街的路灯一直不亮，晚上看不见路。' }
let api: FakeApi
let isDone = false
function Bed({ draft }: { readonly draft: FilingDraft }): ReactNode {
  const [kept] = useState(draft)
  const duplicates = useDuplicates(kept)
  return <DuplicatePart draft={kept} questions={[]} duplicates={duplicates} onDone={() => (isDone = true)} />
}
function show(items: readonly LikelyDuplicate[], routes: readonly FakeRoute[] = [], { draft = DRAFT, session = operator, gaveUp = false } = {}): void {
  isDone = false
  api = fakeApi([{ endpoint: findDuplicates, answer: () => ({ items, gaveUp }) }, { endpoint: recordDuplicateChoice, answer: () => ({ recorded: true }) }, ...routes])
  render(
    <UiTestBed session={session} now={() => instantFromIso('2026-11-21T02:00:00.000Z')}>
      <Bed draft={draft} />
    </UiTestBed>,
  )
}
const sent = (name: string): FakeApi['requests'] => api.requests.filter((request) => request.name === name)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('what may be the same matter as the call', () => {
  it('says how alike, why, and how the case stands', async () => {
    show([candidate(), second])
    expect(await screen.findByText('很可能 · 同镇街 · 同分类 · 2 天前 · 同号码')).toBeTruthy()
    expect(screen.getByText('89%')).toBeTruthy()
    expect(screen.getByText(/大沁他拉镇人民政府/)).toBeTruthy()
    expect(screen.getByRole('link', { name: '20261119000321' }).getAttribute('href')).toBe(`/cases/${id(1)}`)
    expect(sent('findDuplicates')[0]?.body).toMatchObject({ phone: '13947500321', description: DRAFT.description })
  })

  it('rule 9: is urged by a key, the progress stands there to be read out, the choice is kept, and the next call can come', async () => {
    show([candidate()], [{ endpoint: urge, answer: () => ({ caseId: id(1), number: '20261119000321', version: 5, status: 'in_progress', round: 1 }) }])
    await screen.findByText('89%')
    await person.keyboard('{F8}')
    expect((await screen.findByText(/已记下第 2 次催办/)).textContent).toContain('您的工单 20261119000321 由大沁他拉镇人民政府办理')
    expect(sent('urgeCase')).toHaveLength(1)
    await waitFor(() => expect(sent('recordDuplicateChoice')[0]?.body).toMatchObject({ draftKey: 'draft-1', choice: 'urge', chosenCaseId: id(1) }))
    await person.keyboard('{F8}')
    expect([isDone, sent('urgeCase').length]).toEqual([true, 1])
  })

  it('rule 9: another caller joins in one step, under the key of the draft', async () => {
    show([candidate()], [
      { endpoint: joinCase, answer: () => ({ caseId: id(9), number: '20261121000099', version: 3, status: 'merged', parent: { id: id(1), number: '20261119000321' }, joined: true }) },
    ])
    await screen.findByText('89%')
    await person.keyboard('{F9}')
    // the number that is read out is the caller's own, not the one it follows
    expect((await screen.findByText(/已登记 20261121000099，并入 20261119000321/)).textContent).toContain('您的工单 20261121000099 由大沁他拉镇人民政府办理')
    expect(sent('joinCase')[0]?.body).toMatchObject({ parentId: id(1), call: { description: DRAFT.description, caller: { phone: '13947500321' } }, shown: [{ caseId: id(1), similarity: 0.89 }] })
  })

  it('does not join what is not complete, and says what is missing', async () => {
    show([candidate()], [], { draft: { ...DRAFT, phone: '139' } })
    await screen.findByText('89%')
    await person.keyboard('{F9}')
    expect((await screen.findByRole('alert')).textContent).toContain('电话号码不对')
    expect(sent('joinCase')).toHaveLength(0)
  })

  it('moves from one to the next with Alt and an arrow, and acts on the one that is open', async () => {
    show([candidate(), second], [{ endpoint: urge, answer: () => ({ caseId: id(2), number: '20261121000007', version: 5, status: 'in_progress', round: 1 }) }])
    await screen.findByText('89%')
    await person.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(await screen.findByText('不同镇街 · 一天内')).toBeTruthy()
    await person.keyboard('{F8}')
    await screen.findByText(/已记下/)
    expect(JSON.stringify(sent('urgeCase')[0])).toContain(id(2))
  })

  it('gives way when it is another matter, and comes back when asked', async () => {
    show([candidate()])
    await screen.findByText('89%')
    await person.keyboard('{F10}')
    expect(await screen.findByText(/已选另立新件/)).toBeTruthy()
    await waitFor(() => expect(sent('recordDuplicateChoice')[0]?.body).toMatchObject({ choice: 'new', chosenCaseId: null }))
    await person.click(screen.getByRole('button', { name: /再看/ }))
    expect(await screen.findByText('89%')).toBeTruthy()
  })

  it('shows of a sealed case its number and state, and no reason', async () => {
    show([sealed])
    expect(await screen.findByText('保密件，只显示编号和状态')).toBeTruthy()
    expect(screen.queryByText(/同镇街|%/)).toBeNull()
  })

  it('offers nothing that the state or the person does not allow', async () => {
    show([candidate({ mayUrge: false, mayJoin: false }, { status: 'closed' })])
    await screen.findByText('89%')
    expect(screen.queryByRole('button', { name: /催办|并入/ })).toBeNull()
    expect(screen.getByRole('button', { name: /另立新件/ })).toBeTruthy()
  })

  it('is quiet when nothing is alike, says so when the search was given up, and does not ask for who may not', async () => {
    show([], [], { gaveUp: true })
    expect(await screen.findByText('没有查完，不影响登记')).toBeTruthy()
    cleanup()
    api.restore()
    show([candidate()], [], { session: { ...operator, permissions: ['case.file'] } })
    expect(screen.queryByText('89%')).toBeNull()
    expect(sent('findDuplicates')).toHaveLength(0)
  })
})
