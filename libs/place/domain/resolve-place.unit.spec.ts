import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { placeResolutionSchema } from '../contract/place.schema.js'
import { buildPlaceWorld } from './place-world.builder.js'

const { resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))

const placeOf = (text: string, countyCode?: string): string => {
  const { best } = resolve(text, countyCode === undefined ? {} : { countyCode })
  return best === null ? '—' : best.path.slice(1).join('›')
}

describe('a county as people call it', () => {
  it.each([
    ['科区', '科尔沁区'], ['科尔沁区', '科尔沁区'], ['通辽市科尔沁区', '科尔沁区'],
    ['科左中旗', '科尔沁左翼中旗'], ['中旗', '科尔沁左翼中旗'], ['左中', '科尔沁左翼中旗'], ['左翼中旗', '科尔沁左翼中旗'],
    ['科左后旗', '科尔沁左翼后旗'], ['后旗', '科尔沁左翼后旗'], ['科尔沁左翼后旗', '科尔沁左翼后旗'],
    ['奈曼', '奈曼旗'], ['奈曼旗', '奈曼旗'], ['库伦', '库伦旗'], ['库伦旗', '库伦旗'],
    ['扎旗', '扎鲁特旗'], ['扎鲁特', '扎鲁特旗'], ['开鲁', '开鲁县'], ['开鲁县', '开鲁县'],
    ['霍市', '霍林郭勒市'], ['霍林郭勒', '霍林郭勒市'], ['霍林河', '霍林郭勒市'],
    ['开发区', '通辽经济技术开发区'], ['经济技术开发区', '通辽经济技术开发区'], ['通辽经开区', '通辽经济技术开发区'],
  ])('reads %s as %s', (text, county) => {
    expect(placeOf(text)).toBe(county)
    expect(resolve(text).ambiguous).toBe(false)
  })
})

describe('a township as people call it', () => {
  it.each([
    ['永清街道', '科尔沁区›永清街道'], ['永清街道办', '科尔沁区›永清街道'], ['永清街道办事处', '科尔沁区›永清街道'],
    ['永清办事处', '科尔沁区›永清街道'], ['科区永清', '科尔沁区›永清街道'], ['科区永清街', '科尔沁区›永清街道'],
    ['大沁他拉镇', '奈曼旗›大沁他拉镇'], ['奈曼大沁他拉镇', '奈曼旗›大沁他拉镇'], ['奈曼大沁他拉街道', '奈曼旗›大沁他拉街道办事处'],
    ['甘旗卡', '科尔沁左翼后旗›甘旗卡镇'], ['后旗甘旗卡', '科尔沁左翼后旗›甘旗卡镇'], ['后旗甘旗卡西街', '科尔沁左翼后旗›甘旗卡镇'],
    ['扎旗鲁北', '扎鲁特旗›鲁北镇'], ['鲁北镇人民路', '扎鲁特旗›鲁北镇'], ['开鲁县开鲁镇', '开鲁县›开鲁镇'], ['开鲁开鲁', '开鲁县›开鲁镇'],
    ['库伦旗库伦镇', '库伦旗›库伦镇'], ['库伦街道', '库伦旗›库伦街道办事处'], ['奈曼新镇', '奈曼旗›新镇'],
    ['奈曼旗治安', '奈曼旗›治安镇'], ['科区铁路', '科尔沁区›铁路街道'], ['霍林河珠斯花', '霍林郭勒市›珠斯花街道'],
    ['国营六号农场', '奈曼旗›国有六号农场'], ['六号农场', '奈曼旗›国有六号农场'], ['后旗胜利农场', '科尔沁左翼后旗›通辽市国有胜利农场'],
    ['高林屯种畜场', '科尔沁区›通辽市高林屯种畜繁育中心'], ['大青沟保护区', '科尔沁左翼后旗›大青沟国家级自然保护区管理局'],
    ['孟根达坝牧场', '科尔沁左翼后旗›通辽市国有孟根达坝牧场'], ['霍市军马场', '霍林郭勒市›霍林郭勒市军马场生态保护区'],
  ])('reads %s as %s', (text, township) => {
    expect(placeOf(text)).toBe(township)
  })
})

describe('a village as people call it', () => {
  it.each([
    ['科尔沁区科尔沁街道民航社区3号楼', '科尔沁区›科尔沁街道›民航社区居委会'],
    ['民航社区', '科尔沁区›科尔沁街道›民航社区居委会'],
    ['科区民航小区', '科尔沁区›科尔沁街道›民航社区居委会'],
    ['八仙筒镇西荒村', '奈曼旗›八仙筒镇›西荒村委会'],
    ['奈曼西荒屯', '奈曼旗›八仙筒镇›西荒村委会'],
    ['常胜镇五家子', '科尔沁左翼后旗›常胜镇›五家子村委会'],
    ['珠日河牧场三分场', '科尔沁左翼中旗›珠日河牧场›三分场生活区'],
    ['余粮堡镇一街', '科尔沁区›余粮堡镇›一街村委会'],
    ['宝龙山镇东宝龙山', '科尔沁左翼中旗›宝龙山镇›东宝龙山嘎查'],
  ])('reads %s as %s', (text, village) => {
    expect(placeOf(text)).toBe(village)
  })
})

describe('order, prefixes and what is left', () => {
  it('takes province and city off, and leaves the road and the house number', () => {
    const found = resolve('内蒙古自治区通辽市扎鲁特旗鲁北镇天禧佳园2号楼')
    expect(found.best?.code).toBe('150526100')
    expect(found.rest).toBe('天禧佳园2号楼')
  })

  it('does not mind the order', () => {
    expect(placeOf('甘旗卡镇，后旗，西街')).toBe('科尔沁左翼后旗›甘旗卡镇')
  })

  it('finds a name broken by blanks, and quotes it as it was written', () => {
    const found = resolve('奈 曼旗 八仙筒 镇')
    expect(found.best?.code).toBe('150525101')
    expect(found.evidence.map((evidence) => evidence.text)).toEqual(['奈 曼旗', '八仙筒 镇'])
  })

  it('says how each piece of the text was understood', () => {
    expect(resolve('后旗甘旗卡西街').evidence).toEqual([
      { start: 0, end: 2, text: '后旗', code: '150522', how: 'spoken_form' },
      { start: 2, end: 5, text: '甘旗卡', code: '150522100', how: 'stripped_name' },
    ])
  })
})

describe('spelling', () => {
  it.each([
    ['奈曼大沁塔拉镇', '150525100', 'spelling_variant'], ['左中舍伯图', '150521102', 'spelling_variant'], ['中旗架马吐镇', '150521105', 'spelling_variant'],
    ['奈曼旗6号农场', '150525400', 'spelling_variant'], ['后旗甘旗长镇', '150522100', 'typo'], ['扎旗巴雅尔土胡硕', '150526104', 'spelling_variant'],
    ['后旗吉尔嘎浪镇', '150522101', 'homophone'],
  ])('reads %s as %s in spite of a slip', (text, code, how) => {
    const found = resolve(text)
    expect(found.best?.code).toBe(code)
    expect(found.evidence.at(-1)?.how).toBe(how)
  })

  it('believes a slip in three characters only where the county is known', () => {
    expect(resolve('甘旗长').best).toBeNull()
    expect(resolve('后旗甘旗长').best?.code).toBe('150522100')
    expect(resolve('甘旗长', { countyCode: '150522' }).best?.code).toBe('150522100')
  })

  it('keeps 白音塔拉农场 and 巴彦塔拉镇 of one banner apart', () => {
    expect(resolve('中旗白音塔拉农场').best?.code).toBe('150521400')
    expect(resolve('中旗巴彦塔拉镇').best?.code).toBe('150521103')
  })
})

describe('names that mean several places', () => {
  it.each([['明仁', ['150502004', '150525202']], ['巴彦塔拉', ['150521103', '150526200']], ['章古台嘎查', ['150522203210', '150525100230']]])(
    'calls %s ambiguous and offers the rivals',
    (text, expected) => {
      const found = resolve(text)
      expect(found.ambiguous).toBe(true)
      expect(found.best?.confidence).toBeLessThanOrEqual(0.5)
      expect([found.best?.code, ...found.rivals.map((rival) => rival.code)]).toEqual(expect.arrayContaining(expected))
    },
  )

  it('settles them by the county in the text', () => {
    expect(placeOf('科区明仁')).toBe('科尔沁区›明仁街道')
    expect(placeOf('奈曼明仁')).toBe('奈曼旗›明仁苏木')
    expect(placeOf('扎旗巴彦塔拉')).toBe('扎鲁特旗›巴彦塔拉苏木')
  })

  it('settles them by the county of the operator or caller', () => {
    expect(placeOf('明仁', '150502')).toBe('科尔沁区›明仁街道')
    expect(placeOf('明仁', '150525')).toBe('奈曼旗›明仁苏木')
    expect(placeOf('巴彦塔拉', '150526')).toBe('扎鲁特旗›巴彦塔拉苏木')
    expect(resolve('巴彦塔拉', { countyCode: '150526' }).ambiguous).toBe(false)
  })

  it('settles them by the places of earlier cases, less surely', () => {
    const hinted = resolve('明仁', { hints: ['150525202'] })
    expect(hinted.best?.code).toBe('150525202')
    expect(hinted.best?.confidence).toBeLessThan(resolve('奈曼明仁').best?.confidence ?? 0)
  })

  it('answers with the county when a town and a street of that county share the name', () => {
    const found = resolve('奈曼旗大沁他拉')
    expect(found.best?.code).toBe('150525')
    expect(found.ambiguous).toBe(true)
    expect(found.rivals.map((rival) => rival.code)).toEqual(['150525100', '150525401'])
  })
})

describe('levels that agree or do not', () => {
  it('is surer of a township when its county is named too', () => {
    const alone = resolve('甘旗卡').best?.confidence ?? 0
    expect(resolve('后旗甘旗卡').best?.confidence).toBeGreaterThan(alone)
  })

  it('is less sure of a township when a village of another one is named with it', () => {
    const agreed = resolve('科区永清街道').best
    const contradicted = resolve('科区永清街道民航社区3号楼')
    expect(contradicted.best?.code).toBe('150502003')
    expect(contradicted.best?.confidence).toBeLessThan((agreed?.confidence ?? 0) - 0.08)
    expect(resolve('永清街道民航社区3号楼').best?.confidence).toBeLessThan(0.8)
    expect(contradicted.rivals.map((rival) => rival.code)).toContain('150502001001')
  })

  it('does not guess between two counties', () => {
    const found = resolve('我人在开鲁，家在库伦')
    expect(found.ambiguous).toBe(true)
    expect(found.best?.confidence).toBeLessThanOrEqual(0.5)
  })

  it('takes the old county for a street of the development zone cut out of it', () => {
    const found = resolve('科尔沁区河西街道大悦新城')
    expect(found.best?.code).toBe('150571001')
    expect(found.best?.confidence).toBeGreaterThan(0.9)
  })

  it('never makes a deeper step surer than the one above it', () => {
    for (const text of ['科区永清街道民航社区', '常胜镇五家子', '奈曼旗治安', '西荒村', '开发区电厂']) {
      const confidences = resolve(text).best?.steps.map((step) => step.confidence) ?? []
      expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
    }
  })
})

describe('words that only look like places', () => {
  it.each(['希望你们尽快解决供热问题', '我家在永清大街18号', '农村信用社不给贷款', '社会治安太差了', '小区保安打人', '新农村建设没有补贴', '坐铁路去北京', '通辽市', '', '3号楼2单元'])(
    'finds no place in %j',
    (text) => {
      expect(resolve(text)).toEqual({ best: null, level: null, evidence: [], rivals: [], ambiguous: false, rest: text })
    },
  )

  it('finds no place in a district of another city, and says so', () => {
    const text = '赤峰市红山区'
    expect(resolve(text)).toEqual({ best: null, level: null, evidence: [], rivals: [], ambiguous: false, rest: text, elsewhere: text })
  })

  it('believes county and street that were said in full, though the list has the community in the street beside it', () => {
    for (const county of ['科区', '科尔沁区', '通辽市科尔沁区']) {
      const { best, ambiguous } = resolve(`${county}永清街道民航社区3号楼`)
      expect([best?.path.slice(1), ambiguous]).toEqual([['科尔沁区', '永清街道'], false])
      expect(best?.confidence).toBeGreaterThan(0.8)
    }
  })

  it.each([['科区团结路18号', '科尔沁区'], ['科区霍林河大街', '科尔沁区'], ['开鲁县建华路', '开鲁县']])('takes the road name in %s for a road', (text, county) => {
    expect(placeOf(text)).toBe(county)
  })

  it('does not let an everyday word beside its county be sure enough to dispatch by', () => {
    expect(resolve('奈曼治安太差了').best?.confidence).toBeLessThan(0.8)
  })
})

it('answers in the shape of the contract', () => {
  for (const text of ['科区永清街道民航社区3号楼', '明仁', '后旗甘旗卡西街', '没有地点']) {
    expect(placeResolutionSchema.parse(resolve(text))).toEqual(resolve(text))
  }
})
