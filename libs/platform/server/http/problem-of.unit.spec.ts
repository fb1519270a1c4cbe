import { describe, expect, it } from '@jest/globals'
import { EDGE_REFUSALS, allRefusals, defineRefusals, problemSchema } from '@tongban/kernel/contract'
import { problemOf } from './problem-of.js'

const TEST_REFUSALS = defineRefusals({
  LAMP_BROKEN: { status: 409, zh: '{place}的路灯坏了 {count} 盏', en: '{count} lamps at {place} are broken' },
})

describe('a refusal told to a person', () => {
  it("is a problem with code, status, trace and the sentence of the person's language", () => {
    const refusal = { code: TEST_REFUSALS.LAMP_BROKEN, params: { place: '明仁大街', count: 3 } }
    expect(problemOf(refusal, 'zh', 'trace-1')).toEqual({
      type: 'urn:tongban:refusal:LAMP_BROKEN',
      title: '明仁大街的路灯坏了 3 盏',
      status: 409,
      code: 'LAMP_BROKEN',
      detail: '明仁大街的路灯坏了 3 盏',
      traceId: 'trace-1',
      params: refusal.params,
    })
    expect(problemOf(refusal, 'en', 'trace-1').detail).toBe('3 lamps at 明仁大街 are broken')
  })

  it('shows the place of a parameter that is missing rather than an invented word', () => {
    expect(problemOf({ code: 'LAMP_BROKEN', params: { count: 0 } }, 'zh', 't').detail).toBe('{place}的路灯坏了 0 盏')
  })

  it('names the fields of bad input, the first of them in the sentence', () => {
    const errors = ['一', '二', '三', '四'].map((message) => ({ field: `body.${message}`, rule: 'custom', message }))
    const problem = problemOf({ code: EDGE_REFUSALS.INPUT_INVALID, params: { count: 4 } }, 'zh', 't', errors)
    expect(problem.errors).toEqual(errors)
    expect(problem.detail).toBe('填写的内容有 4 处不符合要求：一；二；三')
    expect(problemOf({ code: EDGE_REFUSALS.INPUT_INVALID, params: { count: 4 } }, 'en', 't', errors).detail).toBe(
      '4 fields are not acceptable',
    )
  })

  it('is a bug when its code was never declared', () => {
    expect(() => problemOf({ code: 'NEVER_HEARD_OF', params: {} }, 'zh', 't')).toThrow('NEVER_HEARD_OF')
  })

  it('has, for every code there is, both languages with the same places', () => {
    const placesOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])]
    for (const [code, { zh, en }] of allRefusals()) {
      expect([code, /[\u4e00-\u9fff]/.test(zh), en.length > 0]).toEqual([code, true, true])
      expect([code, problemSchema.safeParse(problemOf({ code, params: {} }, 'zh', 't')).error]).toEqual([code, undefined])
      expect([code, placesOf(en).every((place) => placesOf(zh).includes(place) || place === '{status}' || place === '{action}')]).toEqual([
        code,
        true,
      ])
    }
  })
})
