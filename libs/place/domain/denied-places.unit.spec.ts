import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from './place-world.builder.js'

const { resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))

it.each([
  ['不是大林镇是钱家店镇', '钱家店镇'], ['不是大林镇，是钱家店镇', '钱家店镇'], ['我家不在大林镇，在钱家店镇', '钱家店镇'], ['大林镇，不对，是钱家店镇', '钱家店镇'], ['大林镇说错了，钱家店镇', '钱家店镇'],
  ['不是科区大林镇一村，是科区大林镇二村', '二村委会'], ['是钱家店镇，不是大林镇', '钱家店镇'],
])('takes %s for %s', (text, place) => {
  const { best, ambiguous } = resolve(text)
  expect([best?.path.at(-1), ambiguous]).toEqual([place, false])
  expect(best?.confidence).toBeGreaterThan(0.85)
})

it.each([['是不是大林镇', '大林镇'], ['这不是大林镇吗', '大林镇'], ['大林镇不是停水了吗', '大林镇'], ['要不是大林镇修路早到了', '大林镇']])('hears no denial in %s', (text, place) => {
  expect(resolve(text).best?.path.at(-1)).toBe(place)
})

it('asks where two places are said and none is denied', () => {
  const { best, rivals } = resolve('我家住开鲁镇，我在八仙筒镇的承包地')
  expect(best?.confidence).toBeLessThan(0.6)
  expect([best?.path.at(-1), ...rivals.map(({ path }) => path.at(-1))].sort()).toEqual(['八仙筒镇', '开鲁镇'])
})
