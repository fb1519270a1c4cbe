import { describe, expect, it } from '@jest/globals'
import { urgencySignalSchema } from '../contract/suggestion.schema.js'
import { compileUrgencyWordings, detectUrgency, saysSo } from './detect-urgency.js'
import { urgencyWordingDraftSchema } from '../contract/suggestion-model.schema.js'
import { URGENCY_WORDINGS } from './urgency-wordings.js'
import { charactersNeeded, compileWordings } from './wording-pattern.js'

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

  it.each([
    ['邻居拿刀要砍我', 'threat'],
    ['有人拿刀要杀我', 'threat'],
    ['债主放话要砍我儿子', 'threat'],
    ['要是不还钱就打死我', 'threat'],
    ['有人拿刀挟持孩子', 'threat'],
    ['孩子掉井里了', 'life'],
    ['大人小孩都掉河里', 'life'],
    ['小孩从五楼坠下来了', 'life'],
    ['老人晕倒了', 'life'],
    ['老爷子晕了叫不醒', 'life'],
    ['喝了百草枯', 'life'],
    ['孩子误食了灭鼠药', 'life'],
    ['再不解决我就死给你们看', 'self_harm'],
    ['不给工资我就跳塔吊', 'self_harm'],
    ['我们村两百户联名要去市政府上访', 'collective'],
    ['200户联名上访', 'collective'],
    ['二百多名工人要去政府门口堵门讨薪', 'collective'],
    ['全村300多口人明天进京', 'collective'],
    ['燃气管子漏了滋滋响', 'hazard'],
    ['挖掘机把燃气管挖断了', 'hazard'],
    ['厨房天然气好像漏了', 'hazard'],
    ['汽车着火了', 'hazard'],
  ])('raises %s as an operator writes it (%s)', (text, kind) => {
    const signal = detectUrgency(text)
    expect(signal?.urgency).toBe('emergency')
    expect(signal?.kinds).toContain(kind)
  })

  it.each(['家里暖气零下二十五度冰凉', '零下25度暖气不热', '-25度家里冰凉没供暖', '室外−25℃暖气停了', '－30℃停暖两天', '气温负二十五度暖气片冰凉', '零下30度屋里只有8度', '零下二十五度，取暖费都交了家里还是没暖气'])(
    'raises a cold room in bitter cold: %s', (text) => {
      expect(detectUrgency(text)).toMatchObject({ urgency: 'emergency', kinds: expect.arrayContaining(['cold']) })
    },
  )

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

  it.each([
    '摩托车打不着火', '炉子点不着火', '灶打不着火', '车打着火就熄火', '闪点和着火点怎么规定', '生意火爆没地方停车', '理发店给我烫成爆炸头', '炸鸡店油烟大', '我要跳楼大甩卖', '清仓跳楼大减价喇叭扰民', '热得想死', '没想自杀只想要个说法',
    '商家秒杀活动不发货', '杀价太狠赔本', '拼多多砍一刀骗人', '他说要砍我家的树', '他没有拿刀', '前年有人拿刀砍伤我，案子没判', '我的手机掉井里了', '我掉坑里了被培训机构骗了', '担心小孩掉井里', '电脑中毒了', '热得差点晕倒', '咨询百草枯还让不让卖',
    '三十名业主联名要求装电梯', '两百户村民去年上访过', '我和老伴两个人要去市政府问问', '几十名学生要去市政府参观', '煤气费怎么交', '暖气管子漏了滋滋响', '轮胎漏气', '室温18-20度暖气不热', '零下二十五度路面结冰', '去年零下25度停暖，今年要求退费',
  ])('leaves %s alone', (text) => {
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

describe('the words of a category', () => {
  it.each([
    ['家里漏气了', ['漏气']], ['暖气不热，供热公司不管', ['暖气', '热']], ['燃气泄漏', []], ['燃气泄漏', ['煤气味']], ['去年漏气一次，现在又漏气', ['漏气']],
  ])('are meant in %s %j', (text, words) => {
    expect(saysSo(text, words)).toBe(true)
  })

  it.each([
    ['没有漏气，就是想预约安检', ['漏气']], ['家里燃气没有漏气，想预约安检', ['燃气', '漏气']], ['咨询一下漏气怎么检查', ['漏气']], ['去年漏气，现在问费用', ['漏气']],
  ])('are not in %s %j', (text, words) => {
    expect(saysSo(text, words)).toBe(false)
  })
})

describe('the shipped wordings', () => {
  it.each(URGENCY_WORDINGS.map((wording) => [wording.id, wording] as const))('%s: raises its examples and leaves its counterexamples alone', (_id, wording) => {
    const alone = compileUrgencyWordings([wording])
    expect(wording.examples.length).toBeGreaterThan(0)
    expect(wording.examples.filter((text) => detectUrgency(text, alone) === null)).toEqual([])
    expect(wording.counterExamples.filter((text) => detectUrgency(text, alone) !== null)).toEqual([])
  })

  it('may be opened and kept by an editor as they are', () => {
    for (const { id: _id, ...draft } of URGENCY_WORDINGS) expect(urgencyWordingDraftSchema.safeParse(draft).error).toBeUndefined()
  })

  it('are found only in texts that hold the characters they need', () => {
    const texts = URGENCY_WORDINGS.flatMap(({ examples, counterExamples }) => [...examples, ...counterExamples])
    for (const word of URGENCY_WORDINGS.flatMap(({ words }) => words)) {
      const pattern = compileWordings([word]) ?? /$^/
      for (const found of texts.flatMap((text) => text.match(pattern) ?? [])) {
        const units = new Set([...found].map((character) => character.charCodeAt(0)))
        expect(charactersNeeded(word).every((set) => set.some((unit) => units.has(unit)))).toBe(true)
      }
    }
  })

  it('have each an id of their own', () => {
    expect(new Set(URGENCY_WORDINGS.map(({ id }) => id)).size).toBe(URGENCY_WORDINGS.length)
  })
})
