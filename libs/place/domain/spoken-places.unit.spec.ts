import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from './place-world.builder.js'
import { buildSpokenPlaces, SPOKEN_KINDS, TONGLIAO_POPULAR_COUNTIES, type SpokenKind } from './spoken-places.builder.js'

const { divisions, resolve } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const options = { seed: 7, popularCounties: TONGLIAO_POPULAR_COUNTIES }
const places = buildSpokenPlaces(divisions, options)

it('makes the same set of the same tree and seed, and another one of another seed', () => {
  expect(buildSpokenPlaces(divisions, options)).toEqual(places)
  expect(buildSpokenPlaces(divisions, { ...options, seed: 8 })).not.toEqual(places)
})

it('has every way of saying it, and every division', () => {
  expect(new Set(places.map((place) => place.kind))).toEqual(new Set(SPOKEN_KINDS))
  expect(new Set(places.map((place) => place.goldCode)).size).toBeGreaterThan(2_700)
})

/** Township right, of a sixth of the set. What is measured of the whole set stands in docs/dispatch-quality. */
const LEAST: Readonly<Record<SpokenKind, number>> = {
  full_path: 1, without_county: 0.99, name_alone: 0.8, popular_county: 0.99, bare_names: 0.95, other_kind_word: 0.97, typo: 0.97, typo_above: 0.97, typo_alone: 0.6,
  homophone: 0.97, homophone_above: 0.97, homophone_alone: 0.78, mixed_order: 0.99, house_number: 0.99, broken_up: 0.99, in_a_sentence: 0.99,
}

it('is understood to the township', () => {
  const right = new Map<SpokenKind, [number, number]>()
  for (const [at, { kind, text, goldCode }] of places.entries()) {
    if (at % 6 !== 0) continue
    const [hits, all] = right.get(kind) ?? [0, 0]
    const wanted = goldCode.slice(0, 9)
    right.set(kind, [hits + (resolve(text).best?.code.slice(0, 9) === wanted ? 1 : 0), all + 1])
  }
  const tooFew = [...right].filter(([kind, [hits, all]]) => hits / all < LEAST[kind])
  expect(tooFew).toEqual([])
})
