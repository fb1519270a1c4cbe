import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readModel, serialiseModel } from './model-file.js'
import { predict } from './predict.js'
import { cutInPairs as segment, REQUESTS } from './requests.spec-support.js'
import { trainModel } from './train-model.js'

const model = trainModel(REQUESTS, { segment })
const characters = [...'停水暖气不热拖欠工资学校老师小区Ａb3０，。！ \n的了请问']
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: fc.constantFrom(...characters), maxLength: 80 }))
const marks = fc.string({ unit: fc.constantFrom(...'，。！？；、 　\n…—《》'), maxLength: 6 })

describe('training', () => {
  it('is the same, byte by byte, for the same examples and seed', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 12, max: REQUESTS.length }), (seed, count) => {
      const examples = REQUESTS.filter((_, at) => (at * 7) % REQUESTS.length < count)
      expect(serialiseModel(trainModel(examples, { segment, seed }))).toEqual(serialiseModel(trainModel(examples, { segment, seed })))
    }), { numRuns: 5 })
  })
})

describe('asking', () => {
  it('takes any text, and any title', () => {
    fc.assert(fc.property(anyText, anyText, (text, title) => {
      const predictions = predict(model, { text, title }, { segment })
      expect(predictions.every((one) => one.confidence >= 0 && one.confidence <= 1)).toBe(true)
      expect(predictions.map((one) => one.confidence)).toEqual(predictions.map((one) => one.confidence).sort((a, b) => b - a))
    }))
  })

  it('shows words that stand in the text', () => {
    fc.assert(fc.property(anyText, anyText, (text, title) => {
      for (const { words } of predict(model, { text, title }, { segment })) for (const word of words) expect(text.includes(word) || title.includes(word)).toBe(true)
    }))
  })

  it('hears the same with marks and spaces before and after', () => {
    fc.assert(fc.property(anyText, marks, marks, (text, before, after) => {
      expect(predict(model, before + text + after, { segment })).toEqual(predict(model, text, { segment }))
    }))
  })

  it('answers the same after the model was written and read', () => {
    const read = readModel(serialiseModel(model))
    fc.assert(fc.property(anyText, (text) => {
      expect(read.ok && predict(read.value, text, { segment })).toEqual(predict(model, text, { segment }))
    }))
  })
})

describe('reading a model', () => {
  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, asOurs) => {
      if (asOurs) bytes.set(new TextEncoder().encode('TBLM').subarray(0, bytes.length))
      expect(readModel(bytes).ok).toBe(false)
    }))
  })
})
