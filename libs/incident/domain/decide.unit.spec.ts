import { describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import { incidentStatusSchema } from '../contract/index.js'
import { decide, INCIDENT_ACTS, type IncidentCommand } from './decide.js'
import { evolve, openedIncident, type IncidentState } from './incident.js'
import { logSentence } from './log-sentence.js'
import { bulletinWindow } from './bulletin-window.js'
import { nextInLine } from './next-in-line.js'

const AT = instant(1_763_000_000_000)
const OPENED: IncidentState = openedIncident(
  '0199a000-0000-7000-8000-000000000001',
  {
    kind: 'heating_outage', level: 'larger', title: '供热主管道爆裂', cause: '抢修中', placeCode: '150523100', placeText: '开鲁镇', area: ['150523100'], depth: 'village', categoryCodes: [],
    countyCodes: ['150523'], unitIds: [], openedBy: 'u1', openedUnitId: 'hotline-centre',
  },
  AT,
)
const COMMANDS: readonly IncidentCommand[] = [
  { act: 'acknowledge' }, { act: 'join' }, { act: 'leave' }, { act: 'call_again' }, { act: 'progress', kind: 'progress', text: '到场', public: false, affectedPeople: 300 },
  { act: 'change_level', level: 'major', reason: '范围扩大' }, { act: 'contain', text: '已堵漏' }, { act: 'close', summary: '已恢复供热' }, { act: 'cancel', reason: '误报' },
]
const after = (state: IncidentState, command: IncidentCommand): IncidentState => {
  const decided = decide(state, command)
  if (!decided.ok) throw new Error(decided.refusal.code)
  return decided.value.reduce((current, event) => evolve(current, event, AT), state)
}

describe('an incident', () => {
  it('goes from open to responding with the first sign of life, is contained, and closed', () => {
    const responding = after(OPENED, { act: 'acknowledge' })
    expect([responding.status, responding.respondingAt]).toEqual(['responding', AT])
    expect(after(responding, { act: 'acknowledge' })).toBe(responding)
    const noted = after(OPENED, { act: 'progress', kind: 'measure', text: '调集抢修队', public: true, affectedPeople: 1200 })
    expect([noted.status, noted.affectedPeople]).toEqual(['responding', 1200])
    const contained = after(responding, { act: 'contain', text: '已堵漏' })
    const closed = after(contained, { act: 'close', summary: '已恢复供热' })
    expect([contained.status, closed.status, closed.summary, closed.endedAt]).toEqual(['contained', 'closed', '已恢复供热', AT])
  })

  it('is not closed before it is contained, and a false alarm says why', () => {
    expect(decide(OPENED, { act: 'close', summary: '已恢复供热' })).toMatchObject({ ok: false, refusal: { code: 'INCIDENT_STATE_FORBIDS', params: { status: 'open', statusZh: '已启动', actionZh: '结束' } } })
    expect(after(OPENED, { act: 'cancel', reason: '误报' })).toMatchObject({ status: 'cancelled', cancelReason: '误报' })
  })

  it.each(incidentStatusSchema.options)('%s takes exactly the acts its table names', (status) => {
    for (const command of COMMANDS) {
      const allowed = (INCIDENT_ACTS[command.act].from as readonly string[]).includes(status)
      expect([command.act, decide({ ...OPENED, status }, command).ok]).toEqual([command.act, allowed])
    }
  })

  it('refuses a level it has already', () => {
    expect(decide(OPENED, { act: 'change_level', level: 'larger', reason: '无' })).toMatchObject({ ok: false, refusal: { code: 'INCIDENT_LEVEL_UNCHANGED' } })
  })
})

describe('the line', () => {
  const contact = (id: string, line: number) => ({ id, name: id, title: '', userId: null, phoneMasked: null, line })
  it('calls by line, each once a round, and whoever came on duty meanwhile', () => {
    const onDuty = [contact('second', 2), contact('first', 1)]
    expect(nextInLine(onDuty, [])?.id).toBe('first')
    expect(nextInLine(onDuty, ['first'])?.id).toBe('second')
    expect(nextInLine(onDuty, ['first', 'second'])).toBeNull()
    expect(nextInLine([contact('relief', 1)], ['first'])?.id).toBe('relief')
    expect(nextInLine([], [])).toBeNull()
  })
})

describe('the log and the bulletin', () => {
  it('say in one sentence what happened', () => {
    expect(logSentence('missed', { postName: '开鲁镇', name: '张三', next: '李四' }).sentence).toBe('开鲁镇张三未按时确认，已呼叫下一位李四')
    expect(logSentence('missed', { postName: '开鲁镇', name: '李四', next: null, aboveName: '开鲁县统筹办' }).sentence).toBe('开鲁镇李四未按时确认，已没有下一位，已报告开鲁县统筹办')
    expect(logSentence('level_changed', { from: 'larger', to: 'major', reason: '范围扩大' })).toEqual({ sentence: '等级由较大调整为重大', detail: '范围扩大', public: false })
  })

  it('are cut at midnight, or at noon', () => {
    expect(bulletinWindow('2026-11-22', 'calendar')).toEqual({ from: Date.parse('2026-11-21T16:00:00Z'), to: Date.parse('2026-11-22T16:00:00Z') })
    expect(bulletinWindow('2026-11-22', 'noon')).toEqual({ from: Date.parse('2026-11-21T04:00:00Z'), to: Date.parse('2026-11-22T04:00:00Z') })
  })
})
