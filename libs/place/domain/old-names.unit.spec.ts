import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { SHIPPED_WEIGHT, type GazetteerEntry } from './gazetteer.js'
import { buildPlaceIndex } from './place-index.js'
import { buildPlaceWorld } from './place-world.builder.js'
import { TONGLIAO_PLACE_USAGE } from './place-usage.js'
import { resolvePlace } from './resolve-place.js'

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const { divisions, byCode } = buildPlaceWorld(textOf('../../org/server/data/divisions.csv'))
const rows = textOf('../server/data/old-names.csv').trim().split('\n').slice(1).map((line) => line.split(',')).map(([name = '', code = '', year = '', source = '']) => ({ name, code, year, source }))
const index = buildPlaceIndex(divisions, TONGLIAO_PLACE_USAGE, rows.map(({ name, code }): GazetteerEntry => ({ id: `${name} ${code}`, name, aliases: [], kind: 'former', divisionCode: code, weight: SHIPPED_WEIGHT })))
const resolve = (text: string) => resolvePlace(index, text)
const successorsOf = (name: string): string[] => rows.filter((row) => row.name === name).map(({ code }) => code)

describe('the old names in the file', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s has a successor of today and the address of who says so', (name, { code, year, source }) => {
    expect(byCode.get(code)?.level).toBe('township')
    expect(year === '' || /^(19|20)\d\d$/.test(year)).toBe(true)
    expect(source).toMatch(/^https?:\/\/[^\s,]+$/)
    expect(name).toMatch(/^[\u4e00-\u9fff]{2,}(镇|乡|苏木)$/)
    expect(rows.filter((row) => row.name === name && row.code === code)).toHaveLength(1)
    expect(divisions.filter(({ code: other, name: current }) => current === name && other.startsWith(code.slice(0, 6)))).toEqual([])
  })

  it.each(rows.filter(({ name }) => successorsOf(name).length === 1).map(({ name, code }) => [name, code] as const))('%s leads to %s, by its county as well, and is said to be an old name', (name, code) => {
    const county = byCode.get(code.slice(0, 6))?.name ?? ''
    const found = resolve(`${county}${name}路灯不亮`)
    expect([found.best?.code, found.ambiguous]).toEqual([code, false])
    expect(found.evidence.find((item) => item.code === code)).toMatchObject({ text: name, how: 'old_name' })
    expect(found.best?.confidence).toBeGreaterThan(0.8)
    const alone = resolve(name)
    expect(alone.best?.code.slice(0, 6)).toBe(code.slice(0, 6))
    expect(alone.best?.confidence).toBeLessThan(0.8)
  })

  it.each([...new Set(rows.map(({ name }) => name))].filter((name) => successorsOf(name).length > 1))('%s, of which two are said, is asked about', (name) => {
    const found = resolve(name)
    expect(found.ambiguous).toBe(true)
    const offered = [found.best?.code ?? '', ...found.rivals.map(({ code }) => code)]
    for (const code of successorsOf(name)) expect(offered).toContain(code)
  })

  it('another kind word is heard, a little less surely, and no name of today is taken for an old one', () => {
    expect(resolve('扎鲁特旗伊和背苏木').best?.code).toBe('150526100')
    expect(resolve('扎鲁特旗伊和背苏木').best?.confidence).toBeLessThan(resolve('扎鲁特旗伊和背乡').best?.confidence ?? 0)
    for (const township of divisions.filter(({ level }) => level === 'township')) {
      const county = byCode.get(township.parentCode ?? '')?.name ?? ''
      expect([township.name, resolve(`${county}${township.name}`).best?.code]).toEqual([township.name, township.code])
    }
  })
})
