/** Grams share places of the count; enough that sharing hardly changes what is rare. */
const PLACES = 1 << 19
const MOST_COUNTED = 65_535

const placeOf = (gram: number): number => gram & (PLACES - 1)

/** In how many of a sample of a city's own cases a gram stands. What stands in half of them says nothing; what stands in two says much. */
export class GramFrequencies {
  /** By count; 0 where it has not been asked for yet. A logarithm for each gram of each candidate would cost more than all the rest. */
  private readonly weights = new Float64Array(MOST_COUNTED + 1)

  private constructor(
    /** The size of the sample. */
    readonly cases: number,
    private readonly counts: Uint16Array,
  ) {}

  /** A city without cases: every gram is as rare as any other. */
  static readonly none = new GramFrequencies(0, new Uint16Array(PLACES))

  static counted(samples: Iterable<readonly Uint32Array[]>): GramFrequencies {
    const counts = new Uint16Array(PLACES)
    let cases = 0
    for (const lists of samples) {
      cases += 1
      for (const grams of lists) {
        for (const gram of grams) {
          const count = counts[placeOf(gram)] ?? 0
          if (count < MOST_COUNTED) counts[placeOf(gram)] = count + 1
        }
      }
    }
    return new GramFrequencies(cases, counts)
  }

  static fromBytes(cases: number, bytes: Uint8Array): GramFrequencies {
    if (bytes.byteLength !== PLACES * 2) throw new Error(`Not a count of grams: ${bytes.byteLength} bytes`)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return new GramFrequencies(cases, Uint16Array.from({ length: PLACES }, (_, place) => view.getUint16(place * 2, true)))
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(PLACES * 2)
    const view = new DataView(bytes.buffer)
    this.counts.forEach((count, place) => view.setUint16(place * 2, count, true))
    return bytes
  }

  /** Cases of the sample with this gram. */
  countOf(gram: number): number {
    return this.counts[placeOf(gram)] ?? 0
  }

  /** What a gram weighs in a comparison, at least 1: ln((1 + cases) / (1 + cases with it)) + 1. */
  weightOf(gram: number): number {
    const count = Math.min(this.cases, this.countOf(gram))
    const known = this.weights[count] ?? 0
    if (known > 0) return known
    const weight = Math.log((1 + this.cases) / (1 + count)) + 1
    this.weights[count] = weight
    return weight
  }
}
