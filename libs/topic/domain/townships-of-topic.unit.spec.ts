import { describe, expect, it } from '@jest/globals'
import { townshipsOfTopic } from './townships-of-topic.js'

describe('the townships of a topic', () => {
  it.each<[string, Record<string, number>, number, string[]]>([
    ['one of seven cases', { a: 1 }, 7, []],
    ['two of three', { a: 2 }, 3, ['a']],
    ['just below two of three', { a: 6 }, 10, []],
    ['nearly all in one', { a: 9, b: 1 }, 10, ['a']],
    ['spread over two', { b: 5, a: 5 }, 10, ['a', 'b']],
    ['some spread, most of the county', { a: 1, b: 2 }, 10, []],
    ['nobody knows', {}, 3, []],
  ])('are those most of its cases are in: %s', (_, counts, cases, townships) => {
    expect(townshipsOfTopic(Object.entries(counts).map(([code, of]) => ({ code, cases: of })), cases)).toEqual(townships)
  })
})
