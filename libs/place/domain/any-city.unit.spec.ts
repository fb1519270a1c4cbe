import { describe, expect, it } from '@jest/globals'
import { buildPlaceIndex } from './place-index.js'
import { placeUsageOf } from './place-usage.js'
import type { PlaceDivision } from './division-aliases.js'
import { resolvePlace } from './resolve-place.js'

/** `code name` a line; the level and the parent follow from the length of the code. */
const treeOf = (lines: readonly string[]): PlaceDivision[] =>
  lines.map((line) => {
    const [code = '', name = ''] = line.split(' ')
    const level = code.length === 6 ? 'county' : code.length === 9 ? 'township' : 'village'
    return { code, name, level, parentCode: level === 'county' ? null : code.slice(0, level === 'township' ? 6 : 9) }
  })

const resolverOf = (names: { province: string; city: string }, ...lines: string[]) => {
  const index = buildPlaceIndex(treeOf(lines), placeUsageOf(names))
  return (text: string): string | undefined => resolvePlace(index, text).best?.code
}

describe('kinds of divisions all over the country', () => {
  const chongqing = resolverOf(
    { province: '重庆市', city: '重庆市' },
    '500241 秀山土家族苗族自治县', '500241003 平凯街道', '500101 万州区', '500101239 恒合土家族乡', '500101239210 七星村村民委员会', '500103 渝中区', '500103012 两路口街道',
    '500103012005 重庆村社区居民委员会', '500108 南岸区', '500108101 南坪镇',
  )
  it.each([
    ['秀山', '500241'], ['秀山县平凯街道', '500241003'], ['秀山自治县平凯镇', '500241003'], ['恒合乡', '500101239'], ['重庆市万州区恒合土家族乡七星村', '500101239210'],
    ['七星村村委会', '500101239210'], ['重庆村社区', '500103012005'], ['南坪镇盘溪路南区7号', '500108101'],
  ])('reads %s as %s', (text, code) => {
    expect(chongqing(text)).toBe(code)
  })

  const beijing = resolverOf(
    { province: '北京市', city: '北京市' },
    '110117 平谷区', '110117004 峪口地区', '110114 昌平区', '110114011 回龙观街道', '110102 西城区', '110101 东城区', '110115 大兴区', '110115403 北京经济技术开发区',
  )
  it.each([['峪口镇峪阳西路17号', '110117004'], ['峪口地区', '110117004'], ['回龙观地区龙泽苑西区10号楼', '110114011'], ['龙泽苑东区2号楼', undefined], ['经开区', '110115403'], ['亦庄', undefined]])(
    'reads %s as %s', (text, code) => {
      expect(beijing(text)).toBe(code)
    },
  )

  const xingan = resolverOf(
    { province: '内蒙古自治区', city: '兴安盟' },
    '152221 科尔沁右翼前旗', '152221100 科尔沁镇', '152222 科尔沁右翼中旗', '152224 突泉县', '152223 扎赉特旗', '152223102 新林镇', '150722 莫力达瓦达斡尔族自治旗',
  )
  it.each([['科右前旗', '152221'], ['前旗', '152221'], ['右中旗', '152222'], ['突泉', '152224'], ['扎旗新林镇', '152223102'], ['莫旗', '150722'], ['兴安盟突泉县', '152224']])(
    'reads %s as %s', (text, code) => {
      expect(xingan(text)).toBe(code)
    },
  )

  const suzhou = resolverOf(
    { province: '江苏省', city: '苏州市' },
    '320505 虎丘区', '320505400 浒墅关经开区（镇）', '320505401 科技城（东渚街道）', '320582 张家港市', '320582001 金港街道', '320582100 杨舍镇', '320582001003 双丰村委会', '320582100007 长安社区居委会',
  )
  it.each([
    ['浒墅关镇', '320505400'], ['浒墅关经开区（镇）', '320505400'], ['东渚街道', '320505401'], ['科技城', '320505401'], ['金港镇双丰村', '320582001003'], ['杨舍街道', '320582100'],
    ['杨舍镇长安村', '320582100007'], ['杨舍镇长安小区', '320582100007'], ['张家港杨舍', '320582100'],
  ])('reads %s as %s', (text, code) => {
    expect(suzhou(text)).toBe(code)
  })
})

it('takes what is named first for the place, and names of other places behind it for roads and firms', () => {
  const changsha = resolverOf({ province: '湖南省', city: '长沙市' }, '430111 雨花区', '430111005 圭塘街道', '430121 长沙县', '430121100 星沙镇')
  expect(changsha('圭塘街道长沙新广电主体大楼')).toBe('430111005')
  expect(changsha('长沙县星沙镇')).toBe('430121100')
})
