import type { PlacePoint, PointFinding } from '../contract/place.schema.js'
import { areOnOnePath, type PlaceIndex, type PlaceNode } from './place-index.js'
import { pointsAround } from './point-grid.js'

/** About a kilometre from a place that is surely known: nearer than that a township of its own county can be told from the next. */
const SAYS_TOWNSHIP = 0.3
/** Known places of what was said are there as well, at least half as near: the position is on a border, not elsewhere. */
const AS_NEAR = 0.5

const pathOf = (index: PlaceIndex, node: PlaceNode): string[] => node.ancestry.flatMap((id) => index.nodes[id]?.name ?? [])

/** What a position says by itself, beside the division that the words say. */
export function pointFinding(index: PlaceIndex, point: PlacePoint, saidCode: string | null): PointFinding {
  const near = pointsAround(index.points, point).flatMap((place) => {
    const node = index.nodeByCode.get(place.divisionCode)
    return node === undefined ? [] : [{ ...place, node }]
  })
  const [nearest] = near
  const said = saidCode === null ? undefined : index.nodeByCode.get(saidCode)
  return {
    nearest: nearest === undefined ? null : { name: nearest.name, metres: Math.round(nearest.metres), code: nearest.divisionCode, path: pathOf(index, nearest.node) },
    said: said === undefined || said.level === 'city' ? null : { code: said.code, path: pathOf(index, said) },
    contradicts: said !== undefined && said.level !== 'city' && speaksAgainst(index, near, said),
  }
}

function speaksAgainst(index: PlaceIndex, near: readonly { readonly node: PlaceNode; readonly voice: number }[], said: PlaceNode): boolean {
  // Zone and the county it was cut out of are named for one another; two villages of one township are no contradiction.
  const isThere = (node: PlaceNode): boolean => areOnOnePath(townshipOf(index, node), townshipOf(index, said)) || index.hostOf.get(node.countyId) === said.id || index.hostOf.get(said.countyId) === node.id
  const loudest = (nodes: typeof near): number => Math.max(0, ...nodes.map(({ voice }) => voice))
  const elsewhere = near.filter(({ node }) => !isThere(node))
  const inOtherCounty = elsewhere.filter(({ node }) => node.countyId !== said.countyId)
  const against = Math.max(loudest(inOtherCounty), loudest(elsewhere.filter(({ voice }) => voice >= SAYS_TOWNSHIP)))
  return against > 0 && loudest(near.filter(({ node }) => isThere(node))) < against * AS_NEAR
}

/** Of a village its township: positions do not tell villages apart. */
const townshipOf = (index: PlaceIndex, node: PlaceNode): PlaceNode => (node.level === 'village' ? (index.nodes[node.ancestry.at(-2) ?? -1] ?? node) : node)
