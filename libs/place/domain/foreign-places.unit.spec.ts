import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceIndex } from './place-index.js'
import { placeUsageOf } from './place-usage.js'
import { buildPlaceWorld } from './place-world.builder.js'
import { resolvePlace } from './resolve-place.js'

const { resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const heard = (text: string): string | undefined => resolve(text).best?.path.slice(1).join('›')

describe('a place elsewhere', () => {
  it.each([
    ['兴安盟科右中旗', '兴安盟科右中旗'], ['察右中旗', '察右中旗'], ['乌拉特后旗', '乌拉特后旗'], ['乌兰察布市察右后旗', '乌兰察布市察右后旗'], ['乌中旗停水了', '乌中旗'], ['赤峰市开发区', '赤峰市开发区'],
    ['北京市开发区', '北京市开发区'], ['长春市经开区', '长春市经开区'], ['沈阳市经济技术开发区', '沈阳市经济技术开发区'], ['赤峰市经开区停水', '赤峰市经开区'], ['赤峰开发区', '赤峰开发区'], ['赤峰市的开发区', '赤峰市的开发区'],
    ['赤峰市松山区开发区某某路', '赤峰市松山区开发区'], ['赤峰市翁牛特旗乌丹镇红旗村', '赤峰市翁牛特旗乌丹镇红旗村'], ['内蒙古赤峰市红山区', '赤峰市红山区'],
  ])('answers %s with nothing, and says why', (text, elsewhere) => {
    const { best, elsewhere: named } = resolve(text, { countyCode: '150502' })
    expect([best, named]).toEqual([null, elsewhere])
  })

  it.each(['M5市经济开发区停水', '某县开发区扰民', '右中旗', '某特中旗', '萧山经开区何时动工'])('hears no short form of ours inside another name: %s', (text) => {
    expect(heard(text)).toBeUndefined()
  })
})

describe('a foreign name that is only mentioned', () => {
  it.each([
    ['科区从赤峰市买的电视坏了', '科尔沁区'], ['开发区沈阳路3号', '通辽经济技术开发区'], ['大林镇赤峰路', '科尔沁区›大林镇'], ['科尔沁区北京华联超市', '科尔沁区'], ['长春路开发区', '通辽经济技术开发区'],
    ['通辽到赤峰的客车在大林镇抛锚', '科尔沁区›大林镇'], ['赤峰银行在科区永清街道', '科尔沁区›永清街道'], ['我从赤峰市来，现在住科尔沁区大林镇', '科尔沁区›大林镇'], ['户籍在赤峰市，科尔沁区居住', '科尔沁区'],
    ['赤峰市开发区的人在科尔沁区大林镇打工', '科尔沁区›大林镇'], ['沈阳市驻通辽办事处在开发区', '通辽经济技术开发区'],
    ['赤峰市敖汉旗邻近奈曼旗', '奈曼旗'], ['奈曼旗到赤峰市敖汉旗的公路', '奈曼旗'], ['我从赤峰市开发区搬到科区永清街道', '科尔沁区›永清街道'],
  ])('leaves %s in %s', (text, place) => {
    expect([heard(text), resolve(text).elsewhere]).toEqual([place, undefined])
  })

  it('is unsure of a zone behind a name nobody here knows', () => {
    expect(resolve('星沙开发区泉塘小区停水').best?.confidence).toBeLessThan(0.5)
    expect(resolve('请处理开发区停水').best?.confidence).toBeGreaterThan(0.85)
  })

  it.each([
    ['通辽市开发区', '通辽经济技术开发区'], ['通辽开发区', '通辽经济技术开发区'], ['我市开发区停水', '通辽经济技术开发区'], ['开发区停水', '通辽经济技术开发区'], ['内蒙古通辽市科左中旗', '科尔沁左翼中旗'], ['内蒙古中旗', '科尔沁左翼中旗'],
    ['我是后旗的', '科尔沁左翼后旗'], ['科左后旗', '科尔沁左翼后旗'], ['哲盟后旗', '科尔沁左翼后旗'], ['家住中旗保康镇', '科尔沁左翼中旗›保康镇'],
  ])('goes on hearing %s as ours', (text, place) => {
    expect(heard(text)).toBe(place)
  })
})

it('knows whose names are whose in every city', () => {
  const index = buildPlaceIndex(
    [
      { code: '152222', parentCode: null, level: 'county', name: '科尔沁右翼中旗' }, { code: '152201', parentCode: null, level: 'county', name: '乌兰浩特市' },
      { code: '152201400', parentCode: '152201', level: 'township', name: '乌兰浩特经济技术开发区' },
    ],
    placeUsageOf({ province: '内蒙古自治区', city: '兴安盟' }),
  )
  expect(['兴安盟科右中旗', '科左中旗', '兴安盟乌兰浩特开发区', '通辽市开发区'].map((text) => resolvePlace(index, text).best?.code)).toEqual(['152222', undefined, '152201400', undefined])
})
