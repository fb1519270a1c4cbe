import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Route, Routes } from 'react-router'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import {
  acknowledgeAlert, answerTask, closeTask, dismissAlert, listAlerts, listTasks, listTopics, listUnitTasks, openTask, readAlert, readAlertCases, readTopic, readTopicCases, signTask, type AlertView, type TaskView, type TopicView,
} from '../contract/index.js'
import AlertPage from './alert-page.js'
import TasksPage from './tasks-page.js'
import TopicPage from './topic-page.js'
import TopicsPage from './topics-page.js'

const NOW = '2026-11-22T10:00:00.000Z'
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const COUNTY = { id: '150523', name: '开鲁县' }
const TOPIC: TopicView = {
  id: id(1), title: '万达广场 夜间施工噪音', words: ['万达广场', '夜间施工噪音'], trend: 'growing', growth: 3.2, cases7: 12, cases30: 15, days: Array.from({ length: 30 }, (_, day) => (day > 24 ? 3 : 0)), counties: [COUNTY],
  townships: [], category: null, firstAt: '2026-11-02T02:00:00.000Z', lastAt: '2026-11-22T09:00:00.000Z', alertId: id(2), places: [{ ...COUNTY, level: 'county', cases: 15 }], visibleCases: 14, visibleCaseIds: [id(7)],
}
const TASK: TaskView = {
  id: id(3), version: 1, alertId: id(2), alertTitle: '开鲁县供热诉求激增', status: 'opened', unit: { id: 'township-150523101', name: '大榆树镇' }, what: '巡查全镇换热站', openedAt: NOW, openedBy: '乌日娜', dueAt: '2026-11-25T16:00:00.000Z',
  overdue: false, signedAt: null, answer: null, returned: null, closedAt: null, remarks: null, mine: true,
}
const ALERT: AlertView = {
  id: id(2), version: 1, kind: 'category', status: 'raised', level: 'county', title: '开鲁县供热诉求激增', topicId: id(1), category: null, county: COUNTY, township: null, spanDays: 1, observed: 12, expected: 2.1, chance: 0.00002, noHistory: false,
  raisedAt: NOW, acknowledgeBy: '2026-11-22T14:00:00.000Z', openTasks: 0, units: [{ id: 'township-150523101', name: '大榆树镇' }], seasonal: true, words: [],
  log: [{ id: 1, at: NOW, by: '系统', sentence: '系统预警，1 天 12 件（通常 2.1 件），等待旗县统筹确认' }], tasks: [], visibleCases: 2, visibleCaseIds: [id(7)],
  may: { acknowledge: true, escalate: true, dismiss: true, openTask: false, close: false },
}
const CASES = [
  { id: id(7), number: '20261122000007', title: '工地半夜施工', status: 'in_progress', sealed: false, filedAt: NOW, placeText: '万达广场', leadUnit: null, category: null },
  { id: id(8), number: '20261122000008', title: null, status: 'in_progress', sealed: true, filedAt: NOW, placeText: null, leadUnit: null, category: null },
]
const ALL = ['topic.read', 'topic.manage', 'topic.task', 'incident.open', 'case.read', 'org.read']
const page = <T,>(items: readonly T[]): { items: T[]; nextCursor: null } => ({ items: [...items], nextCursor: null })

let api: FakeApi
function show(at: string, routes: readonly FakeRoute[], permissions: readonly string[] = ALL): void {
  api = fakeApi(routes)
  const element: ReactNode = (
    <Routes>
      <Route path="/topics" element={<TopicsPage />} />
      <Route path="/topics/tasks" element={<TasksPage />} />
      <Route path="/topics/alerts/:alertId" element={<AlertPage />} />
      <Route path="/topics/:topicId" element={<TopicPage />} />
    </Routes>
  )
  render(
    <UiTestBed session={{ userId: 'd1', displayName: '乌日娜', permissions }} at={at} now={() => instantFromIso(NOW)}>
      {element}
    </UiTestBed>,
  )
}
const alertRoutes = (view: AlertView, more: readonly FakeRoute[] = []): readonly FakeRoute[] => [
  ...more, { endpoint: readAlert, answer: () => view }, { endpoint: readAlertCases, answer: () => ({ items: CASES, total: 2 }) },
]
const button = async (name: string): Promise<HTMLElement> => screen.findByRole('button', { name: new RegExp(name) })

afterEach(() => {
  cleanup()
  api.restore()
})

describe('the list of hot topics', () => {
  it('shows what needs an answer first, and each topic with its size, growth and words', async () => {
    show('/topics', [{ endpoint: listTopics, answer: () => page([TOPIC]) }, { endpoint: listAlerts, answer: () => page([ALERT]) }])
    expect(await screen.findByRole('link', { name: '开鲁县供热诉求激增' })).toBeTruthy()
    expect(screen.getByText(/等待旗县统筹确认/)).toBeTruthy()
    expect(await screen.findByRole('link', { name: '万达广场 夜间施工噪音' })).toBeTruthy()
    expect(screen.getByText('12 件')).toBeTruthy()
    expect(screen.getByText('每日新增约为此前的 3.2 倍')).toBeTruthy()
    expect(screen.getByRole('img', { name: /近 30 天每日件数/ })).toBeTruthy()
  })

  it('says so when there is none, and when it cannot be read', async () => {
    show('/topics', [{ endpoint: listTopics, answer: () => page([]) }, { endpoint: listAlerts, answer: () => page([]) }])
    expect(await screen.findByText('这段时间没有热点')).toBeTruthy()
    expect(await screen.findByText('没有待处置的预警')).toBeTruthy()
  })

  it('keeps in the address which alerts and which topics are shown, and says what is missing', async () => {
    show('/topics?alerts=ended&trend=fading&days=30', [{ endpoint: listTopics, answer: () => page([]) }, { endpoint: listAlerts, answer: () => page([]) }])
    expect(await screen.findByText('还没有结束的预警')).toBeTruthy()
    expect(await screen.findByText('这段时间没有走势为“回落”的热点')).toBeTruthy()
    expect(api.requests.map(({ query }) => query)).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'ended' }), expect.objectContaining({ days: '30', trend: 'fading' })]))
  })

  it('does not speak of no cases as usual, nor of a growth without bounds', async () => {
    show('/topics', [{ endpoint: listTopics, answer: () => page([{ ...TOPIC, growth: 38 }]) }, { endpoint: listAlerts, answer: () => page([{ ...ALERT, expected: 0 }]) }])
    expect(await screen.findByText('1 天 12 件，通常不到 1 件')).toBeTruthy()
    expect(await screen.findByText('每日新增是此前的 10 倍以上')).toBeTruthy()
  })

  it('says of an alert without history that there is nothing to compare with, and speaks of no chance', async () => {
    show(`/topics/alerts/${id(2)}`, alertRoutes({ ...ALERT, expected: 0, chance: 1, noHistory: true }))
    expect(await screen.findByText('1 天 12 件，还没有以往的数据可比')).toBeTruthy()
    expect(screen.getByText(/启用不久/)).toBeTruthy()
    expect(screen.queryByText(/可能性/)).toBeNull()
  })

  it.each(['/topics', `/topics/${id(1)}`, `/topics/alerts/${id(2)}`, '/topics/tasks'])('asks the server nothing and says why, for who may see neither topics nor tasks: %s', async (at) => {
    show(at, [], ['case.read'])
    expect((await screen.findByRole('alert')).textContent).toContain('您的岗位看不到这一页')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/热点预警|未诉先办任务/)
    expect(api.requests).toEqual([])
  })

  it('is for who handles tasks alone the list of these', async () => {
    show('/topics', [{ endpoint: listUnitTasks, answer: () => page([TASK]) }], ['topic.task'])
    expect(await screen.findByText('巡查全镇换热站')).toBeTruthy()
  })
})

describe('a topic', () => {
  it('shows its places, and of a sealed case its number alone', async () => {
    show(`/topics/${id(1)}`, [{ endpoint: listAlerts, answer: () => page([]) }, { endpoint: readTopic, answer: () => TOPIC }, { endpoint: readTopicCases, answer: () => page(CASES) }])
    expect(await screen.findByText('密件，只显示编号和状态')).toBeTruthy()
    expect(screen.getAllByText('办理中')).toHaveLength(2)
    expect(screen.getByText('15 件，其中您能看到 14 件')).toBeTruthy()
    expect(screen.getByText('近 10 天的新增比之前明显多，每日新增约为此前的 3.2 倍')).toBeTruthy()
    expect(await screen.findByText('没有引起预警')).toBeTruthy()
    expect(screen.getByText('开鲁县')).toBeTruthy()
    expect(screen.getByRole('link', { name: '登记突发事件' }).getAttribute('href')).toBe(`/incidents/new?case=${id(7)}`)
  })
})

describe('an alert', () => {
  it('is acknowledged by one press', async () => {
    show(`/topics/alerts/${id(2)}`, alertRoutes(ALERT, [{ endpoint: acknowledgeAlert, answer: () => ({ alertId: id(2), version: 2, status: 'acknowledged' }) }]))
    fireEvent.click(await button('确认收到'))
    await waitFor(() => expect(api.requests.filter(({ name }) => name === acknowledgeAlert.name)).toHaveLength(1))
    expect((await screen.findByText('已确认收到')).getAttribute('role')).toBe('status')
  })

  it('is not dismissed without a reason, and says what the server refuses', async () => {
    show(`/topics/alerts/${id(2)}`, alertRoutes(ALERT, [{ endpoint: dismissAlert, answer: () => refusal({ code: 'TOPIC_ALERT_STATE_FORBIDS', status: 409, detail: '预警现在是“已办结”，不能解除' }) }]))
    const dismiss = await button('解除预警')
    expect(dismiss.getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(screen.getByLabelText('备注（上报、解除要写原因）'), { target: { value: '误报' } })
    fireEvent.click(await button('解除预警'))
    expect(await screen.findByText(/不能解除/)).toBeTruthy()
  })

  it('says that it waits for its tasks before it can be closed, and when tasks can be opened', async () => {
    const nothing = { acknowledge: false, escalate: false, dismiss: false, openTask: false, close: false }
    show(`/topics/alerts/${id(2)}`, alertRoutes({ ...ALERT, status: 'in_prevention', openTasks: 2, tasks: [TASK], may: nothing }))
    const close = await button('办结预警')
    expect(close.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getAllByText('还有 2 项任务没有办结，办结后才能办结预警').length).toBeGreaterThan(0)
    cleanup()
    api.restore()
    show(`/topics/alerts/${id(2)}`, alertRoutes(ALERT))
    expect(await screen.findByText('确认收到后，可以在这里给单位下达任务')).toBeTruthy()
  })

  it('is prevented by a task for the unit that leads such cases', async () => {
    const view: AlertView = { ...ALERT, status: 'acknowledged', may: { acknowledge: false, escalate: true, dismiss: true, openTask: true, close: false } }
    show(`/topics/alerts/${id(2)}`, alertRoutes(view, [{ endpoint: openTask, answer: () => TASK }]))
    fireEvent.change(await screen.findByLabelText('做什么'), { target: { value: '巡查全镇换热站' } })
    const day = screen.getByLabelText('办结期限')
    fireEvent.change(day, { target: { value: '2026-11-25' } })
    fireEvent.blur(day)
    fireEvent.click(await button('下达任务'))
    await waitFor(() => expect(api.requests.find(({ name }) => name === openTask.name)?.body).toEqual({ unitId: 'township-150523101', what: '巡查全镇换热站', dueOn: '2026-11-25' }))
  })
})

describe('tasks', () => {
  it('are signed, and answered with what was done', async () => {
    let task = TASK
    show('/topics/tasks', [
      { endpoint: listUnitTasks, answer: () => page([task]) }, { endpoint: listTasks, answer: () => page([task]) },
      { endpoint: signTask, answer: () => { task = { ...TASK, status: 'signed' }; return { taskId: id(3), version: 2, status: 'signed' } } },
      { endpoint: answerTask, answer: () => ({ taskId: id(3), version: 3, status: 'answered' }) },
    ])
    expect(await screen.findByText('11-25 当天内办完')).toBeTruthy()
    fireEvent.click(await button('签收'))
    fireEvent.change(await screen.findByLabelText('办理情况'), { target: { value: '已巡查十二处换热站' } })
    fireEvent.click(await button('反馈办理情况'))
    await waitFor(() => expect(api.requests.find(({ name }) => name === answerTask.name)?.body).toEqual({ text: '已巡查十二处换热站' }))
    expect((await screen.findByText('已反馈，等待审核')).getAttribute('role')).toBe('status')
  })

  it('are told from what ran out, and say what became of one that has left the list', async () => {
    const answered: TaskView = { ...TASK, status: 'answered', mine: false, answer: { text: '已巡查', at: NOW, by: '包海', late: false } }
    let tasks = [answered, { ...TASK, id: id(4), what: '检查二次网', dueAt: '2026-11-20T16:00:00.000Z', overdue: true }]
    show('/topics/tasks', [
      { endpoint: listUnitTasks, answer: () => page(tasks) },
      { endpoint: closeTask, answer: () => { tasks = tasks.slice(1); return { taskId: id(3), version: 2, status: 'closed' } } },
    ])
    const list = await screen.findByRole('list', { name: '未诉先办任务' })
    expect(within(list).getAllByRole('listitem').map((item) => item.querySelector('[data-tone]')?.getAttribute('data-tone') ?? null)).toEqual([null, 'overdue'])
    fireEvent.click(await button('审核通过'))
    expect(await screen.findByText('大榆树镇的任务已办结')).toBeTruthy()
    await waitFor(() => expect(screen.queryByText('巡查全镇换热站')).toBeNull())
  })
})
