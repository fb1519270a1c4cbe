import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { cancelDryRun, listDryRuns, readDryRun, startDryRun, type DryRun, type DryRunDetail } from '../../contract/dry-run.schema.js'
import { readCatalogueDraft } from '../../contract/catalogue-endpoints.js'
import { changeDispatchThreshold, readDispatchThreshold } from '../../contract/dry-run-threshold.js'
import type { CatalogueDraft } from '../../contract/catalogue-version.schema.js'
import DryRunsPage from './dry-runs-page.js'

const ID = '00000000-0000-4000-8000-000000000001'
const RUN: DryRun = {
  id: ID, status: 'running', requestedBy: { id: 'd1', name: '乌日娜' }, requestedAt: '2026-11-22T09:59:00.000Z', casesDone: 25_000, casesTotal: 100_000, finishedAt: null, failure: null,
  what: { catalogue: 'draft', rowCount: 300, draftRevision: 7, versionInForce: 3, thresholdBefore: 0.8, thresholdAfter: 0.85, newest: 100_000, filedSince: null, filedBefore: null, reresolve: false },
  accuracyBefore: null, accuracyAfter: null,
}
const RESULT: NonNullable<DryRunDetail['result']> = {
  cases: 100_000, moved: 1_204, townshipForbidden: 310, outcomes: { automaticBefore: 80_000, automaticAfter: 78_500, automaticToPool: 2_000, poolToAutomatic: 500 },
  accuracy: { settled: 90_000, rightBefore: 84_600, rightAfter: 85_500, mended: 1_000, broken: 100 }, automaticAccuracy: { settledBefore: 70_000, rightBefore: 68_600, settledAfter: 69_000, rightAfter: 68_310 },
  actual: { dispatched: 100_000, stayed: 97_000 }, otherMoves: 12,
  moves: [
    { from: { id: 't', name: '大沁他拉镇' }, to: { id: 'h', name: '奈曼旗住建局' }, count: 1_100, mended: 1_000, broken: 100, townshipForbidden: 310, examples: [{ id: ID, number: '20261122000002', title: null }] },
    { from: { id: 't', name: '大沁他拉镇' }, to: null, count: 92, mended: 0, broken: 0, townshipForbidden: 0, examples: [] },
  ],
  categories: [{ category: { id: '1203', name: '市政设施' }, cases: 4_000, moved: 1_204, mended: 1_000, broken: 100 }],
}

const DRAFT: CatalogueDraft = {
  id: ID, basedOn: 3, restoredFrom: null, revision: 7, openedBy: '乌日娜', openedAt: '2026-11-22T09:00:00.000Z', changedAt: '2026-11-22T09:30:00.000Z', rows: [], faults: [],
  names: { categories: [], places: [], units: [] },
}

let api: FakeApi
function show({ at = '/catalogue-dry-runs', permissions = ['catalogue.read', 'catalogue.edit'], hasDraft = true, detail = { ...RUN, result: null } as DryRunDetail, start = (): unknown => RUN, list = (): unknown => ({ items: [{ ...RUN, status: 'done', accuracyBefore: 0.94, accuracyAfter: 0.95 }], nextCursor: null }), threshold = (): unknown => ({ automatic: 0.8, revision: 2, reason: '试行', changedBy: null, changedAt: null, history: [] }) } = {}): void {
  api = fakeApi([
    { endpoint: listDryRuns, answer: list },
    { endpoint: readDryRun, answer: () => detail },
    { endpoint: startDryRun, answer: start },
    { endpoint: cancelDryRun, answer: () => ({ ...RUN, status: 'cancelled' }) },
    { endpoint: readCatalogueDraft, answer: () => ({ draft: hasDraft ? DRAFT : null }) },
    { endpoint: readDispatchThreshold, answer: threshold },
    { endpoint: changeDispatchThreshold, answer: () => ({ automatic: 0.9, revision: 3, reason: '', changedBy: null, changedAt: null }) },
  ])
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at={at} now={() => instantFromIso('2026-11-22T10:00:00.000Z')}>
      <DryRunsPage />
    </UiTestBed>,
  )
}
const asked = (name: string) => api.requests.filter((request) => request.name === name)
const panel = async () => within(await screen.findByRole('region', { name: '试运行' }))
afterEach(() => {
  cleanup()
  api.restore()
})

describe('a dry run', () => {
  it('is asked for, shows how far it is, and can be stopped', async () => {
    show()
    await userEvent.click((await panel()).getByRole('button', { name: '开始试运行' }))
    expect(await screen.findByText('已重放 25,000 / 100,000 件')).toBeTruthy()
    expect(asked('startDryRun')[0]?.body).toEqual({ catalogue: 'draft', automaticThreshold: null, newest: 100_000, reresolve: false })
    await userEvent.click(screen.getByRole('button', { name: '停止' }))
    await waitFor(() => expect(asked('cancelDryRun')[0]?.params).toEqual({ dryRunId: ID }))
  })

  it('says what would move where, how the accuracy would change, and of a sealed case the number alone', async () => {
    show({ at: `/catalogue-dry-runs?run=${ID}`, detail: { ...RUN, status: 'done', result: RESULT } })
    expect((await screen.findByText('94.0% → 95.0%', { selector: 'strong' })).parentElement?.textContent).toContain('改对 1,000')
    const moves = within(screen.getByRole('region', { name: '从哪里到哪里' }))
    expect(moves.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
      '现行试行后件数对错举例', '大沁他拉镇奈曼旗住建局1,100✓ 改对 1,000■ 改错 10020261122000002', '大沁他拉镇（由派单员定）92',
    ])
    expect(moves.getByRole('link', { name: '20261122000002' }).getAttribute('title')).toBe('保密件')
    expect(screen.getByText('转人工 2,000 · 转自动 500')).toBeTruthy()
    expect(screen.getByText('目录草稿，门槛 0.8 → 0.85，最近 100,000 件')).toBeTruthy()
    expect(screen.getByRole('region', { name: '按分类' }).textContent).toContain('市政设施4,0001,204')
  })

  it('ends in the list of the earlier ones when it ends, by itself', async () => {
    let asked = 0
    show({ list: () => ({ items: [asked++ === 0 ? RUN : { ...RUN, status: 'done', accuracyBefore: 0.94, accuracyAfter: 0.95 }], nextCursor: null }) })
    expect((await screen.findByRole('listitem')).textContent).not.toContain('一次派单准确率')
    expect(await screen.findByText('一次派单准确率 94.0% → 95.0%', undefined, { timeout: 4_000 })).toBeTruthy()
  })

  it('tries the threshold alone where no draft is open, and says so; what would change nothing is not tried', async () => {
    show({ hasDraft: false })
    expect(await screen.findByText(/没有打开的草稿/)).toBeTruthy()
    const start = (await panel()).getByRole<HTMLButtonElement>('button', { name: '开始试运行' })
    expect([start.disabled, screen.queryByText('填一个要试的门槛') === null]).toEqual([true, false])
    await userEvent.type((await panel()).getByLabelText('自动派单门槛'), '0.9')
    await userEvent.click(start)
    await waitFor(() => expect(asked('startDryRun')[0]?.body).toMatchObject({ catalogue: 'in_force', automaticThreshold: 0.9 }))
  })

  it('is refused with a sentence while another is under way, and tells why it failed', async () => {
    show({ start: () => refusal({ status: 409, code: 'DRY_RUN_UNDER_WAY', detail: '已有一次试运行在进行，请等它结束或先停止它' }), at: `/catalogue-dry-runs?run=${ID}`, detail: { ...RUN, status: 'failed', failure: '后台进程中断了三次', result: null } })
    expect((await screen.findByText('后台进程中断了三次')).getAttribute('role')).toBe('alert')
    await userEvent.click((await panel()).getByRole('button', { name: '开始试运行' }))
    expect(await screen.findByText(/已有一次试运行在进行/)).toBeTruthy()
  })

  it('is only looked at by who may not edit, and not at all without the right to read', async () => {
    show({ permissions: ['catalogue.read'] })
    await userEvent.click(await screen.findByRole('button', { name: '查看' }))
    expect(await screen.findByText('已重放 25,000 / 100,000 件')).toBeTruthy()
    expect(screen.getByRole('listitem', { current: true }).textContent).toContain('乌日娜')
    expect([screen.queryByRole('button', { name: '开始试运行' }), screen.queryByRole('button', { name: '停止' })]).toEqual([null, null])
    cleanup()
    api.restore()
    show({ permissions: [] })
    expect(screen.getByRole('alert')).toBeTruthy()
  })
})

it('the threshold is changed with a reason, against the one that was seen', async () => {
  show()
  const form = within(await screen.findByRole('form', { name: '自动派单门槛' }))
  const field = form.getByRole('spinbutton')
  await userEvent.clear(field)
  await userEvent.type(field, '0.9')
  await userEvent.type(form.getByLabelText('修改理由'), '试运行后调整{Enter}')
  await waitFor(() => expect(asked('changeDispatchThreshold')[0]?.body).toEqual({ automatic: 0.9, reason: '试运行后调整', revision: 2 }))
})

it('a threshold that could not be read says so, and is read again', async () => {
  show({ threshold: () => refusal({ status: 500, code: 'INTERNAL', detail: '系统出错' }) })
  expect(await screen.findByText('系统出错')).toBeTruthy()
})
