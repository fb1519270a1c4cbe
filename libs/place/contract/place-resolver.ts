import type { PlaceContext, PlacePoint, PlaceResolution, PointFinding } from './place.schema.js'

/** Spoken Chinese → division. The index is in memory: synchronous, no round trip, made to be asked on every keystroke. */
export abstract class PlaceResolver {
  abstract resolve(text: string, context?: PlaceContext): PlaceResolution
  /** The text with the words of a place taken out: “某某社区居委会暖气不热” is about heating, whatever the community is called. */
  abstract withoutPlaces(text: string): string
}

/** Position → what is known around it. In memory as well. */
export abstract class PointSurroundings {
  /** `divisionCode`: what a person has chosen; without it the words are heard without the position. */
  abstract around(point: PlacePoint, said: { readonly text: string; readonly divisionCode: string | null }, context?: PlaceContext): PointFinding
}
