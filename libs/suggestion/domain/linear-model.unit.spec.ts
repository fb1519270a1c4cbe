import { describe, expect, it } from '@jest/globals'
import { crossValidate } from './cross-validate.js'
import { groupExamples } from './group-examples.js'
import { measurePredictions } from './measure-predictions.js'
import { readModel, serialiseModel } from './model-file.js'
import { predict } from './predict.js'
import { cutInPairs as segment, REQUESTS } from './requests.spec-support.js'
import { sharesOf, sharpnessOf } from './sharpness.js'
import { fingerprintOf, trainModel } from './train-model.js'

const model = trainModel(REQUESTS, { segment })
const first = (text: string): string | undefined => predict(model, text, { segment })[0]?.label

describe('a model trained on examples', () => {
  it.each([
    ['家里停水了', '0401'],
    ['暖气一点都不热', '0402'],
    ['老板拖欠我的工资', '0901'],
    ['学校老师打学生', '1101'],
  ])('hears %s as %s', (text, label) => {
    expect(first(text)).toBe(label)
  })

  it('is surer of a plain case than of one that may be either', () => {
    const sure = (text: string): number => predict(model, text, { segment })[0]?.confidence ?? 0
    expect(sure('小区停水三天没人管')).toBeGreaterThan(sure('停水，暖气不热'))
  })

  it('shows words that speak for the label, not against it', () => {
    const [best] = predict(model, '停水停水 暖气片冰凉', { segment })
    const other = predict(model, '停水停水 暖气片冰凉', { segment })[1]
    expect([best?.label, other?.label].sort()).toEqual(['0401', '0402'])
    expect([best, other].find((one) => one?.label === '0401')?.words[0]).toBe('停水')
    expect([best, other].find((one) => one?.label === '0402')?.words).not.toContain('停水')
  })

  it('lets the title speak louder than the text', () => {
    const inTitle = predict(model, { title: '拖欠工资', text: '停水' }, { segment })[0]
    expect(inTitle?.label).toBe('0901')
    expect(inTitle?.words).toContain('工资')
  })

  it('hears what is said first, where there is no title, louder than what is said by the way', () => {
    const story = '那天下着雨我从镇上回来走了很远的路天都黑了才到家门口'
    const said = (opening: string, later: string): string | undefined => first(`${opening}，${story}，${story}，${later}`)
    expect([said('拖欠工资', '小区停水'), said('小区停水', '拖欠工资')]).toEqual(['0901', '0401'])
  })

  it('takes a title of marks and numbers for none', () => {
    expect(predict(model, { title: '——12345！', text: '老板拖欠我的工资' }, { segment })).toEqual(predict(model, '老板拖欠我的工资', { segment }))
  })

  it('says nothing of a text it knows no feature of, and keeps to the limit', () => {
    expect(predict(model, 'qqq', { segment })).toEqual([])
    expect(predict(model, '', { segment })).toEqual([])
    expect(predict(model, '停水', { segment, limit: 2 })).toHaveLength(2)
    expect(predict(model, '停水', { segment, limit: 0 })).toEqual([])
  })

  it('refuses to be trained where there is nothing to tell apart', () => {
    expect(() => trainModel([{ label: '0401', text: '停水' }], { segment })).toThrow(RangeError)
    expect(() => trainModel([], { segment })).toThrow(RangeError)
  })

  it('takes a label with one example, and examples without a word', () => {
    const odd = trainModel([...REQUESTS, { label: '1305', text: '村委会不公开账目' }, { label: '1305', text: '' }], { segment })
    expect(odd.labels).toContain('1305')
    expect(odd.labelExamples[odd.labels.indexOf('1305')]).toBe(2)
  })
})

describe('its fingerprint', () => {
  it('is that of the examples, in whatever order', () => {
    expect(fingerprintOf([...REQUESTS].reverse())).toBe(model.fingerprint)
  })

  it('changes with a label, a title or a text', () => {
    const [one, ...rest] = REQUESTS
    const changes = [{ label: '0499' }, { title: '别的' }, { text: '别的' }].map((change) => fingerprintOf([{ text: '', label: '', ...one, ...change }, ...rest]))
    expect(new Set([model.fingerprint, ...changes]).size).toBe(4)
  })
})

describe('a model as bytes', () => {
  it('is read as it was written, with what was measured of it', () => {
    const figures = { examples: 120, macroF1: 0.9, accuracy: 0.91, top3: 0.99 }
    const read = readModel(serialiseModel({ ...model, figures }))
    expect(read).toEqual({ ok: true, value: { ...model, figures } })
  })

  it('is refused when another version wrote it', () => {
    const bytes = serialiseModel(model)
    bytes[4] = (bytes[4] ?? 0) + 1
    expect(readModel(bytes)).toEqual({ ok: false, reason: 'foreign_version' })
  })

  it('is refused when it is not ours, cut short or changed', () => {
    const bytes = serialiseModel(model)
    expect(readModel(new Uint8Array())).toEqual({ ok: false, reason: 'not_a_model' })
    expect(readModel(new TextEncoder().encode('PK\u0003\u0004 something else'))).toEqual({ ok: false, reason: 'not_a_model' })
    expect(readModel(bytes.subarray(0, bytes.length - 5))).toEqual({ ok: false, reason: 'damaged' })
    expect(readModel(bytes.subarray(0, 20))).toEqual({ ok: false, reason: 'damaged' })
    const changed = Uint8Array.from(bytes)
    changed[changed.length - 100] = (changed[changed.length - 100] ?? 0) ^ 1
    expect(readModel(changed)).toEqual({ ok: false, reason: 'damaged' })
  })
})

describe('cross-validation', () => {
  it('judges every example once, by a model that knew neither it nor its like', () => {
    const judged = crossValidate(REQUESTS, { segment, folds: 5 })
    expect(judged.map((one) => one.gold)).toEqual(REQUESTS.map((one) => one.label))
    expect(judged.every((one) => new Set(one.ranked).size === 4)).toBe(true)
  })

  it('finds less when near-duplicates may not help', () => {
    const f1 = (keepTogether: boolean): number => measurePredictions(crossValidate(REQUESTS, { segment, folds: 5, keepTogether })).macroF1
    expect(f1(false)).toBe(1)
    expect(f1(true)).toBeLessThan(1)
  })

  it('keeps together what was given one group or is nearly the same', () => {
    const long = '从上周开始每天晚上停水两个小时楼上根本没有水用物业说水泵坏了没有人修'
    const groups = groupExamples(
      [{ label: 'a', text: long }, { label: 'a', text: `您好，${long}！` }, { label: 'b', text: '欠薪', group: 'x' }, { label: 'b', text: '停课', group: 'x' }, { label: 'b', text: '路灯' }],
      { segment: (run) => [run] },
    )
    expect(groups).toEqual([0, 0, 2, 2, 4])
  })

  it('takes a label that stands in one fold only, and refuses one fold', () => {
    const judged = crossValidate([...REQUESTS, { label: '1305', text: '村委会账目' }], { segment, folds: 3 })
    expect(judged.at(-1)?.ranked).not.toContain('1305')
    expect(() => crossValidate(REQUESTS, { segment, folds: 1 })).toThrow(RangeError)
  })
})

describe('what is measured', () => {
  it('is F1 of each label, their mean over the labels the texts have, and the place among the first three', () => {
    const figures = measurePredictions([
      { gold: 'a', ranked: ['a', 'b'] },
      { gold: 'a', ranked: ['b', 'c', 'd', 'a'] },
      { gold: 'b', ranked: ['b'] },
      { gold: 'b', ranked: [] },
    ])
    expect(figures.byLabel.map(({ label, f1 }) => [label, f1])).toEqual([['a', 2 / 3], ['b', 0.5]])
    expect([figures.macroF1, figures.accuracy, figures.top3]).toEqual([(2 / 3 + 0.5) / 2, 0.5, 0.5])
    expect(figures.confused).toContainEqual({ gold: 'a', predicted: 'b', count: 1 })
    expect(measurePredictions([]).macroF1).toBe(0)
  })
})

describe('how sure it is', () => {
  it('is blunter the oftener the first margin is wrong', () => {
    const margins = Float64Array.of(1, -1)
    const always = Array.from({ length: 20 }, () => ({ gold: 0, margins }))
    const often = always.map((one, at) => (at % 4 === 0 ? { ...one, gold: 1 } : one))
    expect(sharpnessOf(often)).toBeLessThan(sharpnessOf(always))
    // Fifteen of twenty were right, and one of either kind is supposed besides.
    expect(sharesOf(margins, sharpnessOf(often))[0]).toBeCloseTo(16 / 22, 5)
  })

  it('adds up to one', () => {
    expect(sharesOf(Float64Array.of(-3, 900, 2), 4).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  })
})
