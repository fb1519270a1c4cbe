import { describe, expect, it } from '@jest/globals'
import { topicTrend } from './topic-trend.js'

describe('topicTrend', () => {
  it.each([
    [38, 20, 'rising'],
    [24, 20, 'steady'],
    [2, 0, 'steady'],
    [3, 0, 'rising'],
    [4, 20, 'fading'],
  ])('calls %i today against the usual %i %s', (today, usual, trend) => {
    expect(topicTrend(today, usual)).toBe(trend)
  })
})
