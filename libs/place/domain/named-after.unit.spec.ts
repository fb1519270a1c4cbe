import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from './place-world.builder.js'

const { resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const placeOf = (text: string): string | undefined => resolve(text).best?.path.slice(1).join('›')
const sureness = (text: string): number => resolve(text).best?.confidence ?? 0

describe('a road named after a county', () => {
  it.each(['霍林河大街', '奈曼大街', '库伦路', '开鲁路', '开鲁路小区', '扎鲁特西街', '通辽市霍林河大街和建国路交汇处', '开鲁二路18号'])('says nothing of where %s is', (text) => {
    expect(resolve(text).best).toBeNull()
  })

  it('speaks for no county against the one that is named', () => {
    for (const text of ['科尔沁区霍林河大街', '科区奈曼路小区', '科区开鲁路停水']) {
      expect(placeOf(text)).toBe('科尔沁区')
      expect(sureness(text)).toBeGreaterThanOrEqual(0.9)
    }
  })
})

describe('a road or place named after a town', () => {
  it.each(['钱家店路', '钱家店路18号', '甘旗卡西街', '通辽市甘旗卡西街', '鲁北大桥', '宝龙山大桥', '甘旗卡广场', '甘旗卡医院', '舍伯吐市场', '木里图小学', '甘旗卡公园', '八仙筒桥', '鲁北小区', '鲁北花园'])(
    'is at most a guess to ask about: %s',
    (text) => {
      expect(resolve(text).best?.level).toBe('township')
      for (const { level, confidence } of resolve(text).best?.steps ?? []) if (level !== 'city') expect([text, level, confidence < 0.5]).toEqual([text, level, true])
    },
  )

  it.each(['明仁大街', '明仁大街和向阳大街交汇处', '通辽市明仁大街', '明仁路', '明仁小区3号楼', '路灯坏了，就在明仁大街'])('asks about every town and street of that name: %s', (text) => {
    const { best, rivals, ambiguous } = resolve(text)
    const offered = [best?.code, ...rivals.map(({ code }) => code)]
    expect([ambiguous, offered.includes('150502004'), offered.includes('150525202')]).toEqual([true, true, true])
    for (const { level, confidence } of best?.steps ?? []) if (level !== 'city') expect(confidence).toBeLessThan(0.5)
  })

  it('is left with its whole name, so that it can be learned', () => {
    expect([resolve('明仁大街18号').rest, resolve('钱家店镇钱家店路5号').rest, resolve('甘旗卡医院').rest]).toEqual(['明仁大街18号', '钱家店路5号', '甘旗卡医院'])
  })

  it('is a guess also in the county of the operator', () => {
    expect(resolve('明仁大街', { countyCode: '150525' }).best?.confidence ?? 0).toBeLessThan(0.5)
    expect(resolve('明仁大街', { countyCode: '150502' }).best?.code).not.toBe('150525202')
  })

  it('does not speak against the county or town that is named', () => {
    expect([placeOf('科尔沁区明仁大街'), sureness('科尔沁区明仁大街') > 0.9]).toEqual(['科尔沁区', true])
    expect([placeOf('大林镇明仁大街'), sureness('大林镇明仁大街') > 0.9]).toEqual(['科尔沁区›大林镇', true])
  })

  it('lies in it where its county or the town itself stands before it', () => {
    expect(placeOf('后旗甘旗卡西街')).toBe('科尔沁左翼后旗›甘旗卡镇')
    expect([placeOf('钱家店镇钱家店路'), sureness('钱家店镇钱家店路') > 0.9]).toEqual(['科尔沁区›钱家店镇', true])
  })

  it.each([['奈曼广场', '奈曼旗'], ['开鲁医院', '开鲁县'], ['开鲁公园门口', '开鲁县'], ['库伦小区', '库伦旗'], ['开鲁市场', '开鲁县'], ['霍林郭勒市场', '霍林郭勒市']])('nor is a county more than a guess: %s', (text, county) => {
    expect(placeOf(text)).toBe(county)
    expect(sureness(text)).toBeLessThan(0.5)
  })
})

describe('what is no such name', () => {
  it.each([['明仁街', '科尔沁区›明仁街道'], ['永清街', '科尔沁区›永清街道'], ['科区永清街', '科尔沁区›永清街道'], ['库伦街', '库伦旗›库伦街道办事处'], ['库伦街道', '库伦旗›库伦街道办事处']])(
    'a street office by its short name: %s',
    (text, place) => {
      expect(placeOf(text)).toBe(place)
      expect(sureness(text)).toBeGreaterThanOrEqual(0.5)
    },
  )

  it.each([
    ['甘旗卡路灯不亮', '科尔沁左翼后旗›甘旗卡镇'], ['八仙筒路面塌了', '奈曼旗›八仙筒镇'], ['八仙筒街上垃圾没人收', '奈曼旗›八仙筒镇'], ['甘旗卡广场舞扰民', '科尔沁左翼后旗›甘旗卡镇'],
    ['奈曼路灯坏了', '奈曼旗'], ['开鲁市场监管局不作为', '开鲁县'], ['开鲁县医院停车难', '开鲁县'], ['甘旗卡卫生院没有医生', '科尔沁左翼后旗›甘旗卡镇'], ['奈曼旗广场', '奈曼旗'],
  ])('words that only begin like a road, and names said in full: %s', (text, place) => {
    expect(placeOf(text)).toBe(place)
    expect(sureness(text)).toBeGreaterThan(0.55)
  })
})
