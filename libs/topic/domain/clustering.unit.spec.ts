import { describe, expect, it } from '@jest/globals'
import { Background } from './background.js'
import { carryIdentity } from './carry-identity.js'
import { dotOfVectors } from './cluster-cases.js'
import { findTopics, nameOf, readCase, type TopicCase } from './find-topics.js'
import { nameTopic } from './name-topic.js'
import { routeAlert } from './route-alert.js'
import { featuresOf } from './topic-features.js'

let serial = 0
const said = (title: string, text: string, more: Partial<TopicCase> = {}): TopicCase => ({
  id: `c${String((serial += 1)).padStart(4, '0')}`, at: serial, title, text, sealed: false, countyCode: null, townshipCode: null, categoryCode: null, ...more,
})
const NOISE = [
  said('丽水花园夜间施工噪音扰民', '丽水花园小区旁边的工地每天半夜还在施工，噪音大得睡不着觉'), said('投诉丽水花园旁工地夜间施工', '工地搅拌车整夜轰鸣，丽水花园的老人孩子无法休息'),
  said('丽水花园工地半夜打桩噪音太大', '夜间施工打桩，丽水花园业主多次反映无人处理'),
]
const SCHOOL = [
  said('第五中学强制学生购买平板电脑', '第五中学要求家长统一购买平板电脑，不买就调班'), said('五中强制购买平板', '孩子在第五中学，老师说不买平板电脑就不能上智慧班'),
  said('第五中学平板电脑强制收费', '第五中学强制购买平板电脑，一台四千多'),
]
const BACKGROUND = ['自来水发黄有异味', '低保金三个月没到账', '公交车不按站停靠', '宅基地被邻居占用', '拖欠农民工工资', '楼道照明坏了', '流浪狗咬人', '暖气片漏水', '化粪池堵塞外溢', '医保卡刷不了'].map((title, at) => said(title, `${title}，反映第 ${at} 次`))

describe('hot topics', () => {
  const all = [...NOISE, ...SCHOOL, ...BACKGROUND]
  const { topics, background } = findTopics(all.map(readCase))
  const byId = new Map(all.map((one) => [one.id, one]))
  const [first, second, third] = topics

  it('hold what is about one matter in one place, and nothing else', () => {
    expect([first, second].map((topic) => topic?.caseIds)).toEqual(expect.arrayContaining([NOISE.map(({ id }) => id), SCHOOL.map(({ id }) => id)]))
    expect(third?.caseIds).toHaveLength(1)
  })

  it('are named by what their cases say and others do not', () => {
    const names = [first, second].map((topic) => nameOf((topic?.caseIds ?? []).flatMap((id) => byId.get(id) ?? []), background).title).sort()
    expect(names[0]).toContain('丽水花园')
    expect(names[1]).toMatch(/中学.*平板|平板/)
  })

  it('take no word for their name from a sealed case', () => {
    const sealed = NOISE.map((one) => ({ ...one, sealed: true }))
    expect(nameOf(sealed, background)).toEqual({ title: '', words: [] })
  })

  it('gather around the name of a place sooner than around a matter said as often', () => {
    const counts = ['丽水花园水管爆裂', '丽水花园电梯停运', '星河国际水管爆裂'].map((title) => featuresOf({ title, text: '' }))
    const background = Background.of([...counts, ...BACKGROUND.map(featuresOf)])
    const [both, place, matter] = counts.map((one) => background.vectorOf(one))
    expect(dotOfVectors(both, place)).toBeGreaterThan(1.1 * dotOfVectors(both, matter))
  })

  it('are apart where the same is said of two counties', () => {
    const here = { countyCode: '150523', townshipCode: '150523101', categoryCode: '040501' }
    const there = { countyCode: '150525', townshipCode: '150525101', categoryCode: '040501' }
    const cold = ['暖气不热室温只有十五度', '供暖温度不够暖气片冰凉', '家里暖气不热', '暖气不热老人冻病了']
    const colds = [here, there].flatMap((where) => cold.map((title) => said(title, '供热公司不给解决，暖气不热', where)))
    const found = findTopics([...colds, ...BACKGROUND].map(readCase)).topics
    const mixed = found.filter(({ caseIds }) => caseIds.length > 1)
    const countyOf = new Map(colds.map(({ id, countyCode }) => [id, countyCode]))
    // A case nobody has placed yet may stand with either.
    const counties = mixed.map(({ caseIds }) => [...new Set(caseIds.flatMap((id) => countyOf.get(id) ?? []))])
    expect(counties.filter((codes) => codes.length > 1)).toEqual([])
    expect([...new Set(counties.flat())].sort()).toEqual(['150523', '150525'])
  })
})

describe('the name of a topic', () => {
  const nameOfTitles = (titles: readonly string[]) => nameTopic(titles, Background.of(BACKGROUND.map(featuresOf))).title

  it('says the place even where everybody goes on alike', () => {
    expect(nameOfTitles(['金穗家园空地多年影响市容', '金穗家园空地长草没人管', '金穗家园缺少配套', '金穗家园空地何时建设', '金穗家园空地倒满垃圾'])).toMatch(/^金穗家园/)
  })

  it('says the matter too where all say it right behind the place', () => {
    const told = ['金穗家园恶意拖欠工程款', '关于金穗家园恶意拖欠装修款', '金穗家园恶意拖欠货款', '金穗家园停车难', '金穗家园产权证', '金穗家园物业']
    expect(nameOfTitles(told)).toBe('金穗家园 恶意拖欠')
  })

  it('begins with a character that is grammar elsewhere', () => {
    expect(nameOfTitles(['时光水岸精装修价质不符', '投诉时光水岸质量问题', '时光水岸延期交房'])).toMatch(/^时光水岸/)
  })

  it('keeps a number that belongs to the matter, and none that is a telephone, a plate, a date or a masked place', () => {
    expect(nameOfTitles(['地铁3号线停运', '咨询地铁3号线何时开通', '地铁3号线噪音大'])).toContain('地铁3号线')
    const told = ['A3区12栋蒙G12345货车夜间鸣笛', '2019年蒙G12345货车夜间鸣笛', '电话13800001234货车夜间鸣笛', '13800001234货车夜间鸣笛']
    expect(nameOfTitles(told)).toBe('货车夜间鸣笛')
  })
})

describe('the identity of a topic', () => {
  it('stays when most of its cases stay, goes to the larger part when it splits, and is new when nothing of it is left', () => {
    const known = [{ id: 'a', caseIds: ['1', '2', '3', '4'] }, { id: 'b', caseIds: ['9'] }]
    expect(carryIdentity([['3', '4', '5'], ['1'], ['7', '8']], known)).toEqual(['a', null, null])
    expect(carryIdentity([['1', '2', '3', '4', '9']], known)).toEqual(['a'])
  })
})

describe('whom an alert goes to', () => {
  it('to the units that lead most such cases and their county, and never to one the matter is about', () => {
    expect(routeAlert(['heat', 'heat', 'town', null], 'county', [])).toEqual({ unitIds: ['heat', 'town', 'county'], level: 'county' })
    expect(routeAlert(['town', null, null, null], 'county', [])).toEqual({ unitIds: ['county', 'town'], level: 'county' })
    expect(routeAlert(['heat', 'town'], 'county', ['heat', 'county'])).toEqual({ unitIds: ['town'], level: 'city' })
  })
})
