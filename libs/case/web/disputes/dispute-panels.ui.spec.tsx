import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { searchUnits } from '@tongban/org/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, type CaseCommandName } from '../../contract/index.js'
import { ACTION_PANELS } from '../../commands/panels.js'
import { caseView, CASE_ID } from '../testing/case-view.builder.js'
import { subjectOfCase } from '../work/action-subject.js'

const NOW = instantFromIso('2026-11-22T06:30:00.000Z')
const HOUSING = {
  id: 'county-150525-housing', name: '奈曼旗住房和城乡建设局', shortName: '奈曼旗住建局', kind: 'county_department', level: 'county', divisionCode: '150525', functionCode: 'housing',
  parentId: null, peerClass: 'county_department',
}

let api: FakeApi
let said = ''
function show(name: CaseCommandName, answer: () => unknown = () => ({ caseId: CASE_ID, number: '1', version: 4, status: 'in_progress', round: 1 })): void {
  const endpoint = COMMAND_ENDPOINTS.find(({ command }) => command.name === name)?.endpoint
  const Panel = ACTION_PANELS[name]
  if (endpoint === undefined || Panel === undefined) throw new Error(`no ${name}`)
  said = ''
  api = fakeApi([{ endpoint, answer }, { endpoint: searchUnits, answer: () => ({ items: [HOUSING] }) }])
  render(
    <UiTestBed session={{ userId: 's1', displayName: '斯琴', permissions: [] }} now={() => NOW}>
      <Panel subject={subjectOfCase(caseView(), null)} onDone={(words) => (said = words)} onCancel={() => undefined} />
    </UiTestBed>,
  )
}
const bodies = (): unknown[] => api.requests.filter(({ name }) => name.endsWith('Case')).map(({ body }) => body)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the forms of a dispute', () => {
  it('opens one with the units it might belong to, found by name', async () => {
    show('open_dispute')
    await userEvent.click(screen.getByRole('button', { name: /提请会商/ }))
    expect((await screen.findAllByRole('alert')).map((alert) => alert.textContent)).toEqual(['至少写一个可能应当承办的单位', '提请理由至少 4 个字'])
    await userEvent.type(screen.getByLabelText('提请理由'), '两个单位认识不一')
    // A press of the mouse on the list needs a browser's message channel, which jsdom has not.
    fireEvent.change(screen.getByRole('combobox', { name: '可能应当承办的单位' }), { target: { value: '住建' } })
    fireEvent.click(await screen.findByTitle('奈曼旗住房和城乡建设局'))
    fireEvent.click(screen.getByRole('button', { name: /提请会商/ }))
    await waitFor(() => expect(said).toBe('20261122000100 已提请会商裁定'))
    expect(bodies()).toEqual([{ version: 3, otherUnitIds: [HOUSING.id], reason: '两个单位认识不一' }])
  })

  it('convenes a panel by role, several names of one role apart', async () => {
    show('convene_panel')
    await userEvent.type(screen.getByLabelText('热线中心'), '白音娜')
    await userEvent.type(screen.getByLabelText('编办'), '孙立新、 赵敏')
    await userEvent.click(screen.getByRole('button', { name: /组成会商组/ }))
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([
      { version: 3, members: [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'staffing_office', name: '赵敏' }] },
    ])
  })

  it('states a position with its ground, and shows a refusal', async () => {
    show('state_position', () => refusal({ status: 403, code: 'PARTY_ONLY', detail: '只有争议的当事单位可以陈述意见' }))
    await userEvent.type(screen.getByLabelText('本单位意见'), '该路段路灯没有移交，仍由镇里管护。')
    await userEvent.type(screen.getByLabelText('依据'), '移交清单第三项')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('只有争议的当事单位可以陈述意见')).toBeTruthy()
    expect(said).toBe('')
    expect(bodies()).toEqual([{ version: 3, text: '该路段路灯没有移交，仍由镇里管护。', legalBasis: '移交清单第三项', attachmentIds: [] }])
  })

  it('logs a meeting at a time of the city’s clock, now unless said otherwise', async () => {
    show('hold_meeting')
    await userEvent.type(screen.getByLabelText('会商记录'), '三方到场查看灯杆编号')
    const time = screen.getByLabelText('时间')
    expect((time as HTMLInputElement).value).toBe('14:30')
    await userEvent.clear(time)
    await userEvent.type(time, '25:00')
    await userEvent.click(screen.getByRole('button', { name: /登记会商/ }))
    expect((await screen.findByRole('alert')).textContent).toBe('时间写成 14:30 这样')
    await userEvent.clear(time)
    await userEvent.type(time, '9:05')
    await userEvent.click(screen.getByRole('button', { name: /登记会商/ }))
    await waitFor(() => expect(said).not.toBe(''))
    expect(bodies()).toEqual([{ version: 3, at: instantFromIso('2026-11-22T09:05:00+08:00'), place: '大沁他拉西街', note: '三方到场查看灯杆编号' }])
  })
})
