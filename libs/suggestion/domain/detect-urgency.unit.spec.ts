import { describe, expect, it } from '@jest/globals'
import { urgencySignalSchema } from '../contract/suggestion.schema.js'
import { compileUrgencyWordings, detectUrgency } from './detect-urgency.js'
import { URGENCY_WORDINGS } from './urgency-wordings.js'

describe('wording that cannot wait', () => {
  it.each([
    ['门口电线杆冒火花', 'hazard', '冒火花'],
    ['楼道里有很大的燃气味', 'hazard', '燃气味'],
    ['家里煤气泄漏了', 'hazard', '煤气泄漏'],
    ['对面楼着火了', 'hazard', '着火'],
    ['房子要塌了', 'hazard', '要塌'],
    ['有人在机井那触电了', 'hazard', '触电'],
    ['热力管爆裂喷了一街', 'hazard', '热力管爆裂'],
    ['供水爆管', 'hazard', '爆管'],
    ['井盖丢了，孩子掉到井里', 'life', '掉到井'],
    ['羊群和人困在雪里', 'life', '困在雪'],
    ['他说再不解决就自杀', 'self_harm', '自杀'],
    ['有轻生的念头', 'self_harm', '轻生'],
    ['扬言要报复', 'threat', '扬言'],
    ['不给钱就集体上访', 'collective', '集体上访'],
    ['工人们要去堵路', 'collective', '堵路'],
  ])('raises %s to an emergency (%s) and shows %s', (text, kind, word) => {
    const signal = detectUrgency(text)
    expect(signal?.urgency).toBe('emergency')
    expect(signal?.kinds).toContain(kind)
    expect(signal?.words.some((said) => said.includes(word))).toBe(true)
    expect(urgencySignalSchema.parse(signal)).toEqual(signal)
  })

  it('raises heating that stopped to an emergency only in bitter cold or with someone frail', () => {
    expect(detectUrgency('零下25度，家里停暖三天了')).toEqual({ urgency: 'emergency', kinds: ['cold', 'outage'], words: ['停暖', '零下'] })
    expect(detectUrgency('停暖了，家里有老人')?.urgency).toBe('emergency')
    expect(detectUrgency('昨天开始停暖')?.urgency).toBe('livelihood')
  })

  it('raises a cut of water or power to livelihood', () => {
    expect(detectUrgency('小区停水两天了')).toEqual({ urgency: 'livelihood', kinds: ['outage'], words: ['停水两天'] })
    expect(detectUrgency('全村停电')?.urgency).toBe('livelihood')
  })

  it('takes the higher of two', () => {
    expect(detectUrgency('停电以后变压器冒火花')?.urgency).toBe('emergency')
  })

  it.each(['路灯不亮', '并没有着火', '咨询预防触电的知识', '社区搞消防演练起火', '', '暖气费怎么交'])('leaves %j alone', (text) => {
    expect(detectUrgency(text)).toBeNull()
  })

  it.each([
    ['一旦发生火灾消防车进不来', 'only feared'],
    ['路面塌陷两年了，下雨积水，请修补', 'an old hole in a road'],
    ['早高峰货车堵路，红绿灯太短', 'traffic, not a crowd'],
    ['物业扬言谁也管不了他们', 'boasting, not a threat'],
    ['2017年小区起火时消防栓没有水，一直没修', 'long past'],
    ['他父亲十年前服毒自杀身亡，现在要求补偿', 'a death of the past'],
    ['去年曾为此集体上访过', 'a petition of the past'],
    ['采石场用炸药爆破，房屋开裂', 'blasting as work'],
    ['砖厂烟囱整天冒黑烟', 'smoke as pollution'],
  ])('leaves %s alone: %s', (text) => {
    expect(detectUrgency(text)?.urgency).not.toBe('emergency')
  })

  it('takes what is far down a long letter for history, unless it is said to be now or is a life at risk', () => {
    const story = '我们小区的物业费一直说不清楚。'.repeat(20)
    expect(detectUrgency(`${story}楼里起火两回。`)).toBeNull()
    expect(detectUrgency(`${story}现在楼里正在起火。`)?.urgency).toBe('emergency')
    expect(detectUrgency(`${story}再不解决我就不想活了。`)?.kinds).toEqual(['self_harm'])
  })

  it('reads the wordings it is given: one that is switched off raises nothing', () => {
    const off = compileUrgencyWordings(URGENCY_WORDINGS.map((wording) => ({ ...wording, enabled: wording.id !== 'fire' })))
    expect(detectUrgency('对面楼着火了', off)).toBeNull()
    expect(detectUrgency('他说再不解决就自杀', off)?.kinds).toEqual(['self_harm'])
  })
})

describe('the shipped wordings', () => {
  it.each(URGENCY_WORDINGS.map((wording) => [wording.id, wording] as const))('%s: raises its examples and leaves its counterexamples alone', (_id, wording) => {
    const alone = compileUrgencyWordings([wording])
    expect(wording.examples.length).toBeGreaterThan(0)
    expect(wording.examples.filter((text) => detectUrgency(text, alone) === null)).toEqual([])
    expect(wording.counterExamples.filter((text) => detectUrgency(text, alone) !== null)).toEqual([])
  })

  it('have each an id of their own', () => {
    expect(new Set(URGENCY_WORDINGS.map(({ id }) => id)).size).toBe(URGENCY_WORDINGS.length)
  })
})
