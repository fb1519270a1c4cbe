import type { PlaceContext, PlaceResolution } from './place.schema.js'

/** Spoken Chinese → division. The index is in memory: synchronous, no round trip, made to be asked on every keystroke. */
export abstract class PlaceResolver {
  abstract resolve(text: string, context?: PlaceContext): PlaceResolution
  /** The text with the words of a place taken out: “某某社区居委会暖气不热” is about heating, whatever the community is called. */
  abstract withoutPlaces(text: string): string
}
