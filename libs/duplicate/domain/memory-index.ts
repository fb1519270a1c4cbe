import { CANDIDATE_BOUNDS } from './candidate-bounds.js'
import type { GramFrequencies } from './gram-frequencies.js'
import { keysToAsk, keysToStore } from './index-keys.js'
import type { Matter } from './matter.js'

export type IndexedMatter = Matter & { readonly id: string; readonly trigrams: Uint32Array }

/**
 * The candidate retrieval of `SignatureStore`, in memory: the same keys, the same three ways, the same bounds, the same window. For measuring
 * on given data without a database, and for checking the SQL against.
 */
export class MemoryIndex {
  private readonly byKey = new Map<number, IndexedMatter[]>()
  private readonly byCaller = new Map<string, IndexedMatter[]>()
  private readonly byPlace = new Map<string, IndexedMatter[]>()
  private size = 0

  constructor(private readonly windowMs: number) {}

  add(matter: IndexedMatter, frequencies: GramFrequencies): void {
    this.size += 1
    for (const key of keysToStore(matter.trigrams, frequencies)) push(this.byKey, key, matter)
    if (matter.callerHash !== null) push(this.byCaller, matter.callerHash, matter)
    const place = placeKeyOf(matter)
    if (place !== null) push(this.byPlace, place, matter)
  }

  candidates(asked: IndexedMatter, frequencies: GramFrequencies): IndexedMatter[] {
    const since = asked.filedAt - this.windowMs
    const inWindow = ({ filedAt, id }: IndexedMatter): boolean => filedAt >= since && id !== asked.id
    const found = new Map<string, IndexedMatter>()
    const take = (list: readonly IndexedMatter[], most: number): void => {
      for (const matter of list.filter(inWindow).toSorted((a, b) => b.filedAt - a.filedAt).slice(0, most)) found.set(matter.id, matter)
    }
    take(this.byCaller.get(asked.callerHash ?? '') ?? [], CANDIDATE_BOUNDS.caller)
    take(this.byPlace.get(placeKeyOf(asked) ?? '') ?? [], CANDIDATE_BOUNDS.place)
    const shared = new Map<IndexedMatter, number>()
    for (const key of keysToAsk(asked.trigrams, frequencies, this.size)) {
      for (const matter of (this.byKey.get(key) ?? []).slice(0, CANDIDATE_BOUNDS.aKey)) shared.set(matter, (shared.get(matter) ?? 0) + 1)
    }
    const likest = [...shared].filter(([matter]) => inWindow(matter)).sort(([a, n], [b, m]) => m - n || b.filedAt - a.filedAt)
    for (const [matter] of likest.slice(0, CANDIDATE_BOUNDS.text)) found.set(matter.id, matter)
    return [...found.values()]
  }
}

/** Township and category family together; null where either is unknown. */
export function placeKeyOf({ divisionCode, categoryCode }: Pick<Matter, 'divisionCode' | 'categoryCode'>): string | null {
  if (divisionCode === null || categoryCode === null || divisionCode.length < 9 || categoryCode.length < 4) return null
  return `${divisionCode.slice(0, 9)}:${categoryCode.slice(0, 4)}`
}

function push<K>(lists: Map<K, IndexedMatter[]>, key: K, matter: IndexedMatter): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [matter])
  else list.push(matter)
}
