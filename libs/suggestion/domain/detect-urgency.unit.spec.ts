import { describe, expect, it } from '@jest/globals'
import { urgencySignalSchema } from '../contract/suggestion.schema.js'
import { detectUrgency } from './detect-urgency.js'

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
    expect(signal?.words).toContain(word)
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
})
