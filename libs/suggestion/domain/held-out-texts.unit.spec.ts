import { describe, expect, it } from '@jest/globals'
import { detectUrgency } from './detect-urgency.js'
import { FIRST_LOT, SECOND_LOT } from './held-out-texts.spec-support.js'

const isRaised = (text: string): boolean => detectUrgency(text)?.urgency === 'emergency'

describe.each([['first', FIRST_LOT], ['second', SECOND_LOT]])('the %s lot of texts nobody had the wordings in mind for', (_name, { emergencies, stillMissed, harmless }) => {
  it('is at least sixty emergencies and sixty that are none', () => {
    expect(emergencies.length + stillMissed.length).toBeGreaterThanOrEqual(60)
    expect(harmless.length).toBeGreaterThanOrEqual(60)
  })

  it('is heard where it was heard before, and what is missed is said to be', () => {
    expect(emergencies.filter((text) => !isRaised(text))).toEqual([])
    expect(stillMissed.filter(isRaised)).toEqual([])
  })

  it('raises nothing that can wait', () => {
    expect(harmless.filter(isRaised)).toEqual([])
  })
})

describe('emergencies an examiner found unheard', () => {
  it.each([
    ['活不起了，不想在这世上待了', 'self_harm'], ['我站在楼顶上呢，谁也别过来', 'self_harm'], ['化粪池盖掉了，有个孩子掉里头了', 'life'], ['隔壁有股臭鸡蛋味，头晕恶心', 'hazard'],
    ['老人一个人在家敲门没人应，好几天没见了', 'life'], ['学校食堂吃完二十多个孩子吐了', 'life'], ['柴火垛点着了，快烧到房子了', 'hazard'], ['西辽河涨水了，进院子了', 'life'], ['高压线耷拉到地上', 'hazard'],
    ['大车翻了，司机卡在里头', 'life'], ['孩子反锁在车里了', 'life'], ['走丢一个八十岁老人，外面零下三十度', 'life'], ['我们全村人明天去市里上访', 'collective'], ['孩子他爸喝多了在家打我，拿着菜刀', 'threat'],
  ])('%s is raised (%s), with words that stand in it', (text, kind) => {
    const signal = detectUrgency(text)
    expect(signal?.urgency).toBe('emergency')
    expect(signal?.kinds).toContain(kind)
    expect(signal?.words.filter((word) => text.includes(word)).length).toBeGreaterThan(0)
  })
})
