import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from './place-world.builder.js'

const { resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))

describe('a county and its township, both misheard', () => {
  it.each([
    ['奈慢旗八先筒', '150525101'], ['奈慢旗八先筒镇', '150525101'], ['奈慢旗八先筒路灯不亮', '150525101'], ['开录县大鱼树', '150523101'], ['扎鲁忒旗路北', '150526100'], ['我家在奈慢旗八先桶，停水三天了', '150525101'], ['后期甘其卡', '150522100'], ['我家在后期甘其卡镇', '150522100'],
  ])('%s is heard, and not surer than two slips allow', (text, code) => {
    const { best, ambiguous } = resolve(text)
    expect([best?.code, ambiguous]).toEqual([code, false])
    for (const { level, confidence } of best?.steps ?? []) if (level !== 'city') expect([level, confidence > 0.5, confidence <= 0.9]).toEqual([level, true, true])
  })

  it('are no surer than either slip alone', () => {
    const both = resolve('奈慢旗八先筒').best?.confidence ?? 0
    for (const text of ['奈曼旗八先筒', '奈慢旗八仙筒镇']) expect(resolve(text).best?.confidence).toBeGreaterThanOrEqual(both)
  })

  it.each(['奈慢旗甘其卡', '奈慢旗路北', '奈慢旗大鱼树', '扎鲁忒旗八先筒'])('%s: a township of another county is not made out of it', (text) => {
    const { best } = resolve(text)
    expect(best?.level).toBe('county')
    expect(text.startsWith('奈') ? '150525' : '150526').toBe(best?.code)
  })

  it('makes no county of 后期 or 中期 where no town of it follows', () => {
    for (const text of ['后期八先筒', '中期甘其卡', '后期甘其他问题', '项目在后期甘其卡']) expect([text, resolve(text).evidence.filter(({ code }) => code.length === 6)]).toEqual([text, []])
  })

  it('leaves a place that was written rightly what it is', () => {
    expect(resolve('奈慢旗甘旗卡镇').best?.code.startsWith('1505251')).toBe(false)
    expect(resolve('奈慢旗八仙筒镇').best?.code).toBe('150525101')
  })
})
