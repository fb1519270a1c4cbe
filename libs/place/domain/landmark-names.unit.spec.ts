import { describe, expect, it } from '@jest/globals'
import { kindOfName, landmarkNames } from './landmark-names.js'

const names = (rest: string): string[] => landmarkNames(rest).map(({ name }) => name)

describe('names in what the resolver left over', () => {
  it.each([
    ['明珠花园3号楼2单元', ['明珠花园']],
    ['建国路明珠花园东门', ['明珠花园']],
    ['位于和平小区附近', ['和平小区']],
    ['西拉木伦公园南门', ['西拉木伦公园']],
    ['实验小学对面，民生市场门口', ['实验小学', '民生市场']],
    ['滨河大街与霍林河大街交叉口', ['滨河大街', '霍林河大街']],
    ['在惠民家园和阳光家园之间', ['惠民家园', '阳光家园']],
  ])('of %s', (rest, expected) => {
    expect(names(rest)).toEqual(expected)
  })

  it.each(['', '我们小区', '这个小区6号楼', '县医院', '人民医院', '附近的超市', '中心小学', '路灯不亮', '3号楼', '一期小区', '农贸市场', '东街道口'])('are none in %j', (rest) => {
    expect(names(rest)).toEqual([])
  })

  it('say what they are, and leave the road out when something on it is named', () => {
    expect(landmarkNames('建国大街民生市场')).toEqual([{ name: '民生市场', kind: 'landmark' }])
    expect(landmarkNames('建国大街坏了')).toEqual([{ name: '建国大街', kind: 'road' }])
    expect(landmarkNames('和平小区')).toEqual([{ name: '和平小区', kind: 'estate' }])
  })

  it.each([
    ['金叶花园', 'estate'], ['民航小区', 'estate'], ['惠民佳苑', 'estate'], ['育才小学', 'landmark'], ['蒙医院', 'landmark'], ['建国路', 'road'], ['滨河大街', 'road'], ['七家子屯', 'village'], ['东五家子', 'village'],
    ['哈日干吐嘎查', 'village'], ['三家子桥头', 'other'], ['老柳树沟', 'other'], ['民航小区北', 'other'],
  ])('%s is by its ending of the kind %s', (name, kind) => expect(kindOfName(name)).toBe(kind))

  it('take no longer for a long text', () => {
    expect(names(`${'很长的路'.repeat(400)}和平小区`).length).toBeLessThan(5)
  })
})
