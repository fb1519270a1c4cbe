export type Band = '甲' | '乙' | '丙'

export type Rankable = { readonly peerClass: string | null; readonly validCallbacks: number; readonly value: number | null }
export type Standing = { readonly rank: number; readonly band: Band }

const BANDS: readonly [Band, Band, Band] = ['甲', '乙', '丙']

/**
 * Places of each item among its peers, the highest value first. Equal values share a place and a band (1, 1, 3), so that no order
 * is invented. Null: no class, no value, or fewer than `minimum` valid callbacks. Bands are the thirds of those who have a place.
 */
export function rankWithinPeers(items: readonly Rankable[], minimum: number): (Standing | null)[] {
  const standings: (Standing | null)[] = items.map(() => null)
  const byClass = new Map<string, number[]>()
  items.forEach(({ peerClass }, index) => {
    if (peerClass !== null) byClass.set(peerClass, [...(byClass.get(peerClass) ?? []), index])
  })
  for (const indexes of byClass.values()) {
    const placed = indexes
      .flatMap((index) => {
        const item = items[index]
        return item && item.value !== null && item.validCallbacks >= minimum ? [{ index, value: item.value }] : []
      })
      .sort((a, b) => b.value - a.value)
    let first = 0
    placed.forEach(({ index, value }, position) => {
      if (placed[first]?.value !== value) first = position
      standings[index] = { rank: first + 1, band: BANDS[Math.floor((3 * first) / placed.length)] ?? '丙' }
    })
  }
  return standings
}
