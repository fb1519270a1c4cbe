import { bandKeys, jaccard, minhash, sketchSimilarity } from './sketch.js'

/** 42 bands of 3: of pairs half alike one in two hundred is missed, of pairs a tenth alike one in twenty-five is looked at. */
const BANDS = 42
const SKETCH_SIZE = BANDS * 3
/** The sketch errs: it only spares the exact comparison where it is far off. */
const SKETCH_SLACK = 0.15

/**
 * Which group each text belongs to, as the number of the group's first text: texts that share at least `threshold` of their features
 * (Jaccard) are in one, and so is whoever is alike to any of them. Texts without features stand alone.
 */
export function groupNearDuplicates(texts: readonly ReadonlySet<string>[], threshold: number): number[] {
  const groups = new Groups(texts.length)
  const sketches = texts.map((features) => minhash(features, SKETCH_SIZE))
  const byBand = Array.from({ length: BANDS }, () => new Map<number, number[]>())
  texts.forEach((features, at) => {
    const sketch = sketches[at]
    if (features.size === 0 || !sketch) return
    const compared = new Set<number>()
    bandKeys(sketch, BANDS).forEach((key, band) => {
      const others = byBand[band]?.get(key) ?? []
      for (const other of others) {
        if (compared.has(other)) continue
        compared.add(other)
        const otherSketch = sketches[other]
        const otherFeatures = texts[other]
        if (!otherSketch || !otherFeatures || groups.of(at) === groups.of(other)) continue
        if (sketchSimilarity(sketch, otherSketch) < threshold - SKETCH_SLACK) continue
        if (jaccard(features, otherFeatures) >= threshold) groups.join(at, other)
      }
      others.push(at)
      byBand[band]?.set(key, others)
    })
  })
  return texts.map((_, at) => groups.of(at))
}

/** Sets that are joined; each is known by its least member. */
export class Groups {
  private readonly above: Int32Array

  constructor(size: number) {
    this.above = Int32Array.from({ length: size }, (_, at) => at)
  }

  of(member: number): number {
    let at = member
    for (let next = this.above[at] ?? at; next !== at; next = this.above[at] ?? at) {
      this.above[at] = this.above[next] ?? next
      at = this.above[at] ?? next
    }
    return at
  }

  join(one: number, other: number): void {
    const [low, high] = [this.of(one), this.of(other)].sort((a, b) => a - b) as [number, number]
    this.above[high] = low
  }
}
