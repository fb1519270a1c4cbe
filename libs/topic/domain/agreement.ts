/** Where and under which category a case stands; null where nobody has said. */
export type Whereabouts = { readonly countyCode: string | null; readonly townshipCode: string | null; readonly categoryCode: string | null }

/** Where the cases of a cluster stand: how many in each place and under each main category. */
export class PlaceCounts {
  private readonly counties = new Map<string, number>()
  private readonly townships = new Map<string, number>()
  private readonly categories = new Map<string, number>()

  static of(one: Whereabouts): PlaceCounts {
    const counts = new PlaceCounts()
    add(counts.counties, one.countyCode, 1)
    add(counts.townships, one.townshipCode, 1)
    add(counts.categories, mainCategory(one), 1)
    return counts
  }

  take(other: PlaceCounts): void {
    for (const [code, count] of other.counties) add(this.counties, code, count)
    for (const [code, count] of other.townships) add(this.townships, code, count)
    for (const [code, count] of other.categories) add(this.categories, code, count)
  }

  /**
   * What the likeness of words is worth, given the places: next to nothing between counties, most within one township; a little less
   * between main categories. 1 where nothing is known: then the words alone decide.
   */
  agreementWith(other: PlaceCounts): number {
    const county = overlap(this.counties, other.counties)
    const township = overlap(this.townships, other.townships)
    const category = overlap(this.categories, other.categories)
    const place = county === null ? 1 : 0.2 + 0.7 * county + (township === null ? 0.1 * county : 0.15 * township)
    return place * (category === null ? 1 : 0.92 + 0.08 * category)
  }
}

const mainCategory = ({ categoryCode }: Whereabouts): string | null => categoryCode?.slice(0, 2) ?? null

const add = (counts: Map<string, number>, code: string | null, count: number): void => {
  if (code !== null) counts.set(code, (counts.get(code) ?? 0) + count)
}

/** The chance that a case of one and a case of the other stand in the same place; null when either says nothing. */
function overlap(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number | null {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  if (small.size === 0) return null
  let common = 0
  let most = 0
  for (const [code, count] of small) common += Math.min(count / totalOf(small), (large.get(code) ?? 0) / totalOf(large))
  most = Math.min(1, common)
  return most
}

const totalOf = (counts: ReadonlyMap<string, number>): number => {
  let total = 0
  for (const count of counts.values()) total += count
  return total
}
