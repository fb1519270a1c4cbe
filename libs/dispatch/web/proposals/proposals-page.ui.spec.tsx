import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import type { CatalogueRowDraft } from '../../contract/catalogue.schema.js'
import { acceptProposal, readCatalogueProposals, rejectProposal, type Proposal, type ProposedChangeView } from '../../contract/catalogue-proposal.schema.js'
import ProposalsPage from './proposals-page.js'

const FORBIDS: CatalogueRowDraft = {
  categoryCode: '120304', placeCode: '150525', caseTypes: [], urgencies: [], season: null, scope: 'county_department', functionCode: 'housing', leadUnitId: null, assistFunctions: ['power_grid'],
  copyFunctions: [], copyCounty: true, forbidTownship: true, legalBasis: '移交清单第三项', requiredFacts: ['灯杆编号？'], evidenceRequired: true, validFrom: null, validTo: null,
}
const CHANGE: ProposedChangeView = {
  place: { id: '150525', name: '奈曼旗' }, fromRowId: '1203@all', replaces: false, row: FORBIDS,
  fields: [{ field: 'placeCode', labelZh: '区划', before: '全市', after: '奈曼旗（150525）' }, { field: 'legalBasis', labelZh: '依据', before: '', after: '移交清单第三项' }],
  kept: [{ field: 'forbidTownship', labelZh: '禁止派镇街', value: '是' }],
}
const EVERYWHERE: ProposedChangeView = {
  ...CHANGE, place: null, fromRowId: '120304@all', replaces: true, row: { ...FORBIDS, placeCode: null, legalBasis: '全市的依据' }, kept: [],
  fields: [{ field: 'scope', labelZh: '承办层级', before: '市直部门', after: '旗县部门' }],
}
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ROW: Proposal = {
  id: id(1), kind: 'catalogue_row', kindZh: '派单目录', gazetteerEntry: null, trainingLabel: null, against: 0, statusZh: '待处理', decided: null,
  catalogueRow: {
    category: { id: '120304', name: '道路照明' }, place: { id: '150525', name: '奈曼旗' }, scope: 'county_department', scopeZh: '旗县部门', functionCode: 'housing',
    leadUnit: { id: 'county-150525-housing', name: '奈曼旗住建局' },
  },
  because: 'ruling', becauseZh: '会商裁定', principle: '市政道路路灯由住建部门管护', legalBasis: '移交清单第三项',
  precedentDisputeId: id(9), needsScope: false, changes: [CHANGE, EVERYWHERE], times: 3, status: 'proposed', cases: [{ id: id(2), number: '20261122000002' }], firstAt: '2026-11-20T02:00:00.000Z', lastAt: '2026-11-22T02:00:00.000Z',
}
const NAME: Proposal = {
  ...ROW, id: id(3), kind: 'gazetteer_entry', kindZh: '地名库', catalogueRow: null, gazetteerEntry: { name: '金叶花园', division: { id: '150525100', name: '奈曼旗›大沁他拉镇' } },
  because: 'return', becauseZh: '退单获准', principle: '', legalBasis: '', precedentDisputeId: null, changes: [], times: 1, against: 2, cases: [],
}
const LABEL: Proposal = {
  ...NAME, id: id(4), kind: 'training_label', kindZh: '分类训练', gazetteerEntry: null, against: 0, because: 'clarified', becauseZh: '派单员核定',
  trainingLabel: { filedAs: { id: '010101', name: '土地' }, category: { id: '120304', name: '道路照明' } },
}

let api: FakeApi
function show(items: readonly Proposal[], { permissions = ['catalogue.read', 'catalogue.read_proposals', 'catalogue.edit'], accept = (): unknown => ({ ...ROW, status: 'accepted' }), at = '/catalogue-proposals' } = {}): void {
  api = fakeApi([
    { endpoint: readCatalogueProposals, answer: () => ({ items, nextCursor: null }) },
    { endpoint: acceptProposal, answer: accept },
    { endpoint: rejectProposal, answer: () => ({ ...ROW, status: 'rejected' }) },
  ])
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at={at} now={() => instantFromIso('2026-11-22T10:00:00.000Z')}>
      <ProposalsPage />
    </UiTestBed>,
  )
}
const items = async () => within(await screen.findByRole('list', { name: '建议' })).getAllByRole('listitem')
const asked = (name: string) => api.requests.filter((request) => request.name === name)
afterEach(() => {
  cleanup()
  api.restore()
})

describe('proposed changes', () => {
  it('say what should change, why, which cases say so, and how many say otherwise', async () => {
    show([ROW, NAME, LABEL])
    const [first, second, third] = await items()
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were given')
    expect(within(first).getByText('道路照明 · 奈曼旗 → 奈曼旗住建局')).toBeTruthy()
    expect(first.textContent).toContain('派单目录 · 旗县部门 · 3 件工单')
    expect(within(first).getByRole('link', { name: '20261122000002' }).getAttribute('href')).toBe(`/cases/${id(2)}`)
    expect(within(first).getByRole('link', { name: '同类先例' }).getAttribute('href')).toBe('/precedents?category=120304')
    expect(within(first).getByRole('link', { name: '看目录规则' }).getAttribute('href')).toBe('/catalogue?category=120304')
    expect(second.textContent).toContain('“金叶花园” 在 奈曼旗›大沁他拉镇')
    expect(second.textContent).toContain('2 件相反')
    expect(third.textContent).toContain('按“土地”受理的，应为“道路照明”')
    expect(within(third).queryByRole('button', { name: /改后采纳/ })).toBeNull()
  })

  it('say before anybody accepts what changes from which row, field by field, and what stays', async () => {
    show([ROW, { ...ROW, id: id(5), changes: [EVERYWHERE] }, { ...ROW, id: id(6), changes: [{ ...CHANGE, fromRowId: null, kept: [] }] }])
    const [first, second, third] = await items()
    expect(first?.textContent).toContain('目录规则 1203@all 不动，另加一条')
    expect(first?.textContent).toContain('区划：全市 → 奈曼旗（150525）')
    expect(first?.textContent).toContain('依据：（空） → 移交清单第三项')
    expect(first?.textContent).toContain('照旧：禁止派镇街 是')
    expect(second?.textContent).toContain('改写目录规则 120304@all')
    expect(third?.textContent).toContain('目录里没有管这类事的规则，新加一条')
  })

  it('say why there are none, who may not read them, and who may not decide', async () => {
    show([])
    expect(await screen.findByText('没有这样的建议')).toBeTruthy()
    cleanup()
    api.restore()
    show([ROW], { permissions: [] })
    expect(screen.getByRole('alert')).toBeTruthy()
    expect(api.requests).toEqual([])
    cleanup()
    api.restore()
    show([ROW], { permissions: ['catalogue.read_proposals'] })
    expect(screen.queryByText(/A 采纳/)).toBeNull()
    expect((await items())[0]?.querySelector('button')).toBeNull()
  })

  it('are narrowed down in the address', async () => {
    show([NAME], { at: '/catalogue-proposals?status=rejected&kind=gazetteer_entry' })
    await items()
    expect(asked('readCatalogueProposals')[0]?.query).toMatchObject({ status: 'rejected', kind: 'gazetteer_entry' })
  })
})

describe('an editor at the keyboard', () => {
  it('goes down and accepts with A', async () => {
    show([ROW, NAME])
    await items()
    await userEvent.keyboard('{ArrowDown}a')
    await waitFor(() => expect(asked('acceptProposal').map(({ params, body }) => [params.proposalId, body])).toEqual([[NAME.id, { reason: '' }]]))
    expect((await screen.findByText('已采纳：“金叶花园” 在 奈曼旗›大沁他拉镇')).getAttribute('role')).toBe('status')
  })

  it('changes the row with E before accepting', async () => {
    show([ROW])
    await items()
    await userEvent.keyboard('e')
    const form = within(await screen.findByRole('form', { name: '改后采纳' }))
    expect(form.getByRole<HTMLInputElement>('checkbox', { name: '镇街不得承办' }).checked).toBe(true)
    await userEvent.clear(form.getByLabelText('依据'))
    await userEvent.type(form.getByLabelText('依据'), '城市道路照明规定')
    await userEvent.click(form.getByRole('button', { name: '采纳' }))
    await waitFor(() =>
      expect(asked('acceptProposal')[0]?.body).toMatchObject({
        catalogueRow: { categoryCode: '120304', placeCode: '150525', scope: 'county_department', functionCode: 'housing', forbidTownship: true, legalBasis: '城市道路照明规定', assistFunctions: ['power_grid'], requiredFacts: ['灯杆编号？'], evidenceRequired: true },
      }),
    )
  })

  it('sees what the whole city would mean before choosing it, and starts from that row', async () => {
    show([ROW])
    const [first] = await items()
    await userEvent.keyboard('e')
    const form = within(await screen.findByRole('form', { name: '改后采纳' }))
    await userEvent.click(form.getByRole('combobox', { name: '适用范围' }))
    await userEvent.click(await screen.findByTitle('全市'))
    expect(first?.textContent).toContain('改写目录规则 120304@all')
    await userEvent.click(form.getByRole('button', { name: '采纳' }))
    await waitFor(() => expect(asked('acceptProposal')[0]?.body).toMatchObject({ catalogueRow: { placeCode: null, forbidTownship: true, legalBasis: '全市的依据' } }))
  })

  it('has to choose where a row without a known place holds: A asks, and does not accept', async () => {
    const { catalogueRow } = ROW
    if (catalogueRow === null) throw new Error('it is one')
    show([{ ...ROW, needsScope: true, catalogueRow: { ...catalogueRow, place: null }, changes: [EVERYWHERE] }])
    const [first] = await items()
    expect(first?.textContent).toContain('道路照明 · 地点不明 → 奈曼旗住建局')
    await userEvent.keyboard('a')
    const form = within(await screen.findByRole('form', { name: '改后采纳' }))
    expect(form.getByRole<HTMLButtonElement>('button', { name: '采纳' }).disabled).toBe(true)
    expect(asked('acceptProposal')).toEqual([])
    await userEvent.click(form.getByRole('combobox', { name: '适用范围' }))
    await userEvent.click(await screen.findByTitle('全市'))
    await userEvent.click(form.getByRole('button', { name: '采纳' }))
    await waitFor(() => expect(asked('acceptProposal')[0]?.body).toMatchObject({ catalogueRow: { placeCode: null } }))
  })

  it('rejects with R, and only with a reason', async () => {
    show([ROW])
    await items()
    await userEvent.keyboard('r')
    const form = within(await screen.findByRole('form', { name: '不采纳' }))
    expect(form.getByRole<HTMLButtonElement>('button', { name: '不采纳' }).disabled).toBe(true)
    await userEvent.type(form.getByLabelText('理由'), '个案，目录不改{Enter}')
    await waitFor(() => expect(asked('rejectProposal')[0]?.body).toEqual({ reason: '个案，目录不改' }))
    expect(await screen.findByText('不采纳：道路照明 · 奈曼旗 → 奈曼旗住建局')).toBeTruthy()
  })

  it('is told why it could not be accepted', async () => {
    show([ROW], { accept: () => refusal({ status: 409, code: 'PROPOSAL_DECIDED', detail: '这条修改建议已经处理过（已采纳）' }) })
    await items()
    await userEvent.keyboard('a')
    expect(await screen.findByText(/已经处理过/)).toBeTruthy()
  })
})
