import { hashText, mix } from './hash-text.js'

/**
 * A minhash sketch: two texts' sketches agree in as many places (by expectation) as the share of features they have in common (Jaccard).
 * Empty features make a sketch of the highest number, alike with no other but its like.
 */
export function minhash(features: Iterable<string>, size: number, seed = 0): Uint32Array {
  const sketch = new Uint32Array(size).fill(0xffffffff)
  for (const feature of new Set(features)) {
    const first = hashText(feature, seed)
    // Double hashing: `size` hash functions for the price of two.
    const step = mix(first ^ 0x9e3779b9) | 1
    for (let place = 0; place < size; place += 1) {
      const value = mix(first + Math.imul(place, step))
      if (value < (sketch[place] ?? 0)) sketch[place] = value
    }
  }
  return sketch
}

/** The estimated share of common features of two sketches of the same size and seed, 0..1. */
export function sketchSimilarity(one: Uint32Array, other: Uint32Array): number {
  let alike = 0
  for (let place = 0; place < one.length; place += 1) if (one[place] === other[place]) alike += 1
  return one.length === 0 ? 0 : alike / one.length
}

/**
 * One key for each band of a sketch. Texts that share a key are worth comparing: with `bands` bands of r = size/bands rows, two texts of
 * similarity s share at least one with a chance of 1-(1-s^r)^bands.
 */
export function bandKeys(sketch: Uint32Array, bands: number): number[] {
  const rows = Math.floor(sketch.length / bands)
  return Array.from({ length: bands }, (_, band) => {
    let key = mix(band + 1)
    for (let row = 0; row < rows; row += 1) key = mix(Math.imul(key, 31) ^ (sketch[band * rows + row] ?? 0))
    return key
  })
}

/** The share of common members of two sets, 0..1 (Jaccard); two empty sets have nothing in common. */
export function jaccard<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  let common = 0
  for (const member of small) if (large.has(member)) common += 1
  const all = one.size + other.size - common
  return all === 0 ? 0 : common / all
}
