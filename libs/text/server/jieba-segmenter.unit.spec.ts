import { expect, it } from '@jest/globals'
import { segmentByJieba } from './index.js'

it('cuts a sentence into words that joined are the sentence', () => {
  const words = segmentByJieba('小区停水三天了物业公司没人管')
  expect(words).toEqual(expect.arrayContaining(['小区', '停水', '物业公司']))
  expect(words.join('')).toBe('小区停水三天了物业公司没人管')
})

it.each(['', ' ', '\u0000', '\ud800', 'abc123', '😀'])('takes %j as it comes', (text) => {
  expect(() => segmentByJieba(text)).not.toThrow()
})
