import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Route, Routes } from 'react-router'
import { instantFromIso } from '@tongban/kernel/core'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import {
  acknowledgeAlert, answerTask, dismissAlert, listAlerts, listTasks, listTopics, listUnitTasks, openTask, readAlert, readAlertCases, readTopic, readTopicCases, signTask, type AlertView, type TaskView, type TopicView,
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
  overdue: true, signedAt: null, answer: null, returned: null, closedAt: null, remarks: null, mine: true,
}
const ALERT: AlertView = {
  id: id(2), version: 1, kind: 'category', status: 'raised', level: 'county', title: '开鲁县供热诉求激增', topicId: id(1), category: null, county: COUNTY, township: null, spanDays: 1, observed: 12, expected: 2.1, chance: 0.00002,
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
    expect(screen.getByText('每日新增为此前的 3.2 倍')).toBeTruthy()
    expect(screen.getByRole('img', { name: /近 30 天每日件数/ })).toBeTruthy()
  })

  it('says so when there is none, and when it cannot be read', async () => {
    show('/topics', [{ endpoint: listTopics, answer: () => page([]) }, { endpoint: listAlerts, answer: () => page([]) }])
    expect(await screen.findByText('这段时间没有热点')).toBeTruthy()
    expect(await screen.findByText('没有待处置的预警')).toBeTruthy()
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
    expect(screen.getByText('开鲁县')).toBeTruthy()
    expect(screen.getByRole('link', { name: '登记突发事件' }).getAttribute('href')).toBe(`/incidents/new?case=${id(7)}`)
  })
})

describe('an alert', () => {
  it('is acknowledged by one press', async () => {
    show(`/topics/alerts/${id(2)}`, alertRoutes(ALERT, [{ endpoint: acknowledgeAlert, answer: () => ({ alertId: id(2), version: 2, status: 'acknowledged' }) }]))
    fireEvent.click(await button('确认收到'))
    await waitFor(() => expect(api.requests.filter(({ name }) => name === acknowledgeAlert.name)).toHaveLength(1))
  })

  it('is not dismissed without a reason, and says what the server refuses', async () => {
    show(`/topics/alerts/${id(2)}`, alertRoutes(ALERT, [{ endpoint: dismissAlert, answer: () => refusal({ code: 'TOPIC_ALERT_STATE_FORBIDS', status: 409, detail: '预警现在是“已办结”，不能解除' }) }]))
    const dismiss = await button('解除预警')
    expect(dismiss.getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(screen.getByLabelText('备注'), { target: { value: '误报' } })
    fireEvent.click(await button('解除预警'))
    expect(await screen.findByText(/不能解除/)).toBeTruthy()
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
    expect(await screen.findByText('已超期')).toBeTruthy()
    fireEvent.click(await button('签收'))
    fireEvent.change(await screen.findByLabelText('办理情况'), { target: { value: '已巡查十二处换热站' } })
    fireEvent.click(await button('反馈办理情况'))
    await waitFor(() => expect(api.requests.find(({ name }) => name === answerTask.name)?.body).toEqual({ text: '已巡查十二处换热站' }))
  })
})
