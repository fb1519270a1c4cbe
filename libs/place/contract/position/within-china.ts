import type { PlacePoint } from '../place.schema.js'

/** The country's outermost degrees, a little rounded outwards. The two ranges have no number in common: they tell which is which. */
export const MAY_BE_LATITUDE = (degrees: number): boolean => degrees >= 3.5 && degrees <= 53.7
export const MAY_BE_LONGITUDE = (degrees: number): boolean => degrees >= 73.3 && degrees <= 135.2

export const inChina = ({ latitude, longitude }: PlacePoint): boolean => MAY_BE_LATITUDE(latitude) && MAY_BE_LONGITUDE(longitude)

/** Of two numbers without a word to them; outside of China the first stays the latitude, and `inChina` says no. */
export const pointOfPair = (first: number, second: number): PlacePoint =>
  MAY_BE_LONGITUDE(first) && MAY_BE_LATITUDE(second) ? { latitude: second, longitude: first } : { latitude: first, longitude: second }
