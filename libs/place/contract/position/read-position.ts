import type { PlacePoint } from '../place.schema.js'
import type { CoordinateSystem } from './coordinate-systems.js'
import { readMapLink } from './map-links.js'
import { inChina, MAY_BE_LATITUDE, MAY_BE_LONGITUDE, pointOfPair } from './within-china.js'

/** Who made a link. `other`: some page with a position in its address. */
export type MapMaker = 'amap' | 'tencent' | 'baidu' | 'apple' | 'google' | 'geo' | 'other'

export const POSITION_FAULTS = [
  'no_numbers', 'one_number', 'many_numbers', 'too_rough', 'bad_minutes', 'other_hemisphere', 'swapped', 'outside_china', 'link_without_position', 'link_of_route',
] as const
/** Why a text is no position; each has a sentence on the page. */
export type PositionFault = (typeof POSITION_FAULTS)[number]

export type PositionReading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly fault: PositionFault }
  | {
      readonly kind: 'read'
      /** As it is written, in the system it is written in. */
      readonly point: PlacePoint
      /** What the text itself says; null: a person has to. */
      readonly system: CoordinateSystem | null
      readonly maker: MapMaker | null
      /** The middle of a map somebody looked at, which need not be the place they meant. */
      readonly isMapCentre: boolean
    }

const refused = (fault: PositionFault): PositionReading => ({ kind: 'refused', fault })

const LINK = /(?:https?:\/\/|geo:|(?:iosamap|androidamap|amapuri|qqmap|baidumap|bdapp|maps|comgooglemaps):\/\/)[^\s"'<>，。；、【】]+/i

/**
 * A position as people paste it or read it out: two numbers in either order, degrees with minutes and seconds, 北纬 and 东经, or a link of a map.
 * Which of two numbers is the latitude is told by China's bounds: no latitude of it is a longitude of it. Links are read, never opened.
 */
export function readPosition(given: string): PositionReading {
  const text = given.trim()
  if (text === '') return { kind: 'nothing' }
  const link = LINK.exec(text)
  if (link !== null) return readMapLink(link[0])
  const angles = anglesOf(plainAngles(text))
  if (angles === null) return refused('bad_minutes')
  return pointOf(angles)
}

type Letter = 'N' | 'S' | 'E' | 'W'
type Angle = { readonly degrees: number; readonly letter: Letter | null; readonly isRough: boolean }

/** Words for the letters: 北纬, 经度, "lng": … A label without a side (纬度) is the northern or the eastern one, whose sign the number has. */
const LABELS: readonly (readonly [RegExp, Letter])[] = [
  [/(?:南纬|south)\s*[:=]?/gi, 'S'],
  [/(?:西经|west)\s*[:=]?/gi, 'W'],
  [/(?:北纬|纬度|latitude|lat|north)\s*[:=]?/gi, 'N'],
  [/(?:东经|经度|longitude|long|lng|lon|east)\s*[:=]?/gi, 'E'],
]
/** Of both numbers together: says nothing of which is which. */
const OF_BOTH = /经\s*纬\s*度|纬\s*经\s*度|lat\s*[,/]?\s*(?:lng|lon)|(?:lng|lon)\s*[,/]?\s*lat/gi
/** A compass also shows how high and how exact: no part of where. */
const BESIDE_IT = /(?:海拔|高程|高度|误差|精度|精确度)[^\d-]{0,6}-?\d+(?:\.\d+)?\s*(?:千米|公里|米|m)?/gi

/** The text with one way to write each sign. */
function plainAngles(text: string): string {
  // Before folding: it would take º for an o, and ˚ apart.
  const marked = text.replace(/[º˚∘⁰]/g, '°').replace(/[′‵’‘ʹ＇´`]/g, "'").replace(/[″‶“”ʺ＂]/g, '"').normalize('NFKC')
  const spoken = marked.replace(/["']([a-z]+)["']\s*:/gi, '$1:').replace(OF_BOTH, ' ').replace(BESIDE_IT, ' ').replace(/度/g, '°').replace(/分/g, "'").replace(/秒/g, '"').replace(/''/g, '"').replace(/[−–—]/g, '-')
  return LABELS.reduce((plain, [label, letter]) => plain.replace(label, ` ${letter} `), spoken).toUpperCase()
}

const ANGLE = String.raw`([-+]?\d{1,3}(?:\.\d+)?)(?![\d.])(?:\s*°(?:\s*(\d{1,2}(?:\.\d+)?)\s*'(?:\s*(\d{1,2}(?:\.\d+)?)(?![\d.]|\s*°)\s*"?)?)?)?`
const BEFORE = new RegExp(String.raw`(?:\b([NSEW])\s*[:=]?\s*)?${ANGLE}`, 'g')
const BEHIND = new RegExp(String.raw`${ANGLE}(?:\s*([NSEW])(?![A-Z]))?`, 'g')
/** Two places of a degree are a kilometre; less names a county. */
const LEAST_PLACES = 2

/** Null when minutes or seconds are none. A letter belongs to the number behind it when the text begins with one, else to the number before it. */
function anglesOf(text: string): Angle[] | null {
  const isBefore = /[NSEW]/.test((/[NSEW\d]/.exec(text) ?? [''])[0])
  const angles: Angle[] = []
  for (const found of text.matchAll(isBefore ? BEFORE : BEHIND)) {
    const [letter, whole = '', minutes, seconds] = isBefore ? [found[1], found[2], found[3], found[4]] : [found[4], found[1], found[2], found[3]]
    if (Number(minutes ?? 0) >= 60 || Number(seconds ?? 0) >= 60) return null
    const size = Math.abs(Number(whole)) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3_600
    const places = (whole.split('.')[1] ?? '').length
    angles.push({ degrees: whole.startsWith('-') ? -size : size, letter: (letter as Letter | undefined) ?? null, isRough: minutes === undefined && places < LEAST_PLACES })
  }
  return angles
}

function pointOf(found: readonly Angle[]): PositionReading {
  const labelled = found.filter(({ letter }) => letter !== null)
  // A line of several numbers of which two say what they are: the others are something else.
  const angles = labelled.length === 2 ? labelled : found
  const [first, second, third] = angles
  if (first === undefined) return refused('no_numbers')
  if (second === undefined) return refused('one_number')
  if (third !== undefined) return refused('many_numbers')
  if (angles.some(({ letter, degrees }) => letter === 'S' || letter === 'W' || degrees < 0)) return refused('other_hemisphere')
  const point = pairedByLetters(first, second)
  if (point === 'unclear') return refused('many_numbers')
  if (!inChina(point)) return refused(MAY_BE_LONGITUDE(point.latitude) && MAY_BE_LATITUDE(point.longitude) ? 'swapped' : 'outside_china')
  if (angles.some(({ isRough }) => isRough)) return refused('too_rough')
  return { kind: 'read', point, system: null, maker: null, isMapCentre: false }
}

function pairedByLetters(first: Angle, second: Angle): PlacePoint | 'unclear' {
  if (first.letter === null && second.letter === null) return pointOfPair(first.degrees, second.degrees)
  if (first.letter === second.letter) return 'unclear'
  const isNorthFirst = first.letter === 'N' || second.letter === 'E'
  return isNorthFirst ? { latitude: first.degrees, longitude: second.degrees } : { latitude: second.degrees, longitude: first.degrees }
}
