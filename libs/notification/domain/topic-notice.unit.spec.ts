import { describe, expect, it } from '@jest/globals'
import type { House } from './notice.js'
import { topicNotice } from './topic-notice.js'

const HOUSE: House = { unitName: (id) => (id === 'township-150523101' ? '大榆树镇' : id), coordinatorOf: () => 'county-150523-coordinator', centres: [], disciplines: [] }
const ALERT = {
  alertId: 'a1', kind: 'category', title: '开鲁县供热诉求当日激增', level: 'county', observed: 12, expected: 2, countyCode: '150523', unitIds: ['township-150523101'], recusedUnitIds: ['county-150523-heat'], acknowledgeBy: 1_763_000_000_000,
  by: 'system', at: 1,
}
const told = (type: string, data: object) => ({ id: 7, type, subjectId: 'a1', at: 1, data: { ...data } })

describe('what people are told of early warnings', () => {
  it('goes to whose answer is waited for, and never to a unit the matter is about', () => {
    const notice = topicNotice(told('topic.alert_raised.v1', ALERT), HOUSE)
    expect(notice.places.targets).toEqual([{ unitIds: ['county-150523-coordinator'], roles: ['county_coordinator'] }])
    expect(notice).toMatchObject({ kind: 'topic', severity: 'warning', link: '/topics/alerts/a1', recusedUnitIds: ['county-150523-heat'], places: { units: ['township-150523101'] } })
    expect(notice.title).toBe('热点预警：开鲁县供热诉求当日激增')
  })

  it.each([['city', 'supervisor'], ['leaders', 'leader']])('one level up, at %s, goes to each %s', (level, role) => {
    expect(topicNotice(told('topic.alert_escalated.v1', { ...ALERT, level }), HOUSE).places.targets).toEqual([{ unitIds: null, roles: [role] }])
  })

  it('of a task goes to the unit that has it, with its deadline', () => {
    const notice = topicNotice(told('topic.task_opened.v1', { taskId: 't1', alertId: 'a1', title: '开鲁县供热诉求当日激增', unitId: 'township-150523101', countyCode: '150523', recusedUnitIds: [], dueAt: 1_763_000_000_000, by: 'p', at: 1 }), HOUSE)
    expect(notice.places.units).toEqual(['township-150523101'])
    expect(notice.body).toMatch(/大榆树镇.*前办结/)
    expect(notice.link).toBe('/topics/tasks')
  })
})
