import { describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import type { CorpusCase } from '@tongban/case/contract'
import { bucketsOf, findTopics } from '../domain/index.js'
import { matcherOf, placeWordsOf } from './place-words.js'
import { windowCase, type WindowCase } from './window-case.js'

const NAMES = ['通辽市', '科尔沁左翼后旗', '甘旗卡镇', '昂乃村民委员会']
const places = { withoutDivisions: (text: string): string => text.replace(matcherOf(NAMES.flatMap(placeWordsOf)) ?? /$^/u, '、') }
let serial = 0
const said = (title: string, categoryCode: string, place = '科尔沁左翼后旗甘旗卡镇昂乃村'): WindowCase => {
  serial += 1
  const one: CorpusCase = {
    id: `c${String(serial).padStart(3, '0')}`, number: String(serial), filedAt: instant(1_800_000_000_000 + serial), status: 'in_progress', caseType: 'help', urgency: 'general', title, placeText: place,
    description: `${place}${title}。`, categoryCode, divisionCode: '150522100200', countyCode: '150522', townshipCode: '150522100', sealed: false, parentId: null, subjectUnitIds: [], dispatchTrail: null,
    firstLead: null, leadUnitId: null, contested: false, accepted: false,
  }
  return windowCase(one, places)
}

describe('the words of a place that a case has as a field', () => {
  it.each([
    ['甘旗卡镇', ['甘旗卡镇', '甘旗卡']],
    ['昂乃村民委员会', ['昂乃村民委员会', '昂乃', '昂乃街道', '昂乃苏木', '昂乃嘎查', '昂乃社区', '昂乃村']],
    ['胜利乡', ['胜利乡']],
  ])('%s is called so', (name, forms) => {
    expect(placeWordsOf(name)).toEqual(forms)
  })

  it('are no feature of it; the estate it names stays one', () => {
    const buckets = new Set(said('丽水花园停水两天', '040101').features.buckets)
    expect(['甘旗卡镇', '甘旗卡', '昂乃', '左翼后旗'].flatMap(bucketsOf).filter((bucket) => buckets.has(bucket))).toEqual([])
    expect(bucketsOf('丽水花园').every((bucket) => buckets.has(bucket))).toBe(true)
  })

  it('do not put together what else has nothing in common', () => {
    const matters = ['停水两天没人管', '路灯坏了没人修', '宅基地界线不清', '低保申请没有结果', '草场补贴少发', '养殖粪污臭气', '拖欠瓦工工钱', '公交班次太少', '流浪狗咬伤孩子', '快递站乱收费', '手机信号很差', '玉米种子不发芽']
    const elsewhere = matters.flatMap((title) => ['开鲁县大榆树镇红星村', '奈曼旗八仙筒镇敖包村', '库伦旗库伦镇哈日稿村', '扎鲁特旗鲁北镇宝村'].map((place) => ({ ...said(title, '010101', place), countyCode: '150502', townshipCode: '150502001' })))
    const here = matters.map((title, at) => said(title, `${String(at + 1).padStart(2, '0')}0101`))
    const ids = new Set(here.map(({ id }) => id))
    const sizes = findTopics([...here, ...elsewhere]).topics.map(({ caseIds }) => caseIds.filter((id) => ids.has(id)).length)
    expect(Math.max(...sizes)).toBe(1)
  })
})
