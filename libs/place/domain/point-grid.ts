import type { PlacePoint } from '../contract/place.schema.js'
import type { GazetteerEntry } from './gazetteer.js'

/** Gazetteer points by cell, so that a question looks at nine cells and not at the city. */
export type PointGrid = { readonly cells: ReadonlyMap<string, readonly GridPoint[]> }
type GridPoint = PlacePoint & { readonly name: string; readonly divisionCode: string; readonly weight: number }

/** About 5.5 km of latitude, and about 4 km of longitude at Tongliao's. */
const CELL_DEGREES = 0.05
const METRES_PER_DEGREE = 111_320

const keyOf = (row: number, column: number): string => `${row}:${column}`
const cellOf = (degrees: number): number => Math.floor(degrees / CELL_DEGREES)

export function buildPointGrid(entries: readonly GazetteerEntry[]): PointGrid {
  const cells = new Map<string, GridPoint[]>()
  for (const { point, name, divisionCode, weight } of entries) {
    if (!point) continue
    const key = keyOf(cellOf(point.latitude), cellOf(point.longitude))
    const cell = cells.get(key)
    const gridPoint = { ...point, name, divisionCode, weight }
    if (cell) cell.push(gridPoint)
    else cells.set(key, [gridPoint])
  }
  return { cells }
}

/** Flat enough over a few kilometres. */
export function metresBetween(a: PlacePoint, b: PlacePoint): number {
  const north = (a.latitude - b.latitude) * METRES_PER_DEGREE
  const east = (a.longitude - b.longitude) * METRES_PER_DEGREE * Math.cos((a.latitude * Math.PI) / 180)
  return Math.hypot(north, east)
}

const REACH_METRES = 3_000
/** A point this far away speaks half as loud. */
const HALF_METRES = 600

/** A known place near a position; `voice` is how much it speaks for its division, 0..1, falling with distance. */
export type NearPoint = { readonly name: string; readonly divisionCode: string; readonly metres: number; readonly voice: number }

/** The known places within reach of a position, the nearest first. */
export function pointsAround(grid: PointGrid, point: PlacePoint): readonly NearPoint[] {
  const found: NearPoint[] = []
  const row = cellOf(point.latitude)
  const column = cellOf(point.longitude)
  for (let north = -1; north <= 1; north += 1) {
    for (let east = -1; east <= 1; east += 1) {
      for (const near of grid.cells.get(keyOf(row + north, column + east)) ?? []) {
        const metres = metresBetween(point, near)
        if (metres <= REACH_METRES) found.push({ name: near.name, divisionCode: near.divisionCode, metres, voice: near.weight * 0.5 ** (metres / HALF_METRES) })
      }
    }
  }
  return found.sort((a, b) => a.metres - b.metres || (a.name < b.name ? -1 : 1))
}

/** Division code → 0..1, how much the known places around the position speak for it: the best of each division. */
export function voicesAround(grid: PointGrid, point: PlacePoint): ReadonlyMap<string, number> {
  const voices = new Map<string, number>()
  for (const { divisionCode, voice } of pointsAround(grid, point)) voices.set(divisionCode, Math.max(voices.get(divisionCode) ?? 0, voice))
  return voices
}
