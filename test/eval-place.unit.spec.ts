import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as domain from '@tongban/place/domain'
import { readAddressLines, splitOf } from '../tools/eval/place/address-lines.mjs'
import { cityKeyOf, cityKeyOfOption, readCityTrees } from '../tools/eval/place/division-trees.mjs'
import { evaluate } from '../tools/eval/place/evaluate-place.mjs'
import { Namesakes } from '../tools/eval/place/namesakes.mjs'
import { PlaceScore } from '../tools/eval/place/score-places.mjs'

let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'eval-place-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, lines: readonly object[]): string => {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'))
  return path
}

const answer = (code: string | null, rivals: readonly string[] = [], ambiguous = false) => ({
  best: code === null ? null : { code },
  rivals: rivals.map((rival) => ({ code: rival })),
  ambiguous,
})

describe('labelled addresses', () => {
  const spans = [['prov', '某省'], ['city', '某市'], ['district', '东区'], ['redundant', '，'], ['town', '某镇'], ['poi', '某市场']]
  const line = { text: '某省某市东区，某镇某市场', spans, gold_code: '110101001', other: 1 }

  it('lose the prefixes asked for, where they have spans, and nothing that only looks like them', () => {
    const path = file('a.jsonl', [line, { text: '某省某镇', gold_code: '110101' }])
    expect(readAddressLines([path], ['province', 'city']).lines.map(({ text }) => text)).toEqual(['东区，某镇某市场', '某省某镇'])
    expect(readAddressLines([path], ['province', 'city', 'county', 'township']).lines[0]?.text).toBe('，某市场')
  })

  it('are skipped and counted when they have no gold code, and counted when nothing is left of them', () => {
    const emptied = { text: '某省', spans: [['prov', '某省']], gold_code: '110101' }
    const read = readAddressLines([file('b.jsonl', [{ text: '某地' }, { text: '某地', gold_code: '1101' }, emptied, line])], ['province'])
    expect([read.lines.length, read.skipped, read.emptied]).toEqual([1, 2, 1])
  })

  it('fall into the same half wherever they stand', () => {
    const texts = Array.from({ length: 400 }, (_, at) => `某镇${at}号`)
    const halves = texts.map((text) => splitOf(text, 5))
    expect([...texts].reverse().map((text) => splitOf(text, 5)).reverse()).toEqual(halves)
    const looked = halves.filter((half) => half === 'look').length
    expect(looked).toBeGreaterThan(140)
    expect(looked).toBeLessThan(260)
  })
})

describe('the score', () => {
  it('counts a level where the gold is that deep, and agrees by the first digits of the code', () => {
    const score = new PlaceScore()
    score.add('110101', answer('110101001'), 1)
    score.add('110101001', answer('110101', ['110101001'], true), 2)
    score.add('110101001002', answer('110101001002'), 3)
    score.add('110102001', answer(null), 4)
    const result = score.result()
    expect(result).toMatchObject({
      county: { n: 4, accuracy: 0.75, precision: 1, offered: 0.75 },
      township: { n: 3, accuracy: 0.3333, precision: 1, offered: 0.6667 },
      village: { n: 1, accuracy: 1, precision: 1, offered: 1 },
      ambiguous: 1, unresolved: 1, p99Ms: 4, p50Ms: 3, n: 4,
    })
    expect(Object.keys(result).slice(0, 3)).toEqual(['county', 'township', 'village'])
  })
})

describe('cities', () => {
  it('are four digits of a code, and Chongqing is one', () => {
    expect([cityKeyOf('150502'), cityKeyOf('500241'), cityKeyOf('500101'), cityKeyOfOption('1505'), cityKeyOfOption('150500')]).toEqual(['1505', '50', '50', '1505', '1505'])
    expect(() => cityKeyOfOption('通辽')).toThrow(/--city/)
  })

  it('have trees whose townships and villages hang on what they lie in', () => {
    const { divisions, city } = readCityTrees(new Set(['1505'])).get('1505') ?? { divisions: [], city: '' }
    const codes = new Set(divisions.map(({ code }) => code))
    expect(city).toBe('通辽市')
    expect(divisions.filter(({ parentCode }) => parentCode !== null && !codes.has(parentCode))).toEqual([])
    expect(divisions.length).toBeGreaterThan(2_500)
  })
})

describe('what cannot be told by nature', () => {
  const namesakes = new Namesakes([
    { code: '110101', name: '东区' }, { code: '110102', name: '大兴区' }, { code: '110101001', name: '马庄镇' }, { code: '110102001', name: '城关镇' }, { code: '110101002', name: '城关镇' },
    { code: '110101001001', name: '马庄村委会' }, { code: '110102001001', name: '马庄村村民委员会' }, { code: '110102001002', name: '马庄社区居委会' }, { code: '110102001003', name: '石桥村委会' },
  ])

  it.each([
    ['马庄村3组', '110101001001', true], ['马庄镇马庄村', '110101001001', true], ['城关镇马庄村', '110102001001', false], ['大兴区马庄村', '110102001001', false], ['马庄社区', '110102001002', false],
    ['马庄3号', '110102001002', true], ['石桥村', '110102001003', false], ['城关镇北街', '110101002', true], ['大兴城关镇北街', '110102001', false], ['别处', '110101002', false],
  ])('%s of %s: %j', (text, gold, expected) => {
    expect(namesakes.isAmbiguous(text, gold)).toBe(expected)
  })

  it('is a wrong character that makes two names as near', () => {
    expect([namesakes.isAsNear('牛庄村', '110101001001'), namesakes.isAsNear('石乔村', '110102001003'), namesakes.isAsNear('马庄村', '110101001001')]).toEqual([true, false, true])
  })

  it('is counted, and what is left is scored by itself', () => {
    const score = new PlaceScore()
    score.add('110101001001', answer('110102001001'), 1, true)
    score.add('110101001001', answer('110101001001'), 1)
    expect(score.result()).toMatchObject({ ambiguousByNature: 1, townshipOfTheRest: { n: 1, accuracy: 1 } })
  })
})

describe('free texts', () => {
  const csv = (name: string, rows: readonly string[]): string => {
    const path = join(folder, name)
    writeFileSync(path, ['title,text', ...rows].join('\n'))
    return path
  }

  it('are counted by what is said of them', async () => {
    const path = csv('t.csv', ['暖气不热,希望解决', '路灯,科尔沁区明仁街道的路灯不亮', ','])
    const { result } = await evaluate(['--texts', path], domain)
    expect(result).toMatchObject({ n: 2, silent: 0.5, confident: 1, sure: 1 })
  })

  it('that name one town are asked for it', async () => {
    const path = csv('u.csv', ['路灯,钱家店的路灯不亮', '路灯,钱家店和大林之间', '路灯,不亮'])
    const { result } = await evaluate(['--texts', path, '--towns'], domain)
    expect(result).toMatchObject({ texts: 3, n: 1, right: 1, accuracy: 1 })
  })
})

describe('several runs', () => {
  it('share the index of a city and are told apart', async () => {
    const spans = [['city', '通辽市'], ['district', '科尔沁区'], ['town', '明仁街道']]
    const path = file('c.jsonl', [{ text: '通辽市科尔沁区明仁街道', spans, gold_code: '150502004' }])
    const { result } = await evaluate(['--cases', path, '--drop', 'city', '--drop', 'city,county', '--level', 'county', '--level', 'township'], domain)
    expect(result).toMatchObject({ runs: [{ run: 'without city', n: 1, township: { accuracy: 1 } }, { run: 'without city,county', n: 1, township: { accuracy: 1 } }] })
  })
})

describe('labelled lines', () => {
  it('may hold their code as a number', async () => {
    const { result } = await evaluate(['--cases', file('number.jsonl', [{ text: '通辽市科尔沁区明仁街道', gold_code: 150502004 }])], domain)
    expect(result).toMatchObject({ n: 1, skipped: 0, township: { accuracy: 1 } })
  })

  it.each([[[]], [[{ text: '通辽市' }]]])('are refused when none can be measured: %j', async (rows) => {
    await expect(evaluate(['--cases', file('none.jsonl', rows)], domain)).rejects.toThrow(/没有一行可以测/)
  })
})

describe('what cannot be measured', () => {
  it.each([
    [[], /--cases/], [['--cases', 'x.jsonl', '--drop', 'street'], /--drop/], [['--cases', 'x.jsonl', '--level', 'road'], /--level/], [['--cases', 'x.jsonl', '--split', 'half'], /--split/],
    [['--generated', '--seed', 'x'], /--seed/], [['--what'], /--help/],
  ])('refuses %j in one sentence', async (args, message) => {
    await expect(evaluate(args)).rejects.toThrow(message)
  })
})
