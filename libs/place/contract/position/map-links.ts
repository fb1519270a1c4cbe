import type { PlacePoint } from '../place.schema.js'
import { bd09OfMetres, type CoordinateSystem } from './coordinate-systems.js'
import type { MapMaker, PositionReading } from './read-position.js'
import { inChina, pointOfPair } from './within-china.js'

type Maker = {
  readonly maker: MapMaker
  readonly hosts: RegExp
  /** Of what its links mean when they do not say; null: a road map and a satellite picture of it differ, and the link does not tell which it was. */
  readonly system: CoordinateSystem | null
}

const MAKERS: readonly Maker[] = [
  { maker: 'amap', hosts: /(^|\.)(amap|autonavi|gaode)\.com$/, system: 'gcj02' },
  { maker: 'tencent', hosts: /(^|\.)map\.qq\.com$/, system: 'gcj02' },
  { maker: 'baidu', hosts: /(^|\.)(map\.baidu\.com|baidumap\.com)$/, system: 'bd09' },
  { maker: 'apple', hosts: /(^|\.)maps\.apple(\.com)?$/, system: 'gcj02' },
  { maker: 'google', hosts: /(^|\.)google\.cn$/, system: 'gcj02' },
  { maker: 'google', hosts: /(^|\.)(google(\.[a-z]{2,3}){1,2}|goo\.gl)$/, system: null },
]
const SCHEMES: Readonly<Record<string, MapMaker>> = {
  'iosamap:': 'amap', 'androidamap:': 'amap', 'amapuri:': 'amap', 'qqmap:': 'tencent', 'baidumap:': 'baidu', 'bdapp:': 'baidu', 'maps:': 'apple', 'comgooglemaps:': 'google', 'geo:': 'geo',
}
const OTHER: Maker = { maker: 'other', hosts: /$^/, system: null }
const GEO: Maker = { maker: 'geo', hosts: /$^/, system: 'wgs84' }

/** What a link itself says of its numbers, in the words of each maker. */
function saidSystem(maker: MapMaker, query: URLSearchParams): CoordinateSystem | undefined {
  const said = (query.get('coord_type') ?? query.get('coordtype') ?? query.get('coordinate') ?? '').toLowerCase()
  if (maker === 'tencent') return ({ '1': 'wgs84', '3': 'bd09', '5': 'gcj02' } as const)[said]
  // 高德: dev=1 is a position that has not been shifted yet.
  if (maker === 'amap' && query.get('dev') === '1') return 'wgs84'
  return /^wgs84/.test(said) ? 'wgs84' : /^(gcj02|gaode)/.test(said) ? 'gcj02' : /^bd09/.test(said) ? 'bd09' : undefined
}

/** What of a map was looked at, not what was pointed at. */
const OF_THE_VIEW = new Set(['sll', 'center', 'cp', 'spn', 'viewpoint', 'viewport', 'near'])
const LATITUDES = ['lat', 'latitude', 'dlat', 'mlat', 'pointy']
const LONGITUDES = ['lon', 'lng', 'longitude', 'dlon', 'dlng', 'mlon', 'pointx']
const PAIR = /(?<![\d.-])(\d{1,3}\.\d{2,})\s*[,|]\s*\+?(\d{1,3}\.\d{2,})(?![\d.])/g

type Finding = { readonly point: PlacePoint; readonly isView: boolean }

/** The position in the address of a shared map. Nothing is fetched: a short link has none in it. */
export function readMapLink(link: string): PositionReading {
  const url = urlOf(link)
  if (url === null) return { kind: 'refused', fault: 'link_without_position' }
  const maker = makerOf(url)
  const query = queryOf(url)
  const found = [...pinsOf(url), ...coordinatesOf(query), ...pairsOf(url, query)].filter(({ point }) => inChina(point))
  const metres = found.length === 0 && maker.maker === 'baidu' ? metresOf(url) : null
  const pins = found.filter(({ isView }) => !isView)
  const meant = metres !== null ? [metres] : pins.length > 0 ? pins : found
  const [first] = meant
  if (first === undefined) return { kind: 'refused', fault: 'link_without_position' }
  if (meant.some(({ point }) => !isSame(point, first.point))) return { kind: 'refused', fault: 'link_of_route' }
  return { kind: 'read', point: first.point, system: saidSystem(maker.maker, query) ?? maker.system, maker: maker.maker, isMapCentre: first.isView }
}

function urlOf(link: string): URL | null {
  try {
    return new URL(link)
  } catch {
    return null
  }
}

function makerOf({ protocol, hostname }: URL): Maker {
  const scheme = SCHEMES[protocol]
  if (scheme === 'geo') return GEO
  return MAKERS.find(({ maker, hosts }) => maker === scheme || hosts.test(hostname)) ?? OTHER
}

/** What stands behind ? and behind #, which some makers use alike. */
function queryOf({ search, hash }: URL): URLSearchParams {
  const query = new URLSearchParams(search)
  for (const [key, value] of new URLSearchParams(hash.replace(/^#[^?&=]*[?&]|^#/, ''))) query.append(key, value)
  return query
}

const isSame = (one: PlacePoint, other: PlacePoint): boolean => Math.abs(one.latitude - other.latitude) < 1e-5 && Math.abs(one.longitude - other.longitude) < 1e-5

const plain = (text: string): string => {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}

/** Google's own mark for the place of a page: !3d43.61!4d122.26. */
function pinsOf({ pathname }: URL): Finding[] {
  return [...pathname.matchAll(/!3d(\d{1,3}\.\d+)!4d(\d{1,3}\.\d+)/g)].map(([, latitude, longitude]) => ({ point: { latitude: Number(latitude), longitude: Number(longitude) }, isView: false }))
}

/** lat=…&lng=… */
function coordinatesOf(query: URLSearchParams): Finding[] {
  const valueOf = (names: readonly string[]): number | null => {
    const value = names.map((name) => query.get(name)).find((text) => text !== null && /^\d{1,3}\.\d{2,}$/.test(text))
    return value == null ? null : Number(value)
  }
  const latitude = valueOf(LATITUDES)
  const longitude = valueOf(LONGITUDES)
  return latitude === null || longitude === null ? [] : [{ point: pointOfPair(longitude, latitude), isView: false }]
}

/** Two numbers with a comma between, wherever they stand. */
function pairsOf(url: URL, query: URLSearchParams): Finding[] {
  const texts: (readonly [text: string, isView: boolean])[] = [...query].map(([key, value]) => [value, OF_THE_VIEW.has(key.toLowerCase())])
  for (const part of plain(url.pathname).split('/')) texts.push([part.replace(/^@/, ''), part.startsWith('@')])
  return texts.flatMap(([text, isView]) => [...text.matchAll(PAIR)].map(([, one, two]) => ({ point: pointOfPair(Number(one), Number(two)), isView })))
}

/** 百度's address bar: @13607395.4,5375243.1,13z, in metres of its own projection. */
function metresOf(url: URL): Finding | null {
  const found = /@(\d{7,8}(?:\.\d+)?),(\d{6,7}(?:\.\d+)?)/.exec(plain(url.pathname + url.hash))
  const point = found === null ? null : bd09OfMetres(Number(found[1]), Number(found[2]))
  return point === null ? null : { point, isView: true }
}
