import { z } from 'zod'
import type { PlacePoint } from '../place.schema.js'

/**
 * In which system a pair of degrees is written. `wgs84`: satellites, so every phone and browser, and all points of this system's API and gazetteer.
 * `gcj02`: the maps of the mainland (高德, 腾讯, Apple's there). `bd09`: 百度. One place differs by 100–700 m between the first two and by up to 1,300 m from the last.
 */
export const coordinateSystemSchema = z.enum(['wgs84', 'gcj02', 'bd09'])
export type CoordinateSystem = z.output<typeof coordinateSystemSchema>

/** Krasovsky 1940, which GCJ-02 is computed on whatever it is applied to. */
const MAJOR_AXIS = 6_378_245
const ECCENTRICITY_SQUARED = 0.00669342162296594323
const BD_TURN = (Math.PI * 3_000) / 180
const BD_LATITUDE_SHIFT = 0.006
const BD_LONGITUDE_SHIFT = 0.0065

const waves = (amount: number, parts: readonly (readonly [height: number, pace: number])[]): number =>
  (parts.reduce((sum, [height, pace]) => sum + height * Math.sin(amount * pace * Math.PI), 0) * 2) / 3

/** By how many degrees GCJ-02 stands beside WGS 84 at a place: the published formulae, good to a metre or two. */
function shiftAt({ latitude, longitude }: PlacePoint): PlacePoint {
  const x = longitude - 105
  const y = latitude - 35
  const ripple = waves(x, [[20, 6], [20, 2]])
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple + waves(y, [[20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]])
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple + waves(x, [[20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]])
  const slant = (latitude * Math.PI) / 180
  const flattening = 1 - ECCENTRICITY_SQUARED * Math.sin(slant) ** 2
  return {
    latitude: (north * 180) / (((MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED)) / flattening ** 1.5) * Math.PI),
    longitude: (east * 180) / ((MAJOR_AXIS / Math.sqrt(flattening)) * Math.cos(slant) * Math.PI),
  }
}

export function gcj02OfWgs84(point: PlacePoint): PlacePoint {
  const shift = shiftAt(point)
  return { latitude: point.latitude + shift.latitude, longitude: point.longitude + shift.longitude }
}

/** There is no formula back: the guess is corrected by what it would become. Four times is far below a millimetre. */
export function wgs84OfGcj02(point: PlacePoint): PlacePoint {
  let guess = point
  for (let round = 0; round < 4; round += 1) {
    const became = gcj02OfWgs84(guess)
    guess = { latitude: guess.latitude + point.latitude - became.latitude, longitude: guess.longitude + point.longitude - became.longitude }
  }
  return guess
}

export function gcj02OfBd09({ latitude, longitude }: PlacePoint): PlacePoint {
  const x = longitude - BD_LONGITUDE_SHIFT
  const y = latitude - BD_LATITUDE_SHIFT
  const reach = Math.hypot(x, y) - 0.00002 * Math.sin(y * BD_TURN)
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * BD_TURN)
  return { latitude: reach * Math.sin(angle), longitude: reach * Math.cos(angle) }
}

export function bd09OfGcj02({ latitude, longitude }: PlacePoint): PlacePoint {
  const reach = Math.hypot(longitude, latitude) + 0.00002 * Math.sin(latitude * BD_TURN)
  const angle = Math.atan2(latitude, longitude) + 0.000003 * Math.cos(longitude * BD_TURN)
  return { latitude: reach * Math.sin(angle) + BD_LATITUDE_SHIFT, longitude: reach * Math.cos(angle) + BD_LONGITUDE_SHIFT }
}

/** From this northing on: a line of 百度's polynomial, first the northing it is scaled by. Its map's address bar has metres of its own; China lies in these three bands. */
const MERCATOR_BANDS: readonly { readonly from: number; readonly scale: number; readonly east: readonly [number, number]; readonly north: readonly number[] }[] = [
  {
    from: 5_591_021, scale: 6_856_817.37, east: [-3.030883460898826e-8, 0.00000898305509983578],
    north: [0.30071316287616, 59.74293618442277, 7.357984074871, -25.38371002664745, 13.45380521110908, -3.29883767235584, 0.32710905363475],
  },
  {
    from: 3_481_989.83, scale: 4_482_777.06, east: [-1.981981304930552e-8, 0.000008983055099779535],
    north: [0.03278182852591, 40.31678527705744, 0.65659298677277, -4.44255534477492, 0.85341911805263, 0.12923347998204, -0.04625736007561],
  },
  {
    from: 0, scale: 2_555_164.4, east: [3.09191371068437e-9, 0.000008983055096812155],
    north: [0.00006995724062, 23.10934304144901, -0.00023663490511, -0.6321817810242, -0.00663494467273, 0.03430082397953, -0.00466043876332],
  },
]

/** 百度's metres → its degrees; null for what is no place of China by their size. */
export function bd09OfMetres(east: number, north: number): PlacePoint | null {
  const band = MERCATOR_BANDS.find(({ from }) => north >= from)
  if (band === undefined || north < 300_000 || north > 7_200_000 || east < 8_000_000 || east > 15_200_000) return null
  const share = north / band.scale
  return {
    latitude: band.north.reduceRight((sum, factor) => sum * share + factor, 0),
    longitude: band.east[0] + band.east[1] * east,
  }
}

/** Seven places are a centimetre: more digits say nothing, and two ways to one place should give one point. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

/** A point as the API and the gazetteer mean it. */
export function wgs84Of(point: PlacePoint, system: CoordinateSystem): PlacePoint {
  const { latitude, longitude } = system === 'wgs84' ? point : wgs84OfGcj02(system === 'bd09' ? gcj02OfBd09(point) : point)
  return { latitude: rounded(latitude), longitude: rounded(longitude) }
}
