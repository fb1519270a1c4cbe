import type { DivisionAlias } from './alias-forms.js'
import type { PlacePoint } from '../contract/place.schema.js'

/** What kind of thing a name of the gazetteer is; 'former' is what a township or county was called that is no more; 'other' covers what people call places by that is none of these (a yard, a bridge, a market). */
export type GazetteerKind = 'estate' | 'landmark' | 'road' | 'village' | 'former' | 'other'

/**
 * A name the division tree does not know, and the division it stands in: housing estate, landmark, road, old or popular name of a village.
 * Evidence like any other name; its weight says how far it is to be trusted alone.
 */
export type GazetteerEntry = {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly kind: GazetteerKind
  /** The deepest division the name is known to lie in: 6, 9 or 12 digits. An entry of a division that is not in the tree is passed over. */
  readonly divisionCode: string
  /** 0..1, how surely the name means that division: what a city office entered is 1, what was learned once is little. */
  readonly weight: number
  /** Where it lies (WGS 84), when that is known: then a phone's position near it is evidence too. */
  readonly point?: PlacePoint | null
}

/** Of a name the product ships: beside its county it is sure, alone it stays below what is dispatched without a person. The list is not whole: another county may have had one of that name. */
export const SHIPPED_WEIGHT = 0.9
/** What a name of each kind says of its division, at full weight. A road runs through several. */
const KIND_QUALITY: Readonly<Record<GazetteerKind, number>> = { village: 0.92, estate: 0.9, landmark: 0.88, other: 0.82, former: 0.82, road: 0.6 }
const LEAST_SHARE = 0.5
/** 大罕乡 for 大罕镇: what kind it was is forgotten sooner than what it was called. */
const FORMER_KIND = /(镇|乡|苏木)$/
const FORMER_KINDS = ['镇', '乡', '苏木']
const ESTATE_END = /(小区|花园|家园|公寓|新区|社区|苑小区)$/

/** The names of an entry as the index takes them: an estate is also said without 小区 where enough of it is left. */
export function gazetteerAliasesOf(entry: GazetteerEntry): readonly DivisionAlias[] {
  const quality = KIND_QUALITY[entry.kind] * (LEAST_SHARE + (1 - LEAST_SHARE) * Math.min(1, Math.max(0, entry.weight)))
  const how = entry.kind === 'village' || entry.kind === 'former' ? 'old_name' : 'gazetteer'
  const names = new Map<string, number>()
  for (const name of [entry.name, ...entry.aliases]) {
    const short = entry.kind === 'estate' ? name.replace(ESTATE_END, '') : name
    if (short.length >= 3 && short !== name) names.set(short, Math.max(names.get(short) ?? 0, quality * 0.85))
    names.set(name, quality)
    if (entry.kind !== 'former' || !FORMER_KIND.test(name)) continue
    for (const kind of FORMER_KINDS) {
      const other = name.replace(FORMER_KIND, kind)
      names.set(other, Math.max(names.get(other) ?? 0, quality * 0.85))
    }
  }
  const family = entry.kind === 'former' ? 'town' : 'landmark'
  return [...names].map(([text, worth]) => ({ text, quality: worth, how, bare: false, family }))
}
