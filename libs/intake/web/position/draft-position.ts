import { readPosition, wgs84Of, type CoordinateSystem, type MapMaker, type PlacePoint, type PositionFault } from '@tongban/place/contract'

/** What stands in the position's field, as it was typed; what it means is read from it anew. */
export type DraftPosition = {
  readonly text: string
  /** Which map it was copied from, as the operator says; a link that says so itself is believed instead. */
  readonly chosen: CoordinateSystem | null
  /** The text came from this device; how far it may be off. */
  readonly device: { readonly accuracyMetres: number } | null
}

export const NO_POSITION: DraftPosition = { text: '', chosen: null, device: null }

/** `needs_system`: the numbers are right, but they do not say which map they are from, and those stand hundreds of metres apart. */
export type PositionProblem = PositionFault | 'needs_system'

export type ReadPosition = {
  /** As the API means it; null while there is none that can be used. */
  readonly point: PlacePoint | null
  readonly problem: PositionProblem | null
  /** The text does not say which map it is from: the operator is asked, and may change the answer. */
  readonly asksSystem: boolean
  readonly system: CoordinateSystem | null
  readonly maker: MapMaker | null
  readonly isMapCentre: boolean
}

const NOTHING: ReadPosition = { point: null, problem: null, asksSystem: false, system: null, maker: null, isMapCentre: false }

export function positionOf({ text, chosen, device }: DraftPosition): ReadPosition {
  const reading = readPosition(text)
  if (reading.kind === 'nothing') return NOTHING
  if (reading.kind === 'refused') return { ...NOTHING, problem: reading.fault }
  const { maker, isMapCentre } = reading
  const asksSystem = device === null && reading.system === null
  const system = device !== null ? 'wgs84' : (reading.system ?? chosen)
  const point = system === null ? null : wgs84Of(reading.point, system)
  return { point, problem: point === null ? 'needs_system' : null, asksSystem, system, maker, isMapCentre }
}
