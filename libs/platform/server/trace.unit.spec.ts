import { describe, expect, it } from '@jest/globals'
import { currentTraceId, traceIdOf, withTrace } from './trace.js'

const ID = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('the trace of a request', () => {
  it('is the caller\'s when the caller has one', () => {
    expect(traceIdOf(`00-${ID}-00f067aa0ba902b7-01`)).toBe(ID)
    expect(traceIdOf(`cc-${ID}-00f067aa0ba902b7-00`)).toBe(ID)
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['all zero', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['in capitals', `00-${ID.toUpperCase()}-00f067aa0ba902b7-01`],
    ['too short', `00-${ID.slice(1)}-00f067aa0ba902b7-01`],
    ['followed by a line', `00-${ID}-00f067aa0ba902b7-01\nmore`],
    ['a sentence', "'; DROP TABLE case_case; --"],
  ])('is a new one when the header is %s', (_, header) => {
    const one = traceIdOf(header)
    expect(one).toMatch(/^[0-9a-f]{32}$/)
    expect([one === ID, one === traceIdOf(header)]).toEqual([false, false])
  })

  it('stays with what was begun under it, however things interleave', async () => {
    const later = async (): Promise<string> => {
      await Promise.resolve()
      return currentTraceId()
    }
    expect(await Promise.all([withTrace('one', later), withTrace('two', later), later()])).toEqual(['one', 'two', 'none'])
  })
})
