import { describe, expect, it } from '@jest/globals'
import { categorySchema, parseUsualAnswer } from './category.schema.js'

const leaf = {
  code: '010101',
  parentCode: '0101',
  name: '土地承包合同纠纷',
  keywords: ['承包费', '二轮承包'],
  defaultUrgency: 'general',
  evidenceRequired: false,
  usualAnswer: 'township',
}

describe('category schema', () => {
  it('accepts a leaf of the tree', () => {
    expect(categorySchema.parse(leaf)).toEqual(leaf)
  })

  it.each([
    ['an unknown urgency', { defaultUrgency: 'urgent' }],
    ['a code of five digits', { code: '01010' }],
    ['a one-character keyword', { keywords: ['水'] }],
    ['an answer by a department without its function', { usualAnswer: 'county_department' }],
    ['an unknown field', { owner: 'somebody' }],
  ])('refuses %s', (_what, change) => {
    expect(categorySchema.safeParse({ ...leaf, ...change }).success).toBe(false)
  })
})

describe('parseUsualAnswer', () => {
  it('reads a township without a function, and a department with one', () => {
    expect(parseUsualAnswer('township')).toEqual({ scope: 'township', functionCode: null })
    expect(parseUsualAnswer('county_department:water_resources')).toEqual({ scope: 'county_department', functionCode: 'water_resources' })
  })

  it('throws on a township with a function', () => {
    expect(() => parseUsualAnswer('township:housing')).toThrow()
  })
})
