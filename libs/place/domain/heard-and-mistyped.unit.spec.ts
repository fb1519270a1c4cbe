import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from './place-world.builder.js'

const { resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const heardAs = (text: string, countyCode?: string): [string | undefined, string | undefined] => {
  const { best, evidence } = resolve(text, countyCode === undefined ? {} : { countyCode })
  return [best?.path.slice(1).join('›'), evidence.at(-1)?.how]
}

describe('a name that dictation wrote by its sound', () => {
  it.each([
    ['奈慢旗大沁塔拉镇', '奈曼旗›大沁他拉镇', 'spelling_variant'],
    ['扎旗路北镇', '扎鲁特旗›鲁北镇', 'homophone'],
    ['科区钱家殿镇', '科尔沁区›钱家店镇', 'homophone'],
    ['奈曼旗八先筒镇', '奈曼旗›八仙筒镇', 'homophone'],
    ['中旗舍伯图镇', '科尔沁左翼中旗›舍伯吐镇', 'spelling_variant'],
    ['木里图镇', '科尔沁区›木里图镇', 'official_name'],
    ['开鲁县大鱼树镇', '开鲁县›大榆树镇', 'homophone'],
    ['后旗长胜镇', '科尔沁左翼后旗›常胜镇', 'homophone'],
  ])('reads %s as %s', (text, place, how) => {
    expect(heardAs(text)).toEqual([place, how])
  })

  it.each([
    ['图不信', '科尔沁左翼中旗›图布信苏木'], ['舍不吐', '科尔沁左翼中旗›舍伯吐镇'], ['舍布吐镇', '科尔沁左翼中旗›舍伯吐镇'], ['货市', '霍林郭勒市'], ['后期常胜', '科尔沁左翼后旗›常胜镇'],
    ['后期常胜镇', '科尔沁左翼后旗›常胜镇'], ['在后期甘旗卡', '科尔沁左翼后旗›甘旗卡镇'], ['扎其鲁北镇', '扎鲁特旗›鲁北镇'],
  ])('hears %s as %s, and is not sure of it', (text, place) => {
    const { best } = resolve(text)
    expect(best?.path.slice(1).join('›')).toBe(place)
    expect(best?.confidence).toBeLessThan(text.length === 4 ? 0.8 : text.length < 4 ? 0.7 : 1)
  })

  it.each(['后期建设的问题很多', '货市不好', '中期建设', '项目后期新农村', '不信', '前期大林', '这批货市场上没有'])('hears no county in %s', (text) => {
    expect(resolve(text).best?.level === 'county' ? resolve(text).best?.path : undefined).toBeUndefined()
    expect(resolve(text).evidence.filter(({ text: words }) => words.endsWith('期') || words === '货市')).toEqual([])
  })

  it('asks which of two is meant by a name without its first character', () => {
    const { best, rivals, ambiguous } = resolve('沁他拉')
    expect([best?.path.at(-1), ambiguous, rivals.map(({ path }) => path.at(-1)).sort()]).toEqual(['奈曼旗', true, ['大沁他拉街道办事处', '大沁他拉镇']])
  })

  it('asks which of several villages is meant by a name they share, its last syllable said otherwise', () => {
    const { best, rivals, ambiguous } = resolve('西艾勒')
    expect([best?.path.at(-1), ...rivals.map(({ path }) => path.at(-1))].filter((name) => name?.includes('艾力')).length).toBeGreaterThanOrEqual(2)
    expect(ambiguous).toBe(true)
  })

  it('reads a village of the township that was named, and of no other', () => {
    expect(heardAs('奈曼旗八仙筒镇西慌村')).toEqual(['奈曼旗›八仙筒镇›西荒村委会', 'homophone'])
    const elsewhere = resolve('奈曼旗东明镇西慌村').best
    expect(elsewhere?.path.slice(1, 3)).toEqual(['奈曼旗', '东明镇'])
    expect(elsewhere?.level === 'village' ? elsewhere.confidence : 0).toBeLessThan(0.5)
  })

  it('weighs a sound less than the letters, and only listens where no letters fit', () => {
    expect(resolve('扎旗路北镇').best?.confidence).toBeLessThan(resolve('扎旗鲁北镇').best?.confidence ?? 0)
    // 清河 is a town of 科尔沁区, and 庆和 another: both are written as they should be.
    expect(heardAs('科区清河镇')[0]).toBe('科尔沁区›清河镇')
    expect(heardAs('科区庆和镇')[0]).toBe('科尔沁区›庆和镇')
  })

  it.each(['群众反映举报村干部', '这是我们的生存问题', '世界上没有这样的事', '请大家注意时节', '他们家存了一大量存款'])('hears no place in %s', (text) => {
    expect(resolve(text, { countyCode: '150502' }).best).toBeNull()
  })
})

describe('a name with one wrong, missing or superfluous character', () => {
  it.each([
    ['奈曼旗大沁地拉镇', '奈曼旗›大沁他拉镇'], ['科区余梁堡镇', '科尔沁区›余粮堡镇'], ['科区钱象店镇', '科尔沁区›钱家店镇'], ['科区莫水庙苏木', '科尔沁区›莫力庙苏木'],
    ['扎旗巴雅吐胡硕镇', '扎鲁特旗›巴雅尔吐胡硕镇'], ['扎旗阿日昆都都楞镇', '扎鲁特旗›阿日昆都楞镇'], ['中旗山伯吐镇', '科尔沁左翼中旗›舍伯吐镇'],
  ])('reads %s as %s', (text, township) => {
    expect(heardAs(text)[0]).toBe(township)
  })

  it('finds which township of a repeated village was misspelt', () => {
    expect(heardAs('科区大杯镇一村')[0]).toBe('科尔沁区›大林镇›一村村民委员会')
  })
})

describe('a text that is one name with a slip in it, and nothing beside it', () => {
  it.each([
    ['团山椒村委会', '团山洼村委会', 'typo'], ['逸丽华庭社区居民委员会', '逸美华庭社区居委会', 'typo'], ['井隆永村3组', '义隆永村委会', 'typo'],
    ['中信社区居民委员会', '中信社区居民委员会', 'official_name'], ['冬铁匠沟村委会', '东铁匠沟村委会', 'homophone'],
  ])('reads %s as %s', (text, village, how) => {
    const { best, evidence } = resolve(text)
    expect([best?.path.at(-1), evidence.at(-1)?.how]).toEqual([village, how])
    if (how !== 'official_name') expect(best?.confidence).toBeLessThan(0.9)
  })

  it('is the longer name, not the one that its end is called like', () => {
    for (const [text, village] of [['厚太平村', '后太平村'], ['钱胜利嘎查', '前胜利嘎查'], ['左中厚太平村', '后太平村'], ['洪石尔敖包嘎查', '洪戈尔敖包嘎查']] as const) {
      const { best, rivals } = resolve(text)
      const offered = [best?.path.at(-1), ...rivals.map((rival) => rival.path.at(-1))]
      expect([text, offered.some((name) => name?.startsWith(village))]).toEqual([text, true])
      expect([text, best?.confidence === 0.97]).toEqual([text, false])
    }
  })

  it('asks which of a few names is meant, and says nothing where too many are as near', () => {
    const few = resolve('葛音花嘎查')
    expect(few.ambiguous).toBe(true)
    expect(few.rivals.length).toBeLessThanOrEqual(8)
    expect(resolve('某家村').best).toBeNull()
  })

  it('guesses no name in words of which nobody made one', () => {
    for (const text of ['住在嘎查', '我们村', '那个社区', '去镇上', '老家属楼', '请问村委会']) expect([text, resolve(text).best]).toEqual([text, null])
  })
})

describe('a name that is right as it is', () => {
  it('is no slip of another one', () => {
    const { best } = resolve('科区钱家店镇孔家窝堡村村委会')
    expect(best?.path.at(-1)).toBe('孔家窝堡村委会')
    expect(best?.confidence).toBeGreaterThan(0.95)
  })
})

describe('names of yesterday', () => {
  it.each([
    ['达尔罕旗', '科尔沁左翼中旗', 'old_name'], ['博王旗', '科尔沁左翼后旗', 'old_name'], ['通辽县', '科尔沁区', 'old_name'],
    ['科区孔家窝堡乡', '科尔沁区›钱家店镇›孔家窝堡村委会', 'old_name'],
  ])('knows %s as %s', (text, place, how) => {
    expect(heardAs(text)).toEqual([place, how])
  })

  it('takes the province and the old league off', () => {
    expect(heardAs('内蒙古哲里木盟扎鲁特旗鲁北镇')[0]).toBe('扎鲁特旗›鲁北镇')
  })
})

describe('a village name that several townships have', () => {
  it('asks for the township, and offers every one', () => {
    const found = resolve('科尔沁区一村')
    expect([found.ambiguous, found.best?.code]).toEqual([true, '150502'])
    expect(found.rivals.map((rival) => rival.path.at(-2))).toEqual(['大林镇', '钱家店镇', '敖力布皋镇'])
    expect(resolve('科区钱家店镇一村').best?.path.slice(-2)).toEqual(['钱家店镇', '一村村民委员会'])
  })
})
