import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { COMMAND_ENDPOINTS, listDisputes, listPrecedents, readCase, type CaseView, type DisputeItem, type DisputeView, type Precedent } from '../../contract/index.js'
import { allowed, caseView, ids, listItem, procedures } from '../testing/case-view.builder.js'
import DisputesPage from './disputes-page.js'

const NOW = instantFromIso('2026-11-22T10:00:00.000Z')
const supervisor = { userId: 's1', displayName: '斯琴', permissions: ['dispute.read', 'dispute.rule', 'dispute.convene', 'case.read'] }
const TOWNSHIP = { id: 'township-150525100', name: '大沁他拉镇人民政府' }
const HOUSING = { id: 'county-150525-housing', name: '奈曼旗住建局' }
const PANEL: DisputeView['panel'] = [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰' }]

const dispute = (n: number, change: Partial<DisputeView> = {}): DisputeView => ({
  id: ids(90 + n), cause: 'second_return', causeZh: '两个单位都认为不属于自己', units: [TOWNSHIP, HOUSING], openedAt: '2026-11-21T10:00:00.000Z', dueAt: '2026-11-22T11:00:00.000Z',
  lapsedAt: null, mootAt: null, panel: PANEL, meeting: null,
  positions: [{ unit: HOUSING, text: '该路段没有移交。', legalBasis: '移交清单第三项', attachmentIds: [], at: '2026-11-22T08:00:00.000Z' }], ruling: null, ...change,
})
const item = (n: number, shown: DisputeView): DisputeItem => {
  const { version, title, status, placeText, category, county, leadUnit } = listItem({ title: `第 ${n} 件`, status: 'in_progress', leadUnit: TOWNSHIP })
  return { caseId: ids(n), number: `2026112200000${n}`, version, title, status, placeText, category, county, leadUnit, dispute: shown }
}
const disputed = (n: number, shown: DisputeView, change: Partial<CaseView> = {}): CaseView =>
  caseView({
    id: ids(n), number: `2026112200000${n}`, title: `第 ${n} 件`, version: 7, leadUnit: TOWNSHIP, procedures: procedures({ disputes: [shown] }),
    allowedActions: ['rule_dispute', 'convene_panel', 'hold_meeting'].map((action) => allowed(action, { assignmentId: null })), ...change,
  })
const PRECEDENT: Precedent = {
  disputeId: ids(70), caseId: ids(71), number: '20251122000001', title: '路灯不亮', category: { id: '120304', name: '道路照明' }, cause: 'second_return', causeZh: '两个单位都认为不属于自己',
  units: [TOWNSHIP, HOUSING], unit: HOUSING, principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在移交清单内', legalBasis: '城市道路照明设施管理规定第七条', ruledAt: '2025-11-22T08:00:00.000Z',
}

let api: FakeApi
function show({ shown = [dispute(1), dispute(2)], change = {}, at = '/disputes' }: { shown?: readonly DisputeView[]; change?: Partial<CaseView>; at?: string } = {}): void {
  let open = shown.map((_, index) => index + 1)
  const ruling = COMMAND_ENDPOINTS.find(({ command }) => command.name === 'rule_dispute')?.endpoint
  if (ruling === undefined) throw new Error('no rule_dispute')
  const of = (n: number): DisputeView => shown[n - 1] ?? dispute(n)
  api = fakeApi([
    { endpoint: listDisputes, answer: () => ({ items: open.map((n) => item(n, of(n))), nextCursor: null }) },
    { endpoint: readCase, answer: ({ params }) => disputed(params.caseId === ids(1) ? 1 : 2, of(params.caseId === ids(1) ? 1 : 2), change) },
    { endpoint: listPrecedents, answer: () => ({ items: [PRECEDENT], nextCursor: null }) },
    {
      endpoint: ruling,
      answer: ({ params }) => {
        open = open.filter((n) => ids(n) !== params.caseId)
        return { caseId: params.caseId, number: '20261122000001', version: 8, status: 'in_progress', round: 1 }
      },
    },
  ])
  render(
    <UiTestBed session={supervisor} at={at} now={() => NOW}>
      <DisputesPage />
    </UiTestBed>,
  )
}
const rulings = (): unknown[] => api.requests.filter((request) => request.name === 'rule_disputeCase').map(({ params, body }) => ({ ...params, body }))

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the page of disputes', () => {
  it('marks what has lapsed, in the queue and on the sheet', async () => {
    show({ shown: [dispute(1, { dueAt: '2026-11-22T02:00:00.000Z', lapsedAt: '2026-11-22T02:00:00.000Z' }), dispute(2)] })
    await screen.findByRole('heading', { name: '第 1 件' })
    const [first, second] = within(screen.getByRole('navigation', { name: '待裁定的争议' })).getAllByRole('button')
    expect(first?.textContent).toContain('裁定逾期')
    expect(second?.textContent).not.toContain('裁定逾期')
    expect(screen.getByText('裁定已逾期，转督办')).toBeTruthy()
  })

  it('shows each party beside the other, the silent one too, and says who goes on handling', async () => {
    show()
    const parties = await screen.findByRole('region', { name: '当事单位意见' })
    const [township, housing] = within(parties).getAllByRole('listitem')
    expect(township?.textContent).toBe('大沁他拉镇人民政府还没有陈述意见')
    expect(housing?.textContent).toContain('该路段没有移交。')
    expect(housing?.textContent).toContain('移交清单第三项')
    expect(screen.getByText('先办后议：大沁他拉镇人民政府继续办理')).toBeTruthy()
    expect(screen.getByText('热线中心 白音娜、编办 孙立新、司法行政 乌兰')).toBeTruthy()
  })

  it('says who is still missing from the panel', async () => {
    show({ shown: [dispute(1, { panel: PANEL.slice(0, 1) })] })
    expect(await screen.findByText('还缺：编办、司法行政')).toBeTruthy()
  })

  it('rules with a precedent cited, says before what it will do, and brings the next dispute', async () => {
    show()
    await screen.findByText(PRECEDENT.principle)
    await userEvent.click(screen.getByRole('button', { name: '会商裁定' }))
    const form = await screen.findByRole('form', { name: '会商裁定' })
    await userEvent.click(within(form).getByRole('button', { name: /作出裁定/ }))
    expect((await within(form).findAllByRole('alert')).length).toBeGreaterThan(0)
    expect(rulings()).toEqual([])
    await userEvent.click(within(form).getByRole('radio', { name: '奈曼旗住建局' }))
    expect(within(form).getByText(/工单将转给奈曼旗住建局/)).toBeTruthy()
    await userEvent.click(await within(form).findByRole('button', { name: /引\s?用/ }))
    await userEvent.type(within(form).getByLabelText('裁定理由'), '灯杆编号在市政移交清单第三项内')
    await userEvent.click(within(form).getByRole('checkbox', { name: '建议据此修改派单目录' }))
    await userEvent.click(within(form).getByRole('button', { name: /作出裁定/ }))
    await screen.findByRole('heading', { name: '第 2 件' })
    expect(rulings()).toEqual([
      {
        caseId: ids(1),
        body: {
          version: 7, leadUnitId: HOUSING.id, assistUnitIds: [], principle: PRECEDENT.principle, reasons: '灯杆编号在市政移交清单第三项内', legalBasis: PRECEDENT.legalBasis,
          proposesCatalogueRow: true,
        },
      },
    ])
    await waitFor(() => expect(screen.queryByRole('button', { name: /第 1 件/ })).toBeNull())
    expect(screen.getByText('20261122000001 已会商裁定')).toBeTruthy()
  })

  it('says of a case that has been answered that the ruling is a precedent only', async () => {
    show({ change: { status: 'awaiting_callback' } })
    await userEvent.click(await screen.findByRole('button', { name: '会商裁定' }))
    await userEvent.click(await screen.findByRole('radio', { name: '奈曼旗住建局' }))
    expect(screen.getByText('工单已经办复，本裁定只作为先例，不再移交。')).toBeTruthy()
  })

  it('shows why this one is not for this person', async () => {
    const why = '不能会商裁定本单位承办的工单'
    show({ change: { allowedActions: [allowed('rule_dispute', { assignmentId: null, enabled: false, code: 'OWN_UNIT_FORBIDDEN', why })] } })
    const button = await screen.findByRole('button', { name: '会商裁定' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
  })

  it('tells of a dispute that ended with its case, and offers nothing', async () => {
    show({ shown: [dispute(1, { mootAt: '2026-11-22T09:00:00.000Z' })], at: '/disputes?tab=ruled' })
    await screen.findByRole('heading', { name: '第 1 件' })
    expect(screen.getAllByText('工单先行办结').length).toBe(2)
    expect(screen.queryByRole('button', { name: '会商裁定' })).toBeNull()
  })
})
