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

describe('names that cut or hold one another', () => {
  const maoming = resolverOf(
    { province: '广东省', city: '茂名市' },
    '440982 化州市', '440982100 长岐镇', '440981 高州市', '440981107 镇江镇', '440983 信宜市', '440983106 池洞镇', '440983106201 西村村委会', '440983106202 池洞村委会',
    '440904 电白区', '440904003 水东街道', '440904003202 镇西村委会',
  )
  it.each([['长岐镇江边村16号', '440982100'], ['镇江镇', '440981107'], ['池洞镇西村', '440983106201'], ['水东街道镇西村', '440904003202'], ['池洞', '440983106']])('reads %s as %s', (text, code) => {
    expect(maoming(text)).toBe(code)
  })

  const guangxi = resolverOf(
    { province: '广西壮族自治区', city: '南宁市' },
    '450126 宾阳县', '450126104 新桥镇', '450126104213 白岩村委会', '450126104214 马村村委会', '450126104215 塘村村民委员会', '450126104216 大马庄村委会', '450126105 小马庄镇',
  )
  it.each([
    ['新桥镇白岩村委会上马村', '450126104213'], ['新桥镇塘村村委会', '450126104215'], ['新桥镇塘村', '450126104215'], ['塘村村村民委员会', '450126104215'], ['大马庄', '450126104216'],
  ])('reads %s as %s', (text, code) => {
    expect(guangxi(text)).toBe(code)
  })

  it('leaves a zone to the county it is named after', () => {
    const wenzhou = resolverOf({ province: '浙江省', city: '温州市' }, '330304 瓯海区', '330326 平阳县', '330326401 开发区')
    expect(wenzhou('瓯海经济开发区南纬二路8号')).toBe('330304')
    expect(wenzhou('平阳县开发区')).toBe('330326401')
  })

  it('believes a two-character village that opens a line of houses and firms, and none in a sentence', () => {
    const fuzhou = resolverOf({ province: '福建省', city: '福州市' }, '350121 闽侯县', '350121104 祥谦镇', '350121104202 枕峰村委会')
    expect(fuzhou('枕峰闽运加油站')).toBe('350121104202')
    expect(fuzhou('希望枕峰加油站早日开业')).toBeUndefined()
  })

  it('takes the street of a village behind its own town for the village', () => {
    const pinggu = resolverOf({ province: '北京市', city: '北京市' }, '110117 平谷区', '110117108 马昌营镇', '110117108206 东陈各庄村委会', '110117108207 西陈各庄村委会')
    expect(pinggu('马昌营镇西陈各庄北街119号')).toBe('110117108207')
  })
})

describe('how numbers and characters are written', () => {
  const tongliao = resolverOf(
    { province: '内蒙古自治区', city: '通辽市' },
    '150525 奈曼旗', '150525100 大沁他拉镇', '150525100205 二十家子村委会', '150525100206 十二马架嘎查', '150525100207 一村村民委员会', '150525100208 二十八户村委会', '150502 科尔沁区', '150502101 钱家店镇',
  )
  it.each([
    ['20家子村', '150525100205'], ['二十家子村', '150525100205'], ['12马架嘎查', '150525100206'], ['大沁他拉镇1村', '150525100207'], ['大沁他拉镇壹村', '150525100207'], ['28户村', '150525100208'],
    ['科爾沁區錢家店鎮', '150502101'], ['28户居民停水', undefined], ['12号楼停水', undefined],
  ])('reads %s as %s', (text, code) => {
    expect(tongliao(text)).toBe(code)
  })
})

it('takes what is named first for the place, and names of other places behind it for roads and firms', () => {
  const changsha = resolverOf({ province: '湖南省', city: '长沙市' }, '430111 雨花区', '430111005 圭塘街道', '430121 长沙县', '430121100 星沙镇')
  expect(changsha('圭塘街道长沙新广电主体大楼')).toBe('430111005')
  expect(changsha('长沙县星沙镇')).toBe('430121100')
})
