import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { instant } from '@tongban/kernel/core'
import { OPEN_ALERT_STATUSES } from '../contract/index.js'
import { ALERT_ACTS_FROM, decideAlert, type Alert, type AlertAct } from './alert.js'
import { decideTask, TASK_ACTS_FROM, taskFiresAt, type PreventionTask, type TaskAct } from './prevention-task.js'

const AT = instant(1_800_000_000_000)
const ALERT: Alert = {
  id: 'a', version: 1, status: 'raised', level: 'county', kind: 'category', subjectKey: 'k', topicId: null, title: '开鲁县供热诉求激增', words: [], categoryCode: '0405', countyCode: '150523', townshipCode: null,
  spanDays: 1, observed: 12, expected: 2, chance: 0.0001, seasonal: false, caseIds: [], unitIds: [], recusedUnitIds: [], raisedAt: AT, acknowledgeBy: AT, endedAt: null,
}
const TASK: PreventionTask = {
  id: 't', version: 1, status: 'opened', alertId: 'a', alertTitle: '', unitId: 'u', countyCode: null, recusedUnitIds: [], what: '巡查换热站', openedAt: AT, openedBy: 'p', dueAt: AT, signedAt: null, answer: null,
  returned: null, closedAt: null, remarks: null, overdueAt: null,
}
const alertAct = fc.oneof(
  fc.constant<AlertAct>({ act: 'acknowledge', note: '' }), fc.constant<AlertAct>({ act: 'escalate', reason: '须市级协调' }), fc.constant<AlertAct>({ act: 'dismiss', reason: '误报' }), fc.constant<AlertAct>({ act: 'open_task' }),
  fc.nat(1).map((openTasks): AlertAct => ({ act: 'close', outcome: '已处置', openTasks })), fc.constant<AlertAct>({ act: 'lapse' }),
)
const taskAct = fc.constantFrom<TaskAct>({ act: 'sign' }, { act: 'answer', text: '已巡查', by: 'h' }, { act: 'return', reason: '不够' }, { act: 'close', remarks: '' }, { act: 'lapse' })

describe('the life of an alert', () => {
  it('goes only where it may, whatever is asked; an ended one waits for nobody', () => {
    fc.assert(fc.property(fc.array(alertAct, { maxLength: 20 }), (acts) => {
      let alert = ALERT
      for (const act of acts) {
        const decided = decideAlert(alert, act, AT, 4)
        if (!decided.ok) continue
        expect(ALERT_ACTS_FROM[act.act]).toContain(alert.status)
        expect(decided.value.version).toBe(alert.version + 1)
        alert = decided.value
        if (!OPEN_ALERT_STATUSES.includes(alert.status)) expect([alert.acknowledgeBy, alert.endedAt]).toEqual([null, AT])
        else expect(alert.endedAt).toBeNull()
        if (alert.acknowledgeBy !== null) expect(alert.status).toBe('raised')
      }
    }))
  })

  it('goes up one level at a time, and from the top no further', () => {
    const lapse = { act: 'lapse' } as const
    const city = decideAlert(ALERT, lapse, AT, 4)
    expect(city).toMatchObject({ value: { level: 'city', acknowledgeBy: AT + 4 * 3_600_000 } })
    const leaders = city.ok ? decideAlert(city.value, lapse, AT, 4) : city
    expect(leaders).toMatchObject({ value: { level: 'leaders', acknowledgeBy: null } })
    expect(leaders.ok ? decideAlert(leaders.value, lapse, AT, 4) : leaders).toMatchObject({ refusal: { code: 'TOPIC_ALERT_AT_TOP' } })
  })

  it('ends only when its tasks are done', () => {
    const open = { ...ALERT, status: 'in_prevention' } as const
    expect(decideAlert(open, { act: 'close', outcome: '已处置', openTasks: 2 }, AT, 4)).toMatchObject({ refusal: { code: 'TOPIC_ALERT_TASKS_OPEN', params: { count: 2 } } })
  })
})

describe('the life of a task', () => {
  it('goes only where it may; overdue is told once', () => {
    fc.assert(fc.property(fc.array(taskAct, { maxLength: 20 }), (acts) => {
      let task = TASK
      for (const act of acts) {
        const decided = decideTask(task, act, AT)
        if (!decided.ok) continue
        expect(TASK_ACTS_FROM[act.act]).toContain(task.status)
        task = decided.value
        if (task.overdueAt !== null || task.status === 'closed') expect(taskFiresAt(task)).toBeNull()
      }
    }))
  })
})
