import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Route, Routes } from 'react-router'
import { listDivisions } from '@tongban/org/contract'
import { readCase } from '@tongban/case/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import {
  acknowledgeIncident, callIncidentAgain, closeIncident, joinIncidentCases, listIncidents, noteIncidentProgress, openIncident, previewIncidentCalls, readCaseIncident, readIncident, readIncidentCases, readIncidentLog,
  readIncidentTree, recordPhoneAcknowledgement, suggestIncidentCases, type IncidentCase, type IncidentPost, type IncidentView,
} from '../contract/index.js'
import { CaseIncident } from './case-incident.js'
import IncidentPage from './incident-page.js'
import IncidentsPage from './incidents-page.js'
import OpenIncidentPage from './open-incident-page.js'

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const NOW = '2026-11-22T10:00:00.000Z'
const minutes = (n: number): string => new Date(Date.parse(NOW) + n * 60_000).toISOString()
const VIEW: IncidentView = {
  id: id(1), kind: 'heating_outage', level: 'larger', status: 'responding', title: '大榆树镇供热主管道爆裂', placeText: '大榆树镇', counties: [{ id: '150523', name: '开鲁县' }], openedAt: minutes(-75), endedAt: null,
  posts: 4, acknowledged: 1, missing: 1, callsMe: false, version: 2, cause: '主管道爆裂，正在抢修', area: [{ id: '150523101', name: '大榆树镇' }], depth: 'village', openedBy: '乌日娜', respondingAt: minutes(-70),
  containedAt: null, summary: null, cancelReason: null, affectedPeople: 1200, cases: 1,
  levels: [{ level: 'city', posts: 1, acknowledged: 1, late: 1, calling: 0, missing: 0 }, { level: 'village', posts: 2, acknowledged: 0, late: 0, calling: 1, missing: 1 }],
  myPosts: [], mayManage: true, mayWrite: true,
}
const call = (n: number, line: number, name: string, state: IncidentPost['calls'][number]['state']): IncidentPost['calls'][number] => ({
  id: id(n), round: 1, line, name, title: '值班员', phoneMasked: '138••••5678', calledAt: minutes(-20), ackDueAt: minutes(-10), state,
})
const post = (key: string, parentKey: string | null, name: string, level: IncidentPost['level'], more: Partial<IncidentPost>): IncidentPost => ({
  key, parentKey, name, level, state: 'calling', calledAt: minutes(-20), nextAt: null, acknowledged: null, calls: [], mine: false, ...more,
})
const TREE: readonly IncidentPost[] = [
  post('unit:hotline-centre', null, '12345热线中心', 'city', { state: 'acknowledged', acknowledged: { at: minutes(-30), name: '值班主任', way: 'phone', late: true, note: '' } }),
  post('unit:county-150523-coordinator', 'unit:hotline-centre', '开鲁县统筹办', 'county', { state: 'exhausted', calls: [call(11, 1, '张三', 'missed'), call(12, 2, '李四', 'missed')] }),
  post('unit:township-150523101', 'unit:county-150523-coordinator', '大榆树镇', 'township', { nextAt: minutes(4.5), calls: [call(13, 1, '王五', 'missed'), call(14, 2, '赵六', 'called')] }),
  post('division:150523101201', 'unit:township-150523101', '前进村', 'village', { calls: [call(15, 1, '村支书', 'called')] }),
]
const CASE: IncidentCase = { id: id(21), number: '20261122000021', title: '暖气不热', sealed: false, status: 'in_progress', placeText: '前进村', unit: { id: 'township-150523101', name: '大榆树镇' }, filedAt: minutes(-80), joinedAt: minutes(-75) }
const PERMISSIONS = ['incident.read', 'incident.open', 'incident.manage', 'incident.acknowledge', 'org.read', 'case.read']
const ACTED = { incidentId: id(1), version: 3, status: 'responding' as const }

let api: FakeApi
function show(page: ReactNode, at: string, routes: readonly FakeRoute[], permissions: readonly string[] = PERMISSIONS): void {
  api = fakeApi(routes)
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at={at} now={() => instantFromIso(NOW)}>
      <Routes>
        <Route path="/incidents/new" element={<OpenIncidentPage />} />
        <Route path="/incidents/:incidentId" element={<IncidentPage />} />
        <Route path="*" element={page} />
      </Routes>
    </UiTestBed>,
  )
}
const pageRoutes = (view: IncidentView, more: readonly FakeRoute[] = []): readonly FakeRoute[] => [
  ...more,
  { endpoint: readIncident, answer: () => view },
  { endpoint: readIncidentTree, answer: () => ({ posts: TREE }) },
  { endpoint: readIncidentLog, answer: () => ({ items: [{ id: '9', at: minutes(-70), actor: { id: 'u', name: '王五' }, unit: { id: 't', name: '大榆树镇' }, type: 'progress', sentence: '措施', detail: '抢修队已到场', public: false }], nextCursor: null }) },
  { endpoint: readIncidentCases, answer: () => ({ items: [CASE], nextCursor: null }) },
  { endpoint: suggestIncidentCases, answer: () => ({ items: [{ ...CASE, id: id(22), number: '20261122000022', joinedAt: null }], more: false }) },
]
const sent = (endpoint: { readonly name: string }): unknown[] => api.requests.filter(({ name }) => name === endpoint.name).map(({ body }) => body)
afterEach(() => {
  cleanup()
  api.restore()
})

describe('the list of incidents', () => {
  it('says what runs, how long, who is silent, and marks what waits for this person', async () => {
    show(<IncidentsPage />, '/incidents', [{ endpoint: listIncidents, answer: () => ({ items: [{ ...VIEW, callsMe: true }], nextCursor: null }) }])
    const [line] = within(await screen.findByRole('list', { name: '突发事件' })).getAllByRole('listitem')
    expect(line?.textContent).toContain('较大')
    expect(line?.textContent).toContain('已 1 小时 15 分')
    expect(line?.textContent).toContain('已确认 1/4')
    expect(line?.textContent).toContain('1 处无人应答')
    expect(line?.textContent).toContain('呼叫您确认')
    expect(screen.getByRole('link', { name: '大榆树镇供热主管道爆裂' }).getAttribute('href')).toBe(`/incidents/${id(1)}`)
  })

  it('says why it is empty, that it failed, and who may not read it', async () => {
    show(<IncidentsPage />, '/incidents', [{ endpoint: listIncidents, answer: () => ({ items: [], nextCursor: null }) }])
    expect(await screen.findByText('没有未结束的突发事件')).toBeTruthy()
    cleanup()
    api.restore()
    show(<IncidentsPage />, '/incidents', [{ endpoint: listIncidents, answer: () => refusal({ status: 403, code: 'PERMISSION_MISSING', detail: '没有权限' }) }])
    expect(await screen.findByText('没有权限')).toBeTruthy()
    cleanup()
    api.restore()
    show(<IncidentsPage />, '/incidents', [{ endpoint: listIncidents, answer: () => ({ items: [VIEW], nextCursor: null }) }], [])
    expect(screen.queryByRole('list', { name: '突发事件' })).toBeNull()
    expect(screen.queryByRole('button', { name: '登记突发事件' })).toBeNull()
  })
})

describe('the acknowledgement tree', () => {
  it('hangs village under township under county under city, with who was passed over and when the next is called', async () => {
    show(null, `/incidents/${id(1)}`, pageRoutes(VIEW))
    const tree = await screen.findByRole('list', { name: '确认情况' })
    expect(tree.textContent).toContain('值班主任 17:30 确认 · 电话 · 超时')
    expect(tree.textContent).toContain('张三 未应答')
    expect(tree.textContent).toContain('无人应答')
    expect(tree.textContent).toContain('第 2 位 赵六 138••••5678')
    expect(tree.textContent).toContain('4:30 后呼叫下一位')
    expect(within(tree).queryByText('前进村')).toBeNull()
    fireEvent.click(within(tree).getByRole('button', { name: '展开 大榆树镇 下的 1 处' }))
    const township = within(tree).getByText('大榆树镇').closest('li')
    expect(township === null ? null : within(township).getByText('前进村')).toBeTruthy()
    expect(screen.getByText('1 处无人应答或无人值班')).toBeTruthy()
  })

  it('takes a phone answer, and calls the silent ones again', async () => {
    show(null, `/incidents/${id(1)}`, pageRoutes(VIEW, [
      { endpoint: recordPhoneAcknowledgement, answer: () => ({ ...ACTED, late: false }) }, { endpoint: callIncidentAgain, answer: () => ({ ...ACTED, called: 1 }) },
    ]))
    fireEvent.click(await screen.findByRole('button', { name: '记录电话确认 开鲁县统筹办' }))
    fireEvent.change(screen.getByLabelText('接听人'), { target: { value: '刘主任' } })
    fireEvent.click(screen.getByRole('button', { name: /^记\s?录$/ }))
    await waitFor(() => expect(sent(recordPhoneAcknowledgement)).toEqual([{ postKey: 'unit:county-150523-coordinator', name: '刘主任', note: '' }]))
    fireEvent.click(screen.getByRole('button', { name: '再次呼叫无人应答的' }))
    expect(await screen.findByText('已再次呼叫 1 处')).toBeTruthy()
  })
})

describe('the called person', () => {
  it('has one big button, and sees that it was late', async () => {
    let view: IncidentView = { ...VIEW, mayManage: false, myPosts: [{ key: 'unit:township-150523101', name: '大榆树镇', ackDueAt: minutes(4) }] }
    show(null, `/incidents/${id(1)}`, [
      { endpoint: acknowledgeIncident, answer: () => { view = { ...view, myPosts: [] }; return { ...ACTED, acknowledged: 1, late: true } } },
      ...pageRoutes(view).filter(({ endpoint }) => endpoint !== readIncident),
      { endpoint: readIncident, answer: () => view },
    ])
    fireEvent.click(await screen.findByRole('button', { name: '确认收到' }))
    expect(await screen.findByText('已确认，超过时限')).toBeTruthy()
    expect(sent(acknowledgeIncident)).toEqual([{}])
    expect(screen.queryByRole('button', { name: '误报撤销' })).toBeNull()
  })

  it('writes progress for its area', async () => {
    show(null, `/incidents/${id(1)}`, pageRoutes({ ...VIEW, mayManage: false }, [{ endpoint: noteIncidentProgress, answer: () => ACTED }]))
    fireEvent.change(await screen.findByLabelText('内容'), { target: { value: '已转移 30 户' } })
    fireEvent.click(screen.getByRole('button', { name: /^提\s?交$/ }))
    await waitFor(() => expect(sent(noteIncidentProgress)).toEqual([{ kind: 'progress', text: '已转移 30 户', public: false }]))
  })
})

describe('whoever is in charge', () => {
  it('closes only what is contained, and is told that the cases stay open', async () => {
    show(null, `/incidents/${id(1)}`, pageRoutes(VIEW))
    expect((await screen.findByRole('button', { name: /结\s?束/ })).getAttribute('title')).toBe('先登记“已控制”，再结束')
    cleanup()
    api.restore()
    show(null, `/incidents/${id(1)}`, pageRoutes({ ...VIEW, status: 'contained', containedAt: minutes(-5) }, [{ endpoint: closeIncident, answer: () => ({ ...ACTED, status: 'closed', callers: 1 }) }]))
    fireEvent.click(await screen.findByRole('button', { name: /结\s?束/ }))
    expect(screen.getByText(/结束事件不会办结工单/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/给群众的情况说明/), { target: { value: '供热已恢复正常' } })
    fireEvent.click(screen.getByRole('button', { name: /^确\s?定$/ }))
    await waitFor(() => expect(sent(closeIncident)).toEqual([{ summary: '供热已恢复正常' }]))
  })

  it('is offered new cases of the area to join', async () => {
    show(null, `/incidents/${id(1)}`, pageRoutes(VIEW, [{ endpoint: joinIncidentCases, answer: () => ({ ...ACTED, joined: 1 }) }]))
    fireEvent.click(await screen.findByRole('button', { name: '并入 20261122000022' }))
    await waitFor(() => expect(sent(joinIncidentCases)).toEqual([{ caseIds: [id(22)] }]))
  })
})

describe('opening an incident from a case', () => {
  const routes: readonly FakeRoute[] = [
    { endpoint: readCase, answer: () => ({ id: id(21), number: '20261122000021', title: '暖气不热', placeText: '前进村', sealed: false, division: { id: '150523101', name: '大榆树镇' } }) },
    { endpoint: listDivisions, answer: () => ({ items: [{ code: '150523', parentCode: '150500', level: 'county', kind: 'county', name: '开鲁县' }] }) },
    {
      endpoint: previewIncidentCalls,
      answer: () => ({
        ackMinutes: { city: 15, county: 15, township: 15, village: 20 }, levels: [{ level: 'township', posts: 1, missing: 0 }, { level: 'village', posts: 1, missing: 1 }],
        posts: [
          { key: 'unit:t', parentKey: null, name: '大榆树镇', level: 'township', contacts: [{ name: '王五', title: '值班员', phoneMasked: '138••••5678', line: 1, hasAccount: true }] },
          { key: 'division:v', parentKey: 'unit:t', name: '前进村', level: 'village', contacts: [] },
        ],
      }),
    },
    { endpoint: openIncident, answer: () => VIEW },
    ...pageRoutes(VIEW),
  ]

  it('shows by name who will be called and where nobody is on duty, and calls only after that', async () => {
    show(null, `/incidents/new?case=${id(21)}`, routes)
    const confirm = await screen.findByRole('button', { name: '登记并立即呼叫' })
    expect(confirm.getAttribute('title')).toBe('先预览会呼叫谁')
    fireEvent.click(confirm)
    expect(sent(openIncident)).toEqual([])
    fireEvent.change(screen.getByLabelText('原因和现状'), { target: { value: '主管道爆裂' } })
    fireEvent.click(screen.getByRole('button', { name: '预览会呼叫谁' }))
    const preview = await screen.findByRole('region', { name: '将立即呼叫' })
    expect(preview.textContent).toContain('第 1 位 王五 138••••5678')
    expect(preview.textContent).toContain('1 处无人值班')
    fireEvent.click(screen.getByRole('button', { name: '登记并立即呼叫' }))
    await waitFor(() => expect(sent(openIncident)).toEqual([
      { kind: 'other', level: 'general', title: '暖气不热', cause: '主管道爆裂', placeCode: '150523101', placeText: '前进村', area: ['150523101'], depth: 'village', caseIds: [id(21)] },
    ]))
    expect(await screen.findByRole('heading', { name: '大榆树镇供热主管道爆裂' })).toBeTruthy()
  })

  it('begins on the case page, which otherwise names the incident the case belongs to', async () => {
    show(<CaseIncident caseId={id(21)} />, '/cases', [{ endpoint: readCaseIncident, answer: () => ({ incident: null }) }])
    expect((await screen.findByRole('link', { name: '从这件工单登记突发事件' })).getAttribute('href')).toBe(`/incidents/new?case=${id(21)}`)
    cleanup()
    api.restore()
    show(<CaseIncident caseId={id(21)} />, '/cases', [{ endpoint: readCaseIncident, answer: () => ({ incident: { id: id(1), title: VIEW.title, status: 'responding', level: 'larger', joinedAt: minutes(-75), mayOpen: false } }) }])
    expect(await screen.findByText(VIEW.title)).toBeTruthy()
    expect(screen.queryByRole('link')).toBeNull()
  })
})
