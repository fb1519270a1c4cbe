import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { listCategories } from '@tongban/taxonomy/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import {
  checkCatalogueRow, compareCatalogueDraft, compareCatalogueVersions, importCatalogue, listCatalogueVersions, openCatalogueDraft, publishCatalogue, readCatalogue, readCatalogueDraft,
  restoreCatalogueVersion, saveCatalogueRow,
} from '../../contract/catalogue-endpoints.js'
import type { CatalogueDifferences, CatalogueDraft, CatalogueVersion } from '../../contract/catalogue-version.schema.js'
import { listDryRuns, readDryRun, type DryRunDetail } from '../../contract/dry-run.schema.js'
import CataloguePage from './catalogue-page.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const AT = '2026-11-20T02:00:00.000Z'
const DRAFT_ID = '0199a000-0000-7000-8000-000000000001'
const row = (id: string, changes: Partial<CatalogueRow> = {}): CatalogueRow => ({
  id, categoryCode: id.slice(0, id.indexOf('@')), placeCode: null, caseTypes: [], urgencies: [], season: null, scope: 'township', functionCode: null, leadUnitId: null, assistFunctions: [],
  copyFunctions: [], copyCounty: true, forbidTownship: false, legalBasis: '', requiredFacts: [], evidenceRequired: null, validFrom: null, validTo: null, ...changes,
})
const ROWS = [
  row('0405@all', { scope: 'enterprise', functionCode: 'heat', forbidTownship: true, legalBasis: '供热条例', requiredFacts: ['室温多少？'] }),
  row('0405@all#2', { scope: 'enterprise', functionCode: 'heat', season: { from: '10-15', until: '04-15' }, copyFunctions: ['housing'] }),
  row('040501@150525', { placeCode: '150525', scope: 'county_department', functionCode: 'housing' }),
]
const NAMES = { categories: [{ id: '0405', name: '城镇集中供热' }, { id: '040501', name: '室温不达标' }], places: [{ id: '150525', name: '奈曼旗' }], units: [] }
const version = (n: number, changes: Partial<CatalogueVersion> = {}): CatalogueVersion => ({
  version: n, state: 'in_force', validFrom: AT, validTo: null, rowCount: 3, basedOn: n - 1 || null, author: n === 1 ? null : '王一', reason: n === 1 ? '出厂样本' : '供热期', publishedAt: AT, withdrawn: null, ...changes,
})
const DRAFT: CatalogueDraft = {
  id: DRAFT_ID, basedOn: 2, restoredFrom: null, revision: 3, openedBy: '李一', openedAt: AT, changedAt: AT, names: NAMES,
  rows: [...ROWS, row('040501@all', { legalBasis: '草稿里新增' })].map((each) => ({ row: each, revision: 1, changedBy: null, changedAt: AT })),
  faults: [{ code: 'forbidden_township', severity: 'error', rowIds: ['040501@all', '0405@all'], text: '室温不达标（040501）、全市：由镇街承办，但规则 0405@all 禁止派给镇街，在那里永远不会生效' }],
}
const DIFFERENCES: CatalogueDifferences = {
  from: 2, to: null, added: 1, changed: 1, removed: 0, names: NAMES,
  changes: [
    { kind: 'added', rowId: '040501@all', before: null, after: row('040501@all'), fields: [] },
    { kind: 'changed', rowId: '0405@all', before: row('0405@all'), after: row('0405@all'), fields: [{ field: 'copyCounty', labelZh: '抄送旗县', before: '否', after: '是' }] },
  ],
}
const CATEGORIES = [
  { code: '04', parentCode: null, name: '供水供电供气供热' }, { code: '0405', parentCode: '04', name: '城镇集中供热' }, { code: '040501', parentCode: '0405', name: '室温不达标' },
].map((each) => ({ ...each, keywords: [], defaultUrgency: 'general', evidenceRequired: false, usualAnswer: null }))

/** A dry run of the draft as it stood at a revision, told apart by its sentence. */
const runOf = (draftRevision: number): DryRunDetail => ({
  id: `00000000-0000-4000-8000-00000000000${draftRevision}`, status: 'done', requestedBy: { id: 'u1', name: '李一' }, requestedAt: AT, casesDone: 10, casesTotal: 10, finishedAt: AT,
  failure: `后台进程没有应答，第 ${draftRevision} 稿`, accuracyBefore: null, accuracyAfter: null, result: null,
  what: { catalogue: 'draft', rowCount: 4, draftRevision, versionInForce: 2, thresholdBefore: 0.8, thresholdAfter: 0.8, newest: 10, filedSince: null, filedBefore: null, reresolve: false },
})

let api: FakeApi
afterEach(() => {
  cleanup()
  api.restore()
})

const asked = ({ name }: { name: string }): FakeApi['requests'] => api.requests.filter((request) => request.name === name)

type Stage = { readonly path?: string; readonly draft?: CatalogueDraft | null; readonly permissions?: readonly string[]; readonly more?: Parameters<typeof fakeApi>[0] }

function show({ path = '/catalogue?category=040501', draft = null, permissions = ['catalogue.read', 'catalogue.edit'], more = [] }: Stage = {}): void {
  api = fakeApi([
    ...more,
    { endpoint: readCatalogue, answer: () => ({ ...version(2), rows: ROWS, names: NAMES }) },
    { endpoint: readCatalogueDraft, answer: () => ({ draft }) },
    { endpoint: listCatalogueVersions, answer: () => ({ items: [version(3, { state: 'upcoming', author: '王一' }), version(2), version(1, { state: 'past' })] }) },
    { endpoint: openCatalogueDraft, answer: () => DRAFT },
    { endpoint: compareCatalogueDraft, answer: () => DIFFERENCES },
    { endpoint: compareCatalogueVersions, answer: () => ({ ...DIFFERENCES, to: 2 }) },
    { endpoint: checkCatalogueRow, answer: () => ({ faults: [] }) },
    { endpoint: saveCatalogueRow, answer: () => ({ saved: { row: ROWS[0] ?? row('0405@all'), revision: 2, changedBy: '李一', changedAt: AT }, faults: [], revision: 4 }) },
    { endpoint: publishCatalogue, answer: () => version(4) },
    { endpoint: restoreCatalogueVersion, answer: () => DRAFT },
    { endpoint: listDivisions, answer: () => ({ items: [{ code: '150525', name: '奈曼旗', level: 'county', parentCode: '150500' }] }) as never },
    { endpoint: listCategories, answer: ({ query }) => ({ items: CATEGORIES.filter(({ parentCode }) => (query.q === undefined ? parentCode === (query.parentCode ?? null) : true)) }) as never },
  ])
  render(
    <UiTestBed at={path} session={{ userId: 'u1', displayName: '李一', permissions: [...permissions] }} now={() => NOW}>
      <CataloguePage />
    </UiTestBed>,
  )
}
const rowsOf = (heading: string): string[] => within(screen.getByRole('region', { name: heading })).getAllByRole('listitem').map((item) => item.textContent ?? '')

describe('the catalogue', () => {
  it('shows the rows of a category with those it inherits, who answers and under which conditions', async () => {
    show()
    await screen.findByText('现行：第 2 版')
    expect(rowsOf('这一级的规则')).toEqual([expect.stringContaining('奈曼旗')])
    const inherited = rowsOf('从上级继承的规则')
    expect(inherited[0]).toContain('供热 公共服务企业 · 0405@all')
    expect(inherited[1]).toContain('每年 10-15 至 04-15 前')
    expect(inherited[1]).toContain('抄送 住房和城乡建设')
  })

  it('is read by whoever may read it, and changed only by whoever may edit it', async () => {
    show({ permissions: ['catalogue.read'] })
    await screen.findByText('现行：第 2 版')
    expect(screen.queryByRole('button', { name: '起草新版本' })).toBeNull()
    expect(screen.getByText('↑↓ 换一条 · / 找分类')).not.toBeNull()
    cleanup()
    api.restore()
    show({ permissions: [] })
    expect(screen.queryByText('现行：第 2 版')).toBeNull()
  })

  it('is walked through by the tree, with how many rows stand at each category', async () => {
    show({ path: '/catalogue' })
    await screen.findByText('从分类里选一类，看它的规则')
    await userEvent.click(await screen.findByRole('button', { name: '展开 供水供电供气供热' }))
    await userEvent.click(await screen.findByRole('button', { name: /^城镇集中供热 0405 · 2$/ }))
    expect(await screen.findByRole('heading', { name: '下级的规则（1 条）' })).not.toBeNull()
  })

  it('says which category is looked at, and which version takes over when', async () => {
    show()
    expect(await screen.findByRole('heading', { name: '室温不达标 040501' })).not.toBeNull()
    expect(screen.getByText('第 3 版 2026-11-20 10:00 起生效')).not.toBeNull()
  })

  it('opens a draft', async () => {
    show()
    await userEvent.click(await screen.findByRole('button', { name: '起草新版本' }))
    await waitFor(() => expect(asked(openCatalogueDraft)).toHaveLength(1))
  })
})

describe('the draft', () => {
  it('says beside each row what is wrong with it and which rows were changed', async () => {
    show({ draft: DRAFT })
    await screen.findByText(/由第 2 版起草，李一/)
    const own = rowsOf('这一级的规则').find((each) => each.includes('040501@all'))
    expect(own).toContain('改过')
    expect(own).toContain('永远不会生效')
    expect(screen.getByRole('button', { name: '检查：1 错误 0 提醒' })).not.toBeNull()
  })

  it('is edited by keyboard: a row is chosen, opened, checked as it is written and saved', async () => {
    show({ draft: DRAFT, path: '/catalogue?category=0405' })
    await screen.findByText(/由第 2 版起草/)
    await userEvent.keyboard('{ArrowDown}e')
    const basis = await screen.findByLabelText('依据')
    expect(basis).toHaveProperty('value', '供热条例')
    await userEvent.type(basis, '第十条')
    await waitFor(() => expect(asked(checkCatalogueRow).at(-1)?.body).toMatchObject({ rowId: '0405@all', row: { legalBasis: '供热条例第十条' } }))
    expect(await screen.findByText('可以保存')).not.toBeNull()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(asked(saveCatalogueRow)[0]?.body).toMatchObject({ rowId: '0405@all', revision: 1, row: { functionCode: 'heat', legalBasis: '供热条例第十条' } }))
    expect(await screen.findByText('规则 0405@all 已保存')).not.toBeNull()
  })

  it('leads from a matter nobody answers for to a new row of it', async () => {
    const gap = { code: 'gap' as const, severity: 'warning' as const, rowIds: [], categoryCode: '040501', text: '室温不达标（040501）：全市没有规则，由旗县统筹兜底' }
    show({ draft: { ...DRAFT, faults: [gap] }, path: '/catalogue?panel=faults' })
    await userEvent.click(await screen.findByRole('button', { name: gap.text }))
    expect(await screen.findByRole('dialog', { name: '新增规则' })).not.toBeNull()
    expect(screen.getByRole('heading', { name: '室温不达标 040501' })).not.toBeNull()
    // the tree opens the way there
    expect(await screen.findByRole('button', { name: /^室温不达标 040501/, current: true })).not.toBeNull()
  })

  it('is saved with Ctrl+Enter from a list of choices too, and its dates are named', async () => {
    show({ draft: DRAFT, path: '/catalogue?category=0405&row=0405%40all&panel=edit' })
    await userEvent.click(await screen.findByRole('combobox', { name: '承办层级' }))
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(asked(saveCatalogueRow)).toHaveLength(1))
    cleanup()
    api.restore()
    show({ draft: DRAFT, path: '/catalogue?category=0405&panel=new' })
    expect(await screen.findByText('有效期起')).not.toBeNull()
    expect(screen.getByText('有效期止（不含）')).not.toBeNull()
  })

  it('keeps what was written when a tie is refused, and names the other row', async () => {
    show({
      draft: DRAFT, path: '/catalogue?category=0405&panel=new',
      more: [{ endpoint: saveCatalogueRow, answer: () => refusal({ status: 422, code: 'CATALOGUE_ROWS_TIED', detail: '与规则 0405@all 同样具体，无法判断用哪一条：0405@all#3' }) }],
    })
    await userEvent.type(await screen.findByLabelText('依据'), '草稿')
    await userEvent.click(screen.getByRole('button', { name: /保存/ }))
    expect(await screen.findByText(/与规则 0405@all 同样具体/)).not.toBeNull()
    expect(screen.getByLabelText('依据')).toHaveProperty('value', '草稿')
  })

  it('is published with a reason, now or later, once nothing is wrong; what changes stands above', async () => {
    show({ draft: { ...DRAFT, faults: [] }, path: '/catalogue?panel=publish' })
    expect(await screen.findByText('新增 1 条，改动 1 条，删去 0 条')).not.toBeNull()
    const button = screen.getAllByRole('button', { name: /^发\s?布$/ }).at(-1)
    expect(button).toHaveProperty('disabled', true)
    await userEvent.type(screen.getByLabelText('发布理由'), '供热期调整')
    await userEvent.click(screen.getByRole('checkbox', { name: '代替待生效的第 3 版' }))
    if (button !== undefined) await userEvent.click(button)
    await waitFor(() => expect(asked(publishCatalogue)[0]?.body).toEqual({ reason: '供热期调整', validFrom: null, revision: 3, replaces: 3 }))
    expect(await screen.findByText('第 4 版已发布，几秒内生效')).not.toBeNull()
  })

  it('says what it is waiting for, and of a later version from when', async () => {
    show({ draft: { ...DRAFT, faults: [] }, path: '/catalogue?panel=publish', more: [{ endpoint: publishCatalogue, answer: () => version(4, { state: 'upcoming', validFrom: '2026-12-01T00:00:00.000Z' }) }] })
    expect(await screen.findByText('先写发布理由')).not.toBeNull()
    await userEvent.type(screen.getByLabelText('发布理由'), '供热期调整')
    await userEvent.click(screen.getByRole('radio', { name: '自某一时刻起' }))
    expect(screen.getByText('先选生效日')).not.toBeNull()
    await userEvent.type(screen.getByLabelText('生效日'), '2026-12-01{Tab}')
    await userEvent.click(screen.getAllByRole('button', { name: /^发\s?布$/ }).at(-1) ?? document.body)
    await waitFor(() => expect(asked(publishCatalogue)[0]?.body).toMatchObject({ validFrom: '2026-12-01T08:00:00+08:00' }))
    expect(await screen.findByText('第 4 版已发布，2026-12-01 08:00 起生效')).not.toBeNull()
  })

  it('is published with its newest dry run before one’s eyes, and not with one of another state of it', async () => {
    const runs = [2, 3].map((draftRevision) => runOf(draftRevision))
    const more: Stage['more'] = [
      { endpoint: listDryRuns, answer: () => ({ items: runs, nextCursor: null }) },
      { endpoint: readDryRun, answer: ({ params }) => runs.find(({ id }) => id === params.dryRunId) },
    ]
    show({ draft: { ...DRAFT, faults: [] }, path: '/catalogue?panel=publish', more })
    expect(await screen.findByText('后台进程没有应答，第 3 稿')).not.toBeNull()
    expect(asked(readDryRun).map(({ params }) => params.dryRunId)).toEqual([runs[1]?.id])
    cleanup()
    api.restore()
    show({ draft: { ...DRAFT, faults: [], revision: 4 }, path: '/catalogue?panel=publish', more })
    await screen.findByText('新增 1 条，改动 1 条，删去 0 条')
    expect(asked(readDryRun)).toEqual([])
  })

  it('with errors is not published, and says which', async () => {
    show({ draft: DRAFT, path: '/catalogue?panel=publish' })
    await userEvent.type(await screen.findByLabelText('发布理由'), '供热期调整')
    expect(screen.getByText('有 1 处错误，改正后才能发布')).not.toBeNull()
    expect(screen.getAllByRole('button', { name: /^发\s?布$/ }).at(-1)).toHaveProperty('disabled', true)
  })

  it('takes a file after it was checked, and shows what is wrong line by line', async () => {
    const report = { lines: 2, good: 1, bad: 1, added: 0, changed: 1, removed: 2, unchanged: 0, problems: [{ line: 3, column: '分类代码', rule: '没有分类 9901', value: '9901' }], applied: false }
    show({ draft: DRAFT, path: '/catalogue?panel=import', more: [{ endpoint: importCatalogue, answer: () => report }] })
    await userEvent.upload(await screen.findByLabelText('文件（xlsx 或 csv，最大 180 KB）'), new File(['编号'], '目录.csv', { type: 'text/csv' }))
    await userEvent.click(screen.getByRole('button', { name: '检查文件' }))
    expect(await screen.findByText('没有分类 9901')).not.toBeNull()
    expect(screen.getByText('第 3 行')).not.toBeNull()
    expect(asked(importCatalogue)[0]?.body).toMatchObject({ format: 'csv', content: '57yW5Y+3', mode: 'replace', onError: 'nothing', dryRun: true, revision: 3 })
    expect(screen.getAllByRole('button', { name: /^导\s?入$/ }).at(-1)).toHaveProperty('disabled', true)
    expect(screen.getByText('有 1 行有错：改好文件再检查，或选“跳过有错的行”')).not.toBeNull()
  })

  it('checks a file anew when it is to be taken another way: what was said of the one is not true of the other', async () => {
    const sums = { lines: 2, good: 2, bad: 0, added: 0, changed: 1, unchanged: 1, problems: [], applied: false }
    show({ draft: DRAFT, path: '/catalogue?panel=import', more: [{ endpoint: importCatalogue, answer: ({ body }) => ({ ...sums, removed: (body as { mode: string }).mode === 'merge' ? 0 : 2 }) }] })
    expect(await screen.findByText('检查过才能导入')).not.toBeNull()
    await userEvent.upload(await screen.findByLabelText('文件（xlsx 或 csv，最大 180 KB）'), new File(['编号'], '目录.csv', { type: 'text/csv' }))
    await userEvent.click(screen.getByRole('radio', { name: /^保留/ }))
    expect(asked(importCatalogue)).toHaveLength(0)
    await userEvent.click(screen.getByRole('button', { name: '检查文件' }))
    expect(await screen.findByText(/删去 0，不变 1/)).not.toBeNull()
    await userEvent.click(screen.getByRole('radio', { name: /^删去/ }))
    expect(await screen.findByText(/删去 2，不变 1/)).not.toBeNull()
    expect(asked(importCatalogue).map(({ body }) => (body as { mode: string }).mode)).toEqual(['merge', 'replace'])
  })
})

describe('a panel of the draft, opened by its address', () => {
  it('without a draft says what to do, with the button; the draft begun, the panel is there', async () => {
    let begun = false
    const more: Stage['more'] = [
      { endpoint: readCatalogueDraft, answer: () => ({ draft: begun ? DRAFT : null }) },
      { endpoint: openCatalogueDraft, answer: () => ((begun = true), DRAFT) },
    ]
    show({ path: '/catalogue?panel=import', more })
    const drawer = within(await screen.findByRole('dialog', { name: '导入到草稿' }))
    expect(drawer.getByText('还没有草稿')).not.toBeNull()
    expect(drawer.getByText(/先起草新版本/)).not.toBeNull()
    await userEvent.click(drawer.getByRole('button', { name: '起草新版本' }))
    expect(await screen.findByLabelText('文件（xlsx 或 csv，最大 180 KB）')).not.toBeNull()
    expect(asked(openCatalogueDraft)).toHaveLength(1)
  })

  it('says why there is nothing to a reader who may not begin one, and of a row that is gone', async () => {
    show({ path: '/catalogue?panel=import', permissions: ['catalogue.read'] })
    const drawer = within(await screen.findByRole('dialog', { name: '导入到草稿' }))
    expect(drawer.getByText('这个账号只能看派单目录')).not.toBeNull()
    expect(drawer.queryByRole('button', { name: '起草新版本' })).toBeNull()
    cleanup()
    api.restore()
    show({ draft: DRAFT, path: '/catalogue?category=0405&row=0405%40all%239&panel=edit' })
    expect(await screen.findByText('草稿里没有规则 0405@all#9')).not.toBeNull()
    cleanup()
    api.restore()
    show({ draft: DRAFT, path: '/catalogue?panel=nonsense' })
    await screen.findByText(/由第 2 版起草/)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('the versions', () => {
  it('say who published each and why, what it changed, and come back as a draft', async () => {
    show({ path: '/catalogue?panel=history' })
    expect(await screen.findByText(/王一：供热期/, { selector: 'li:nth-child(2) span' })).not.toBeNull()
    await userEvent.click(screen.getAllByRole('button', { name: '看改动' })[1] ?? document.body)
    expect(await screen.findByText('抄送旗县', { exact: false })).not.toBeNull()
    await userEvent.click(screen.getAllByRole('button', { name: '恢复为草稿' }).at(-1) ?? document.body)
    await waitFor(() => expect(asked(restoreCatalogueVersion)[0]?.params).toEqual({ version: '1' }))
  })
})
