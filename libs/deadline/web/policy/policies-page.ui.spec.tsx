import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { listCategories } from '@tongban/taxonomy/contract'
import { fakeApi, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { checkPolicy, listPolicies, previewPolicy, publishPolicy, readPolicy, type PolicyDraft, type PolicyVersion } from '../../contract/index.js'
import PoliciesPage from './policies-page.js'

const NOW = instantFromIso('2026-11-22T02:00:00.000Z')
const HOURS = { amount: 240, unit: 'minute' } as const
const DAYS = { amount: 5, unit: 'work_day' } as const

const table: PolicyDraft = {
  rows: [{ serviceClass: 'help_suggestion', limits: { dispatch: HOURS, sign: HOURS, contact: HOURS, promise: DAYS }, source: '济南、潍坊条例' }],
  procedureLimits: { return_window: HOURS, return_ruling: HOURS, review: DAYS, adjudication: DAYS, arrive: HOURS, callback: DAYS }, procedureSources: {},
  overrides: [{ selector: { serviceClass: null, caseType: null, categoryCode: '0102', divisionCode: '150521' }, limits: { promise: { amount: 2, unit: 'work_day' } }, source: '供热期规定' }],
  ladder: [
    { code: 'overdue', name: '超期催办', kinds: ['promise'], serviceClasses: null, offset: { when: 'at' }, actions: [{ do: 'urge', to: [{ level: 'unit', role: 'unit_lead' }] }] },
    { code: 'early', name: '48 小时预警', kinds: ['promise'], serviceClasses: null, offset: { when: 'before', amount: 2880, unit: 'minute' }, actions: [{ do: 'urge', to: [{ level: 'unit', role: 'handler' }] }] },
  ],
  warnRules: [{ kinds: ['promise'], counts: 'any', longerThanMinutes: 2880, before: { amount: 2880, unit: 'minute' } }],
}
const version = (n: number, changes: Partial<PolicyVersion> = {}): PolicyVersion => ({
  version: n, state: 'in_force', validFrom: '2024-01-01', validTo: null, basedOn: null, author: null, reason: '', createdAt: '2026-11-01T00:00:00.000Z', withdrawn: null, ...changes,
})

let api: FakeApi
afterEach(() => {
  cleanup()
  api.restore()
})

function show(permissions: readonly string[]): void {
  api = fakeApi([
    { endpoint: listPolicies, answer: () => ({ items: [version(2, { state: 'upcoming', validFrom: '2026-12-01', author: '王一', reason: '供热期', basedOn: 1 }), version(1, { validTo: '2026-12-01' })] }) },
    {
      endpoint: readPolicy,
      answer: ({ params }) => ({ ...version(Number(params.version)), table, names: { categories: [{ code: '0102', name: '供热' }], divisions: [{ code: '150521', name: '科左中旗' }] } }),
    },
    { endpoint: checkPolicy, answer: () => ({ faults: [{ code: 'LADDER_SILENCED', severity: 'error', part: 'ladder', row: null, others: [], text: '“派单”时钟至少要保留一级阶梯' }] }) },
    {
      endpoint: previewPolicy,
      answer: () => ({
        samples: [], cases: { looked: 120, more: false, kinds: [{ kind: 'promise', longer: 7, shorter: 0, same: 113 }], examples: [{ number: '20261120000017', dueNow: '2026-11-27T01:00:00.000Z', dueThen: '2026-12-01T01:00:00.000Z' }] }, note: '已经在走的时钟保持开始时的版本',
      }),
    },
    {
      endpoint: listCategories,
      answer: () => ({ items: [{ code: '0103', parentCode: '01', name: '燃气', level: 2, defaultUrgency: null, functionCode: null, keywords: [] }] }) as never,
    },
    { endpoint: listDivisions, answer: ({ query }) => ({ items: query.parentCode === undefined ? [{ code: '150525', name: '奈曼旗', level: 'county', parentCode: '150500' }] : [] }) as never },
    { endpoint: publishPolicy, answer: () => version(3, { state: 'upcoming', validFrom: '2026-12-02' }) },
  ])
  render(
    <UiTestBed session={{ userId: 'u1', displayName: '李一', permissions: [...permissions] }} now={() => NOW}>
      <PoliciesPage />
    </UiTestBed>,
  )
}

describe('the deadline table', () => {
  it('shows the version in force: classes, procedures, and the rows for some cases by name', async () => {
    show(['deadline.read'])
    const classes = await screen.findByRole('region', { name: '基本时限' })
    expect(within(classes).getByRole('row', { name: /求助、建议/ }).textContent).toContain('5 个工作日')
    expect(screen.getByText(/供热（0102） · 科左中旗/)).toBeTruthy()
    // Who may only look is offered nothing to change.
    expect(screen.queryByRole('button', { name: '起草新版本' })).toBeNull()
  })

  it('draws the ladder along a line: before, due, after', async () => {
    show(['deadline.read'])
    await userEvent.click(await screen.findByRole('radio', { name: /升级阶梯/ }))
    const line = screen.getByRole('list', { name: '办结回复' })
    expect(within(line).getAllByRole('listitem').map((item) => item.textContent?.slice(0, 4))).toEqual(['48 小', '到期', '超期催办'])
  })

  it('is drafted, checked, previewed and published with a first day and a reason', async () => {
    show(['deadline.read', 'deadline.configure'])
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: '起草新版本' }))
    const amount = screen.getByRole('spinbutton', { name: '求助、建议 办结回复的数' })
    await user.clear(amount)
    await user.type(amount, '7')
    await user.tab()
    await user.click(screen.getByRole('radio', { name: '检查与发布' }))
    expect(screen.getByText(/5 个工作日 → 7 个工作日/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^检\s*查$/ }))
    expect(await screen.findByText(/“派单”时钟至少要保留一级阶梯/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^预\s*览$/ }))
    expect(await screen.findByText(/变长 7，变短 0，不变 113/)).toBeTruthy()
    const example = within(screen.getByRole('region', { name: '在办工单举例' })).getByRole('row', { name: /20261120000017/ })
    expect(example.textContent).toBe('202611200000172026-11-27（周五）09:002026-12-01（周二）09:00')
    const form = screen.getByRole('form', { name: '发布' })
    const submit = within(form).getByRole('button', { name: /发\s*布/ })
    expect((submit as HTMLButtonElement).disabled).toBe(true)
    await user.type(within(form).getByRole('textbox', { name: '生效日' }), '2026-12-02')
    await user.tab()
    await user.type(within(form).getByRole('textbox', { name: '理由' }), '办理力量不足，暂延两日')
    await user.click(within(form).getByRole('checkbox', { name: '代替待生效的第 2 版' }))
    await user.click(submit)
    expect(await screen.findByText('第 3 版已发布，自 2026-12-02 起生效')).toBeTruthy()
    const sent = api.requests.find(({ name }) => name === 'publishPolicy')?.body as { draft: PolicyDraft; latestSeen: number; replaces: number; validFrom: string }
    expect([sent.latestSeen, sent.replaces, sent.validFrom, sent.draft.rows[0]?.limits.promise]).toEqual([2, 2, '2026-12-02', { amount: 7, unit: 'work_day' }])
  })

  it('counts no further than the check lets be, and says so', async () => {
    show(['deadline.read', 'deadline.configure'])
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: '起草新版本' }))
    expect(screen.getByText(/办结回复 60 个工作日（90 个自然日）/)).toBeTruthy()
    const amount = screen.getByRole<HTMLInputElement>('spinbutton', { name: '求助、建议 办结回复的数' })
    await user.clear(amount)
    await user.type(amount, '50000')
    await user.tab()
    expect(amount.value).toBe('60')
    await user.click(screen.getByRole('radio', { name: /升级阶梯/ }))
    expect(screen.getByText(/每一级离到期最多 20 个工作日/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '修改“48 小时预警”' }))
    const when = screen.getByRole<HTMLInputElement>('spinbutton', { name: '何时的数' })
    await user.clear(when)
    await user.type(when, '99999')
    await user.tab()
    expect(when.value).toBe(String(30 * 24 * 60))
    // Nobody is offered who can never be there.
    await user.click(screen.getByRole('combobox', { name: '对谁' }))
    expect((await screen.findAllByText('旗县统筹')).length).toBeGreaterThan(0)
    expect([screen.queryByText('承办单位督办员'), screen.queryByText('旗县督办员')]).toEqual([null, null])
    await user.click(screen.getByRole('radio', { name: '检查与发布' }))
    expect(screen.getByText(/更正可以当天生效/)).toBeTruthy()
  })

  it('has its warnings changed, and a special limit given to a category and a place that are looked up by name', async () => {
    show(['deadline.read', 'deadline.configure', 'taxonomy.read', 'org.read'])
    const user = userEvent.setup()
    expect((await screen.findByRole('list', { name: '预警' })).textContent).toContain('到期前')
    await user.click(screen.getByRole('button', { name: '起草新版本' }))
    const before = screen.getByRole('spinbutton', { name: '第 1 条预警的数' })
    await user.clear(before)
    await user.type(before, '1440')
    await user.tab()
    await user.type(screen.getByRole('combobox', { name: '1 分类' }), '燃气')
    await user.click(await screen.findByText('燃气 0103'))
    await user.click(screen.getByRole('combobox', { name: '1 区划' }))
    await user.click(await screen.findByText('奈曼旗'))
    await user.click(screen.getByRole('radio', { name: '检查与发布' }))
    await user.click(screen.getByRole('button', { name: /^检\s*查$/ }))
    await screen.findByText(/“派单”时钟至少要保留一级阶梯/)
    const sent = api.requests.find(({ name }) => name === 'checkPolicy')?.body as { draft: PolicyDraft }
    expect([sent.draft.overrides[0]?.selector, sent.draft.warnRules[0]?.before]).toEqual([
      { serviceClass: null, caseType: null, categoryCode: '0103', divisionCode: '150525' }, { amount: 1440, unit: 'minute' },
    ])
  })

  it('shows who published a version and why, and tells who lacks the permission so', async () => {
    show(['deadline.read'])
    await userEvent.click(await screen.findByRole('radio', { name: '版本' }))
    expect(await screen.findByText(/王一：供热期/)).toBeTruthy()
    cleanup()
    api.restore()
    show([])
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})
