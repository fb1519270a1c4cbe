import type { PlaceResolution, PlaceRival, ResolvedPlace } from './place.schema.js'

/** 嘎查, 村, 社区, 苏木, 镇: what the places are called alike. */
const KIND_ENDINGS = ['嘎查', '村', '社区', '分场', '街道', '苏木', '镇', '乡', '农场', '牧场', '林场']

/**
 * The question that tells the likely places apart, as an operator would say it; null when there is nothing to ask.
 * Places of one name differ in their township, or already in their county: that is what is asked for.
 */
export function placeQuestion(rivals: readonly { readonly path: readonly string[] }[]): string | null {
  const paths = rivals.map(({ path }) => path)
  if (paths.length < 2) return null
  const names = new Set(paths.map((path) => path.at(-1)))
  const [name] = names
  const counties = new Set(paths.map((path) => path.at(path.length > 3 ? -3 : -2)))
  const asks = counties.size > 1 ? '哪个旗县的' : '哪个苏木镇的'
  if (names.size === 1 && name !== undefined) return `有 ${paths.length} 个${name}，请问是${asks}？`
  const kind = KIND_ENDINGS.find((ending) => [...names].every((each) => each?.endsWith(ending) === true))
  return `有 ${paths.length} 个可能的${kind ?? '地方'}，请问是哪一个：${paths.map((path) => path.slice(-2).join('')).join('，还是')}？`
}

/** The places to choose among when a place is ambiguous: the rivals, and the likeliest one itself when it is a township or a village and not among them. */
export function placeChoices<Place extends { readonly code: string; readonly path: readonly string[] }>({ best, rivals }: { readonly best: Place | null; readonly rivals: readonly Place[] }): Place[] {
  const isNarrow = best !== null && best.code.length > 6
  return isNarrow && !rivals.some(({ code }) => code === best.code) ? [best, ...rivals] : [...rivals]
}

/** What an operator should see beside what was heard: the question that tells several places apart, or that the caller speaks of another city. */
export function placeNotice(place: Pick<PlaceResolution, 'best' | 'rivals' | 'ambiguous' | 'elsewhere'>): string | null {
  if (place.ambiguous) return placeQuestion(placeChoices<ResolvedPlace | PlaceRival>(place))
  return place.best === null && place.elsewhere !== undefined ? `说的可能是外地：${place.elsewhere}` : null
}
