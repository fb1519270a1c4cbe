import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { searchUnits } from '@tongban/org/contract'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { RequestPanel } from '../../commands/request/panel.js'
import { COMMAND_ENDPOINTS, readCase, type CaseView } from '../../contract/index.js'
import { assignment, ASSIGNMENT_ID, caseView, procedures } from '../testing/case-view.builder.js'
import { subjectOfCase } from '../work/action-subject.js'

const NOW = instantFromIso('2026-11-23T02:00:00.000Z')
const handler = { userId: 'h1', displayName: '王秀兰', permissions: ['case.read', 'request.ask', 'attachment.upload', 'org.read'] }
const handled = (change: Partial<CaseView> = {}): CaseView => caseView({ assignments: [assignment({ status: 'contacted' })], ...change })

let api: FakeApi
let said: string[] = []
function show(view: CaseView, permissions: readonly string[] = handler.permissions): void {
  said = []
  const ask = COMMAND_ENDPOINTS.find(({ command }) => command.name === 'request')?.endpoint
  if (ask === undefined) throw new Error('no request')
  api = fakeApi([
    { endpoint: readCase, answer: () => view },
    { endpoint: searchUnits, answer: () => ({ items: [{ id: 'township-150525101', name: '八仙筒镇人民政府', shortName: '八仙筒镇', kind: 'township', level: 'township', divisionCode: '150525101', functionCode: null, parentId: null, peerClass: null }] }) },
    { endpoint: ask, answer: () => ({ caseId: view.id, number: view.number, version: 4, status: view.status, round: 1 }) },
  ])
  render(
    <UiTestBed session={{ ...handler, permissions }} at="/cases" now={() => NOW}>
      <RequestPanel subject={subjectOfCase(view, ASSIGNMENT_ID)} onDone={(words) => said.push(words)} onCancel={() => said.push('cancelled')} />
    </UiTestBed>,
  )
}
const sent = (): unknown[] => api.requests.filter((request) => request.name === 'requestAssignment').map(({ body }) => body)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the form of a request', () => {
  it('offers what can be asked for where the assignment stands, and tells who endorses it', async () => {
    show(handled())
    await screen.findByRole('form', { name: '退单' })
    const kinds = within(screen.getByRole('radiogroup', { name: '申请什么' })).getAllByRole('radio')
    expect(kinds.map((radio) => radio.closest('label')?.textContent)).toEqual(['退单', '延期', '挂账', '不合理诉求认定', '终止办理'])
    expect(screen.getByText(/提出后由本单位负责人审签/)).toBeTruthy()
  })

  it('leaves out a return that is forbidden and an extension while the case is shelved', async () => {
    const shelving: CaseView['procedures']['shelving'] = {
      requestId: ASSIGNMENT_ID, reason: '', measures: '', leader: '', publicNote: '', since: '2026-11-22T01:00:00.000Z', until: '2026-12-22T01:00:00.000Z',
      nextReviewAt: '2026-12-01T01:00:00.000Z', endedAt: null, milestones: [],
    }
    show(handled({ assignments: [assignment({ status: 'contacted', noReturn: true })], procedures: procedures({ shelving }) }))
    await screen.findByRole('form', { name: '不合理诉求认定' })
    expect(screen.queryByRole('radio', { name: '退单' })).toBeNull()
    expect(screen.queryByRole('radio', { name: '延期' })).toBeNull()
  })

  it('asks for a return with its reason, the unit that should have it and the grounds', async () => {
    show(handled())
    fireEvent.click(await screen.findByRole('button', { name: /提出申请/ }))
    expect((await screen.findAllByRole('alert')).map((line) => line.textContent)).toEqual(expect.arrayContaining(['请选一项', '请选择单位']))
    expect(sent()).toEqual([])
    fireEvent.click(screen.getByRole('radio', { name: '不在本单位辖区' }))
    fireEvent.change(screen.getByRole('combobox', { name: '应当由哪个单位承办' }), { target: { value: '八仙筒' } })
    fireEvent.click(await screen.findByTitle('八仙筒镇人民政府'))
    fireEvent.change(screen.getByLabelText('依据'), { target: { value: '乡镇权责清单第 12 项' } })
    fireEvent.change(screen.getByLabelText('理由'), { target: { value: '事发地在相邻镇辖区' } })
    fireEvent.click(screen.getByRole('button', { name: /提出申请/ }))
    await waitFor(() => expect(sent()).toHaveLength(1))
    expect(sent()).toEqual([
      {
        version: 3, reason: '事发地在相邻镇辖区', attachmentIds: [],
        details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: 'township-150525101', legalBasis: '乡镇权责清单第 12 项' },
      },
    ])
    await waitFor(() => expect(said).toEqual(['20261122000100 已申请退单']))
  })

  it('proposes days that skip the weekend and no further than the original length', async () => {
    show(handled(), [...handler.permissions, 'request.endorse'])
    await userEvent.click(await screen.findByRole('radio', { name: '延期' }))
    await userEvent.click(await screen.findByRole('radio', { name: '+1 日' }))
    // promised for a Friday afternoon, five days after the dispatch
    expect(screen.getByText(/延到 2026-11-30（周一）17:30/)).toBeTruthy()
    expect(screen.queryByRole('radio', { name: '+5 日' })).toBeNull()
    await userEvent.type(screen.getByLabelText('理由（会告知群众）'), '灯杆基础需重新浇筑')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(sent()).toHaveLength(1))
    expect(sent()).toEqual([{ version: 3, reason: '灯杆基础需重新浇筑', attachmentIds: [], details: { kind: 'extension', until: instantFromIso('2026-11-30T17:30:00+08:00') } }])
  })

  it('does not ask for what needs evidence without any', async () => {
    show(handled())
    await userEvent.click(await screen.findByRole('radio', { name: '终止办理' }))
    await userEvent.type(screen.getByLabelText('理由'), '已进入诉讼程序')
    await userEvent.click(screen.getByRole('button', { name: /提出申请/ }))
    expect((await screen.findByRole('alert')).textContent).toBe('须附佐证材料')
    expect(sent()).toEqual([])
  })

  it('says when there is nothing to ask for', async () => {
    show(handled({ status: 'awaiting_dispatch' }))
    expect(await screen.findByText('现在没有可以申请的事项')).toBeTruthy()
  })
})
