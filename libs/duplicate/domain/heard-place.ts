import type { PlaceHeard } from '../contract/ports.js'
import { isCity } from './matter.js'

/** As sure as a place must be for a case to be sent there by itself. A guess below that hid cases that were word for word the same. */
const SURE_ENOUGH = 0.8
const MOST_POSSIBLE = 8

/** A place that was only heard: known as far down as it is sure; what lies beyond, and what it may be instead, is possible and no more. */
export function heardPlace({ steps, rivals }: PlaceHeard): { readonly divisionCode: string | null; readonly possibleCodes: readonly string[] } {
  const divisionCode = steps.findLast(({ code, confidence }) => confidence >= SURE_ENOUGH && !isCity(code))?.code ?? null
  const possible = [...steps.slice(-1), ...rivals].map(({ code }) => code).filter((code) => code !== divisionCode && !isCity(code))
  return { divisionCode, possibleCodes: [...new Set(possible)].slice(0, MOST_POSSIBLE) }
}
