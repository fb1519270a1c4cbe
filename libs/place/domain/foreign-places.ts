import { PROVINCE_NAMES } from './country-names.js'
import { COUNTY_KIND, type CountryName } from './country-trie.js'
import { foldText, type CompactText } from './fold-text.js'
import { childOf, type TrieNode } from './name-trie.js'
import { LEVEL_DEPTH, type IndexedAlias, type PlaceIndex } from './place-index.js'
import type { PlaceSpan } from './scan-places.js'

/** What a zone is called anywhere. */
export const ZONE_WORD = /^((经济(技术)?|高新(技术)?(产业)?)?开发区|经开区|高新区)(管委会)?/

/** Clauses end here, and with them what an outer name reaches. */
const BREAK = /[,，、;；。.:：!！?？\n]/
/** 赤峰市新惠镇, a place below that the country's list of counties does not have. */
const UNKNOWN_PLACE = /^[^的到去来往从在回是有和与及跟同离由对被把让至我你他她\P{Script=Han}]{1,4}?(苏木|街道|嘎查|镇|乡|旗|县|村)/u

type Met = { readonly name: CountryName; readonly end: number }
type Own = { readonly end: number; readonly isPrefix: boolean; readonly aliases: readonly IndexedAlias[] }

/** Reads one text for names of elsewhere. */
class ForeignReader {
  constructor(
    private readonly index: PlaceIndex,
    private readonly text: CompactText,
    private readonly own: readonly PlaceSpan[],
  ) {}

  /** The longest foreign name at `start`; null where the longest one is a name of the city's own. */
  private foreignAt(start: number): Met | null {
    let found: Met | null = null
    let at: TrieNode<CountryName> | null = this.index.country
    for (let end = start; end < this.text.plain.length; ) {
      at = childOf(at, this.text.plain.charAt(end))
      if (at === null) break
      end += 1
      // 海南区 is a county, 海南 a province: names with their kind word come before bare ones.
      const name = at.values?.find(({ isBare }) => !isBare) ?? at.values?.[0]
      if (name !== undefined) found = { name, end }
    }
    return found !== null && this.isOwnName(found.name.text) ? null : found
  }

  private isOwnName(text: string): boolean {
    const folded = foldText(text)
    let at: TrieNode<IndexedAlias> | null = this.index.trie
    for (let unit = 0; at !== null && unit < folded.length; unit += 1) at = childOf(at, folded.charAt(unit))
    return at !== null && (at.isPrefix || (at.values ?? []).some((alias) => alias.text === text))
  }

  /** The longest name of the city's own that begins at `start`. */
  private ownAt(start: number): Own | null {
    let found: Own | null = null
    let at: TrieNode<IndexedAlias> | null = this.index.trie
    for (let end = start; end < this.text.folded.length; ) {
      at = childOf(at, this.text.folded.charAt(end))
      if (at === null) break
      end += 1
      if (at.isPrefix || at.values !== null) found = { end, isPrefix: at.isPrefix, aliases: at.values ?? [] }
    }
    return found
  }

  /** Nothing but blanks and brackets between two neighbouring characters. */
  private isJoined(at: number): boolean {
    const from = (this.text.positions[at - 1] ?? 0) + 1
    return !BREAK.test(this.text.given.slice(from, this.text.positions[at] ?? from))
  }

  /** 天津路社区 is ours, and 和平区 behind 通辽市 no district of 沈阳; 内蒙古 in front says nothing of which city. */
  private isOurs(start: number, met: Met): boolean {
    // 金川区 is said of the zone 金川开发区 as well, whatever district of another city is called so.
    if (met.name.level === 'county' && !met.name.isBare && this.isOwnName(met.name.text.replace(COUNTY_KIND, ''))) return true
    return this.own.some(({ start: from, end, readings, isPrefix }) => {
      if (from < start && end > start) return true
      if (from <= start && end >= met.end) return true
      const isProvince = isPrefix && PROVINCE_NAMES.some((name) => name.startsWith(this.text.plain.slice(from, end)))
      return end === start && this.isJoined(start) && !isProvince && (met.name.level === 'county' || met.name.isBare) && (isPrefix || readings.length > 0)
    })
  }

  /** Whether a bare name is meant as the place that what follows lies in: 赤峰开发区, 沈阳铁西区, not 北京华联 and 沈阳路. */
  private leads(met: Met): boolean {
    if (!met.name.isBare) return true
    const next = this.text.plain.slice(met.end)
    if (next === '' || !this.isJoined(met.end)) return false
    if (ZONE_WORD.test(next)) return true
    if (met.name.level === 'county') return false
    const foreign = this.foreignAt(met.end)
    if (foreign !== null && !foreign.name.isBare) return true
    return (this.ownAt(met.end)?.aliases ?? []).some((alias) => !alias.bare && !alias.everyday && alias.quality >= 0.85 && LEVEL_DEPTH[this.index.nodes[alias.nodeId]?.level ?? 'village'] < LEVEL_DEPTH.village)
  }

  private beginsOurs(from: number, to: number): boolean {
    return this.own.some(({ start, isPrefix, readings }) => from <= start && start < to && (isPrefix || readings.some(({ bare }) => !bare)))
  }

  /** Everything that lies in the foreign place named at `start`, in one go behind it; null where nothing of it is a division. */
  private reach(start: number, met: Met): number | null {
    let end = met.end
    let isPlace = met.name.level === 'county'
    while (end < this.text.plain.length && this.isJoined(end)) {
      const rest = this.text.plain.slice(end, end + 20)
      if (rest.startsWith('的') && ZONE_WORD.test(rest.slice(1))) end += 1
      const foreign = this.foreignAt(end)
      const own = this.ownAt(end)
      if (foreign !== null && !foreign.name.isBare && foreign.end >= (own?.end ?? 0)) {
        end = foreign.end
      } else if (own !== null) {
        // 沈阳市驻通辽办事处: our city is named, so what follows is ours again.
        if (own.isPrefix || own.aliases.every(({ everyday, bare }) => everyday || (bare && met.name.isBare))) break
        end = own.end
      } else {
        const unknown = met.name.isBare && !isPlace ? undefined : UNKNOWN_PLACE.exec(rest)?.[0]
        if (unknown === undefined || this.beginsOurs(end + 1, end + unknown.length)) break
        end += unknown.length
      }
      isPlace = true
    }
    return isPlace ? end : null
  }

  /** Stretches of the text that speak of elsewhere. */
  stretches(): { readonly start: number; readonly end: number }[] {
    const found: { start: number; end: number }[] = []
    for (let start = 0; start + 1 < this.text.plain.length; ) {
      const met = this.foreignAt(start)
      const end = met === null || this.isOurs(start, met) || !this.leads(met) ? null : this.reach(start, met)
      if (end !== null) found.push({ start, end })
      start = end ?? start + 1
    }
    return found
  }
}

/** A mark that no name holds: what it covers is neither a name of ours nor a slip of one. */
const COVER = '□'

/**
 * The text with names of other cities, leagues and banners covered, and what follows them in one go: 赤峰市开发区, 兴安盟科右中旗. So 开发区 and
 * 中旗 in them are not taken for ours. A foreign name that nothing of a place follows (从赤峰市买的, 沈阳路, 北京华联) stays as it is.
 * `own` are the names of the city's own in it; the same text comes back where it speaks of no place elsewhere.
 */
export function coverForeign(index: PlaceIndex, text: CompactText, own: readonly PlaceSpan[]): CompactText {
  const stretches = new ForeignReader(index, text, own).stretches()
  if (stretches.length === 0) return text
  const cover = (units: string): string => {
    let covered = ''
    let at = 0
    for (const { start, end } of stretches) {
      covered += units.slice(at, start) + COVER.repeat(end - start)
      at = end
    }
    return covered + units.slice(at)
  }
  return { ...text, plain: cover(text.plain), folded: cover(text.folded), elsewhere: stretches.map(({ start, end }) => text.plain.slice(start, end)) }
}
