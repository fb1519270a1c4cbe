import { describe, expect, it } from '@jest/globals'
import { idOf, type CategoryCode } from '@tongban/kernel/core'
import type { Category } from '@tongban/taxonomy/contract'
import { CategorySnapshot } from './category-snapshot.js'

const code = (text: string): CategoryCode => idOf<CategoryCode>(text)

const category = (text: string, overrides: Partial<Category> = {}): Category => ({
  code: code(text),
  parentCode: text.length === 2 ? null : code(text.slice(0, -2)),
  name: `类别${text}`,
  keywords: [],
  defaultUrgency: 'general',
  evidenceRequired: false,
  usualAnswer: 'township',
  ...overrides,
})

const rows = ['0102', '01', '010101', '02', '0101', '010102'].map((text) => category(text))
const codes = (list: readonly Category[]): string[] => list.map((item) => item.code)

describe('CategorySnapshot', () => {
  const tree = new CategorySnapshot(rows)

  it('gives the first level, and the children of any other, in code order', () => {
    expect(codes(tree.childrenOf(null))).toEqual(['01', '02'])
    expect(codes(tree.childrenOf(code('01')))).toEqual(['0101', '0102'])
    expect(codes(tree.childrenOf(code('010101')))).toEqual([])
  })

  it('gives the path from the top down, and the ancestors nearest first', () => {
    expect(codes(tree.pathOf(code('010102')))).toEqual(['01', '0101', '010102'])
    expect(codes(tree.ancestorsOf(code('010102')))).toEqual(['0101', '01'])
    expect(tree.ancestorsOf(code('01'))).toEqual([])
  })

  it('calls a leaf what has no children, and nothing unknown', () => {
    expect(tree.isLeaf(code('010101'))).toBe(true)
    expect(tree.isLeaf(code('0102'))).toBe(true)
    expect(tree.isLeaf(code('0101'))).toBe(false)
    expect(tree.isLeaf(code('99'))).toBe(false)
  })

  it('answers an unknown code with null or nothing', () => {
    expect(tree.category(code('99'))).toBeNull()
    expect(tree.pathOf(code('99'))).toEqual([])
    expect(tree.ancestorsOf(code('99'))).toEqual([])
  })

  it('lists everything in code order whatever order the rows came in', () => {
    expect(codes(tree.all())).toEqual(['01', '0101', '010101', '010102', '0102', '02'])
  })

  it('refuses a twin', () => {
    expect(() => new CategorySnapshot([...rows, category('0101')])).toThrow('0101 appears twice')
  })

  it('refuses an orphan', () => {
    expect(() => new CategorySnapshot([...rows, category('030101')])).toThrow('unknown parent 0301')
  })

  it('refuses a category whose code lies outside its parent', () => {
    expect(() => new CategorySnapshot([...rows, category('0201', { parentCode: code('01') })])).toThrow('0201 does not belong under 01')
  })
})
