import { describe, expect, it } from '@jest/globals'
import { CASE_EVENT_TYPES } from '@tongban/case/contract'
import { boardSentence, spanText, type LeanCaseEvent } from './board-sentence.js'

const say = (type: LeanCaseEvent['type'], facts: Record<string, unknown> = {}, tookMs: number | null = null, round = 1) =>
  boardSentence({ type, facts, leadUnitId: 'township-1', round }, { title: '暖气不热', tookMs })

describe('boardSentence', () => {
  it('says who signed and how fast', () => {
    expect(say('assignment.signed.v1', { unitId: 'township-2', late: false }, 6 * 60_000)).toEqual({
      sentence: '已签收，用时 6 分',
      tone: 'normal',
      unitId: 'township-2',
    })
  })

  it('marks a late reply', () => {
    expect(say('assignment.replied.v1', { unitId: 'township-1', late: true }, 26 * 3_600_000)).toMatchObject({
      sentence: '超期回复，用时 1 天 2 小时',
      tone: 'bad',
    })
  })

  it.each([
    ['very_satisfied', '群众非常满意', 'good'],
    ['basically_satisfied', '群众基本满意', 'normal'],
    ['dissatisfied', '群众不满意', 'bad'],
    [null, '已回访', 'normal'],
  ])('tells a callback that said %s', (satisfaction, sentence, tone) => {
    expect(say('case.callback_recorded.v1', { outcome: 'answered', answers: { satisfaction } })).toMatchObject({
      sentence,
      tone,
      unitId: 'township-1',
    })
  })

  it('keeps quiet about a callback nobody wanted and about archiving', () => {
    expect(say('case.callback_recorded.v1', { outcome: 'not_wanted' })).toBeNull()
    expect(say('case.archived.v1')).toBeNull()
  })

  it('tells a clock that has run out, and leaves warnings to those who are warned', () => {
    expect(say('case.clock_noted.v1', { kind: 'sign', what: 'overdue' })).toMatchObject({ sentence: '签收时限已超期', tone: 'bad' })
    expect(say('case.clock_noted.v1', { kind: 'sign', what: 'warned' })).toBeNull()
  })

  it('tells a second round', () => {
    expect(say('case.dispatched.v1', { automatic: true }, null, 2)).toMatchObject({ sentence: '第 2 轮交办', tone: 'bad' })
  })

  it('never says undefined, whatever facts an event lacks', () => {
    const sentences = CASE_EVENT_TYPES.map((type) => say(type)?.sentence ?? '')
    expect(sentences.filter((sentence) => sentence.includes('undefined'))).toEqual([])
  })
})

describe('spanText', () => {
  it.each([
    [59_999, '不到 1 分'],
    [60_000, '1 分'],
    [3 * 3_600_000 + 20 * 60_000, '3 小时 20 分'],
    [86_400_000 + 59 * 60_000, '1 天'],
    [86_400_000 + 2 * 3_600_000, '1 天 2 小时'],
  ])('says %i ms as %s', (ms, text) => {
    expect(spanText(ms)).toBe(text)
  })
})
