import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { searchUnits } from '@tongban/org/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, readCase, type CaseCommandName, type CaseView } from '../../contract/index.js'
import { ACTION_PANELS } from '../../commands/panels.js'
import { AssignmentsPanel } from '../case/assignments-panel.js'
import { ASSIGNMENT_ID, CASE_ID, assignment, caseView, ids, procedures } from '../testing/case-view.builder.js'
import { subjectOfCase } from '../work/action-subject.js'

const NOW = instantFromIso('2026-11-22T06:30:00.000Z')
const HOUSING = {
  id: 'county-150525-housing', name: '奈曼旗住房和城乡建设局', shortName: '奈曼旗住建局', kind: 'county_department', level: 'county', divisionCode: '150525', functionCode: 'housing',
  parentId: null, peerClass: 'county_department',
}
const bureau = { id: HOUSING.id, name: '奈曼旗住建局' }
const summoned = (change: object = {}) =>
  assignment({ id: ids(7), role: 'whistle', unit: bureau, status: 'dispatched', signedAt: null, arriveDueAt: '2026-11-22T08:00:00.000Z', dispatchedAt: '2026-11-22T05:00:00.000Z', ...change })

/** What a browser has and jsdom has not: the select closes its list in a task of its own. */
class TaskChannel {
  readonly port1: { onmessage: (() => void) | null } = { onmessage: null }
  readonly port2 = { postMessage: (): void => void setTimeout(() => this.port1.onmessage?.(), 0) }
}
Object.assign(globalThis, { MessageChannel: TaskChannel })

let api: FakeApi
let said = ''
function show(name: CaseCommandName, view: CaseView = caseView(), answer: () => unknown = () => ({ caseId: CASE_ID, number: '1', version: 4, status: 'in_progress', round: 1 })): void {
  const endpoint = COMMAND_ENDPOINTS.find(({ command }) => command.name === name)?.endpoint
  const Panel = ACTION_PANELS[name]
  if (endpoint === undefined || Panel === undefined) throw new Error(`no ${name}`)
  said = ''
  api = fakeApi([{ endpoint, answer }, { endpoint: searchUnits, answer: () => ({ items: [HOUSING] }) }, { endpoint: readCase, answer: () => view }])
  render(
    <UiTestBed session={{ userId: 's1', displayName: '斯琴', permissions: [] }} now={() => NOW}>
      <Panel subject={subjectOfCase(view, ASSIGNMENT_ID)} onDone={(words) => (said = words)} onCancel={() => undefined} />
    </UiTestBed>,
  )
}
const bodies = (): unknown[] => api.requests.filter(({ name }) => name !== 'searchUnits' && name !== 'readCase').map(({ body }) => body)
const chooseHousing = async (label: string): Promise<void> => {
  await userEvent.type(screen.getByRole('combobox', { name: label }), '住建')
  await userEvent.click(await screen.findByTitle(HOUSING.name))
}
const send = (name: RegExp): boolean => fireEvent.click(screen.getByRole('button', { name }))

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the forms of handling together', () => {
  it('add assists found by name, with the version that was seen', async () => {
    show('add_assist')
    send(/增派协办/)
    expect((await screen.findAllByRole('alert')).map((alert) => alert.textContent)).toEqual(['至少选一个单位', '增派理由至少 4 个字'])
    await chooseHousing('协办单位')
    await userEvent.type(screen.getByLabelText('增派理由'), '需要住建部门配合')
    send(/增派协办/)
    await waitFor(() => expect(said).toBe('20261122000100 已增派协办'))
    expect(bodies()).toEqual([{ version: 3, unitIds: [HOUSING.id], reason: '需要住建部门配合' }])
  })

  it('whistle a department to the place of the case, within hours or by the default', async () => {
    show('whistle')
    expect((screen.getByLabelText('到场地点') as HTMLInputElement).value).toBe('大沁他拉西街')
    await chooseHousing('召集哪些部门')
    await userEvent.type(screen.getByLabelText('吹哨事由'), '违建占压供热管网')
    await userEvent.type(screen.getByLabelText('几小时内答复（可不填）'), '24')
    send(/吹哨/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, unitIds: [HOUSING.id], reason: '违建占压供热管网', place: '大沁他拉西街', respondWithinHours: 24 }])
  })

  it('log an arrival and answer the lead from the keyboard', async () => {
    show('arrive')
    await userEvent.type(screen.getByLabelText('到场情况（可不填）'), '两人到场')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(said).toBe('20261122000100 已登记到场'))
    expect(bodies()).toEqual([{ version: 3, place: '大沁他拉西街', note: '两人到场' }])
  })

  it('tell why an answer is refused, and keep what was written', async () => {
    show('answer_lead', caseView(), () => refusal({ status: 409, code: 'ARRIVE_FIRST', detail: '被吹哨的单位要先登记到场，再答复主办单位' }))
    await userEvent.type(screen.getByLabelText('办理情况'), '已认定为违建')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('被吹哨的单位要先登记到场，再答复主办单位')).toBeTruthy()
    expect((screen.getByLabelText('办理情况') as HTMLTextAreaElement).value).toBe('已认定为违建')
    expect(said).toBe('')
  })

  it('take a duty back, helpers before the lead, and say what taking the lead back does', async () => {
    show('recall', caseView({ assignments: [assignment(), assignment({ id: ids(8), role: 'assist', unit: bureau })] }))
    await userEvent.type(await screen.findByLabelText('收回理由'), '经核实不涉及该单位')
    expect(screen.queryByText(/退回派单池/)).toBeNull()
    await userEvent.click(screen.getByRole('radio', { name: /主办/ }))
    expect(screen.getByText(/退回派单池/)).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: /协办/ }))
    send(/收回/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, assignmentId: ids(8), reason: '经核实不涉及该单位' }])
  })

  it('split off several matters, each with what happened', async () => {
    show('split')
    await userEvent.type(screen.getByLabelText('第 1 件的标题'), '垃圾未清运')
    await userEvent.type(screen.getByLabelText('第 1 件的内容'), '村口垃圾半个月没人清运')
    await userEvent.click(screen.getByRole('button', { name: '再拆一件' }))
    send(/^拆分/)
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0)
    expect(bodies()).toEqual([])
    await userEvent.type(screen.getByLabelText('第 2 件的标题'), '井盖破损')
    await userEvent.type(screen.getByLabelText('第 2 件的内容'), '村口井盖破了一半')
    await userEvent.type(screen.getByLabelText('第 2 件的分类编号（可不填）'), '120304')
    await userEvent.type(screen.getByLabelText('拆分理由'), '来电反映几件事')
    send(/^拆分/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([
      {
        version: 3, reason: '来电反映几件事',
        parts: [
          { title: '垃圾未清运', description: '村口垃圾半个月没人清运', categoryCode: null },
          { title: '井盖破损', description: '村口井盖破了一半', categoryCode: '120304' },
        ],
      },
    ])
  })

  it('ask a helper and log what came of it', async () => {
    show('delegate')
    await userEvent.click(screen.getByRole('radio', { name: '网格员' }))
    await userEvent.type(screen.getByLabelText('姓名或名称'), '第三网格')
    await userEvent.type(screen.getByLabelText('请其做什么'), '上门查看路灯')
    send(/交办/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, kind: 'grid_worker', name: '第三网格', task: '上门查看路灯' }])
    cleanup()
    api.restore()
    const helper = {
      id: ids(9), unit: { id: 'township-150525100', name: '大沁他拉镇人民政府' }, kind: 'grid_worker' as const, kindZh: '网格员', name: '第三网格', task: '上门查看路灯',
      askedAt: '2026-11-22T05:00:00.000Z', doneAt: null, result: null,
    }
    show('finish_delegation', caseView({ procedures: procedures({ helpers: [helper] }) }))
    await userEvent.type(await screen.findByLabelText('结果'), '三盏不亮')
    send(/登记结果/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, helperId: ids(9), result: '三盏不亮' }])
  })

  it('escalate with what was done so far, and recuse a unit', async () => {
    show('escalate')
    await userEvent.type(screen.getByLabelText('上报理由'), '改造资金需统筹')
    await userEvent.type(screen.getByLabelText('已采取的措施'), '已装临时照明')
    send(/上报/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, reason: '改造资金需统筹', measures: '已装临时照明' }])
    cleanup()
    api.restore()
    show('recuse')
    await chooseHousing('被反映的单位')
    await userEvent.type(screen.getByLabelText('回避理由'), '反映的正是其审批')
    send(/认定回避/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, unitIds: [HOUSING.id], reason: '反映的正是其审批' }])
  })

  it('reassign with a new promise only when a reason for it is given', async () => {
    show('reassign')
    await chooseHousing('改派给')
    await userEvent.type(screen.getByLabelText('改派理由'), '属于部门职责')
    await userEvent.click(screen.getByRole('checkbox', { name: /原派单有误/ }))
    send(/改派/)
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, leadUnitId: HOUSING.id, assistUnitIds: [], reason: '属于部门职责', wrongDispatch: true, newPromiseReason: null }])
  })
})

describe('the units of a case', () => {
  const shown = (view: CaseView): HTMLElement => {
    api = fakeApi([])
    render(
      <UiTestBed session={{ userId: 's1', displayName: '斯琴', permissions: [] }} now={() => NOW}>
        <AssignmentsPanel view={view} />
      </UiTestBed>,
    )
    return screen.getByRole('region', { name: '承办' })
  }
  const roles = (panel: HTMLElement): string[] => within(panel).getAllByRole('listitem').map((card) => card.getAttribute('data-role') ?? '')

  it('stand in their order, with when a summoned one arrived and what it answered', () => {
    const arrived = summoned({
      status: 'replied', signedAt: '2026-11-22T05:30:00.000Z', arrivedAt: '2026-11-22T08:30:00.000Z', repliedAt: '2026-11-22T09:00:00.000Z', replyText: '已认定为违建，三日内拆除。',
    })
    const copy = assignment({ id: ids(10), role: 'cc', status: 'dispatched', unit: { id: 'county', name: '奈曼旗统筹' }, signedAt: null })
    const panel = shown(caseView({ assignments: [copy, arrived, assignment()] }))
    expect(roles(panel)).toEqual(['lead', 'whistle', 'cc'])
    const [, card] = within(panel).getAllByRole('listitem')
    expect(card?.textContent).toContain('已认定为违建，三日内拆除。')
    expect(within(card ?? panel).getByText('到场').nextSibling?.textContent).toContain('超时')
    expect(within(panel).queryByRole('button')).toBeNull()
  })

  it('show what they owe next: an arrival before an answer', () => {
    const panel = shown(caseView({ assignments: [assignment(), summoned()] }))
    expect(within(panel).getAllByRole('listitem')[1]?.textContent).toContain('到场')
  })

  it('fold away what has ended, and open it when asked', async () => {
    const panel = shown(caseView({ assignments: [assignment({ id: ids(11), status: 'superseded', dispatchedAt: '2026-11-20T00:00:00.000Z' }), assignment(), summoned({ status: 'recalled' })] }))
    expect(roles(panel)).toEqual(['lead'])
    await userEvent.click(within(panel).getByRole('button', { name: /已结束的 2 项/ }))
    expect(roles(panel)).toEqual(['lead', 'lead', 'whistle'])
  })

  it('are not hidden in a case where everything has ended', () => {
    expect(roles(shown(caseView({ status: 'withdrawn', assignments: [assignment({ status: 'recalled' })] })))).toEqual(['lead'])
  })
})
