import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { instantFromIso } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import { addDutyEntry, importDutyRosters, readDutyGaps, readDutyNow, readDutyRoster, revealDutyPhone } from '../contract/index.js'
import DutyPage from './duty-page.js'

const NOW = instantFromIso('2026-11-18T02:00:00.000Z')
const lead = { userId: 'l1', displayName: '其其格', permissions: ['duty.read', 'duty.call', 'duty.maintain', 'org.read'] }
const CONTACT = '019a0000-0000-7000-8000-000000000001'
const post = (n: number, name: string) => ({ key: `unit:u${n}`, unitId: `u${n}`, divisionCode: '150502003', name, level: 'township' as const, countyCode: '150502', townshipCode: '150502003' })

const ROUTES: FakeRoute[] = [
  { endpoint: listDivisions, answer: () => ({ items: [{ code: '150502', parentCode: '150500', level: 'county', kind: 'district', name: '科尔沁区' }] }) },
  {
    endpoint: readDutyNow,
    answer: () => ({
      at: '2026-11-18T02:00:00.000Z',
      posts: [
        { post: post(1, '大林镇人民政府'), contacts: [{ id: CONTACT, name: '照日格图', title: '值班员', phoneMasked: '138••••2345', userId: null, line: 1, standsIn: false, mayCall: true }] },
        { post: post(3, '余粮堡镇人民政府'), contacts: [] },
        { post: post(2, '钱家店镇人民政府'), contacts: [{ id: 'account:x', name: '韩秀英', title: '负责人', phoneMasked: null, userId: 'x', line: 1, standsIn: true, mayCall: false }] },
      ],
    }),
  },
  { endpoint: revealDutyPhone, answer: () => ({ phone: '13847512345' }) },
  {
    endpoint: readDutyRoster,
    answer: () => ({
      post: post(1, '大林镇人民政府'), version: 3, changedAt: null, mayMaintain: true, accounts: [],
      entries: [{ id: CONTACT, name: '照日格图', title: '值班员', phoneMasked: '138••••2345', userId: null, line: 1, times: { kind: 'shift', startsAt: '2026-11-16T00:00:00.000Z', endsAt: '2026-11-17T00:00:00.000Z' } }],
      week: [
        { from: '2026-11-15T16:00:00.000Z', to: '2026-11-16T00:00:00.000Z', entryIds: [] }, { from: '2026-11-16T00:00:00.000Z', to: '2026-11-17T00:00:00.000Z', entryIds: [CONTACT] },
        { from: '2026-11-17T00:00:00.000Z', to: '2026-11-22T16:00:00.000Z', entryIds: [] },
      ],
    }),
  },
  { endpoint: readDutyGaps, answer: () => ({ from: '2026-11-18T02:00:00.000Z', to: '2026-12-18T02:00:00.000Z', posts: [{ post: post(1, '大林镇人民政府'), hasRoster: true, uncoveredMinutes: 43_200, gaps: [], clashes: [] }] }) },
  { endpoint: addDutyEntry, answer: () => refusal({ status: 409, code: 'CONFLICT', detail: '别人刚刚处理过' }) },
  { endpoint: importDutyRosters, answer: () => ({ rows: 2, entries: 1, posts: 1, saved: false, errorCount: 1, errors: [{ row: 3, message: '没有写电话' }] }) },
]

let api: FakeApi
afterEach(() => {
  cleanup()
  api.restore()
})

function open(at = '/duty', session = lead): void {
  api = fakeApi(ROUTES)
  render(<UiTestBed session={session} at={at} now={() => NOW}><DutyPage /></UiTestBed>)
}

describe('the duty page', () => {
  it('tells who answers now; a number is shown only once it is said why, and can then be dialled', async () => {
    open()
    expect(await screen.findByText('无人值守')).toBeTruthy()
    // an account stands in where no roster is kept
    expect(screen.getByText('未排班')).toBeTruthy()
    expect(document.body.textContent).not.toContain('13847512345')
    await userEvent.click(screen.getByRole('button', { name: '查看电话 照日格图' }))
    await userEvent.type(screen.getByRole('textbox', { name: '查看原因' }), '管网爆裂')
    await userEvent.click(screen.getByRole('button', { name: /^查\s*看$/ }))
    expect((await screen.findByRole('link', { name: '13847512345' })).getAttribute('href')).toBe('tel:13847512345')
    expect(api.requests.find(({ name }) => name === 'revealDutyPhone')).toMatchObject({ params: { contactId: CONTACT }, body: { reason: '管网爆裂' } })
  })

  it('is searched by unit or name', async () => {
    open()
    await screen.findByText('大林镇人民政府')
    await userEvent.type(screen.getByRole('textbox', { name: '查单位、嘎查村或人名' }), '韩秀英')
    await waitFor(() => expect(screen.queryByText('大林镇人民政府')).toBeNull())
    expect(screen.getByText('钱家店镇人民政府')).toBeTruthy()
  })

  it('shows a week with its gaps in words, and tells an editor who came too late', async () => {
    open('/duty?county=150502&post=unit:u1')
    const week = await screen.findByRole('table', { name: '这一周' })
    const rows = within(week).getAllByRole('row').map((row) => row.textContent)
    expect(rows).toHaveLength(7)
    expect(rows[0]).toContain('11-16 周一')
    expect(rows[0]).toMatch(/无人值守 00:00–08:00.*照日格图 08:00–24:00/)
    expect(await screen.findByText(/720 小时无人/)).toBeTruthy()
    await userEvent.type(screen.getByLabelText('姓名'), '那仁花')
    await userEvent.type(screen.getByLabelText('电话'), '13904751111')
    await userEvent.click(screen.getByRole('button', { name: /^加\s*入$/ }))
    expect(await screen.findByText('别人刚刚处理过')).toBeTruthy()
    expect(api.requests.find(({ name }) => name === 'addDutyEntry')?.body).toMatchObject({
      unitId: 'u1', version: 3, entry: { name: '那仁花', phone: '13904751111', times: { kind: 'pattern', spans: [{ on: 'daily', startMinute: 510, minutes: 540 }] } },
    })
  })

  it('reports a table row by row', async () => {
    open()
    await userEvent.click(await screen.findByText('导入表格'))
    await userEvent.type(screen.getByRole('textbox', { name: '导入表格' }), '单位')
    await userEvent.click(screen.getByRole('button', { name: /^检\s*查$/ }))
    expect(await screen.findByText('第 3 行：没有写电话')).toBeTruthy()
  })

  it('is not shown to who may not read it', () => {
    open('/duty', { ...lead, permissions: [] })
    expect(api.requests).toEqual([])
  })
})
