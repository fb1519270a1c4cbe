import type { PlaceContext } from '../contract/place.schema.js'
import { areOnOnePath, isWithin, LEVEL_DEPTH, type PlaceIndex, type PlaceNode } from './place-index.js'
import { voicesAround } from './point-grid.js'
import type { PlaceSpan, Reading } from './scan-places.js'

/** One division that could be meant, judged against every name in the text. */
export type Hypothesis = {
  readonly node: PlaceNode
  /** Log-odds-like: differences count, `exp(a - b)` is how much likelier a is. */
  readonly score: number
  /** Strongest name in the text for each level of the path, by depth (0 city … 3 village). */
  readonly support: readonly [number, number, number, number]
  /** 0..1, how strongly another name in the text speaks against it. */
  readonly contradiction: number
  readonly inContext: boolean
  /** 0..1, how much the known places around the phone's position speak for it. */
  readonly nearby: number
  /** The names it rests on. */
  readonly uses: readonly { readonly span: PlaceSpan; readonly reading: Reading }[]
  /** True when the deepest name is an everyday word. */
  readonly everyday: boolean
  /** What its own name is worth when it was only heard, or typed wrongly; null when it was written. No county beside it makes it surer than that allows. */
  readonly slipQuality: number | null
  /** It rests on nothing but the name of a road or place that may be named after it. */
  readonly isNamesake: boolean
  /** Every name it rests on was only heard, or typed wrongly. */
  readonly isAllHeard: boolean
}

const SUPPORT_WEIGHT = 4
/** What a level costs to claim: a name must be worth more than this to be worth mentioning. */
const LEVEL_COST = 1.1
/** A village named beside another township is likelier a lapse of memory, or a moved border, than a lie about the township. */
const CONTRADICTION_WEIGHT = [0, 3, 2.2, 0.9] as const
const COUNTY_CONTEXT_BONUS = 2
const HINT_BONUS = 1
/** Naming the county a development zone was cut out of supports the zone nearly as well. */
const HOST_FACTOR = 0.7
/** Right beside a known place a position is worth nearly as much as its name. */
const NEARBY_WEIGHT = 3.2
/** A position that no words speak for is worth showing from here on. */
const LEAST_NEARBY = 0.3

/** Node → how loudly a known place near the position speaks for it. */
type Voices = ReadonlyMap<PlaceNode, number>

function voicesOf(index: PlaceIndex, context: PlaceContext): Voices {
  if (!context.point) return new Map()
  return new Map([...voicesAround(index.points, context.point)].flatMap(([code, voice]) => {
    const node = index.nodeByCode.get(code)
    return node ? [[node, voice] as const] : []
  }))
}

type Depth = 0 | 1 | 2 | 3

const depthOf = (index: PlaceIndex, reading: Reading): Depth => LEVEL_DEPTH[index.nodes[reading.nodeId]?.level ?? 'city']

const isSlip = ({ how }: Reading): boolean => how === 'typo' || how === 'homophone'

function judge(index: PlaceIndex, spans: readonly PlaceSpan[], node: PlaceNode, context: PlaceContext, voices: Voices): Hypothesis {
  const support: [number, number, number, number] = [0, 0, 0, 0]
  const against: [number, number, number, number] = [0, 0, 0, 0]
  const uses: { span: PlaceSpan; reading: Reading }[] = []
  const hostId = index.hostOf.get(node.countyId)
  let everyday = false
  let slipQuality: number | null = null
  for (const span of spans) {
    let own: Reading | null = null
    let ownWorth = 0
    let ownGain = 0
    let deeper = false
    let foreign: Reading | null = null
    for (const reading of span.readings) {
      const other = index.nodes[reading.nodeId]
      if (!other) continue
      const isHost = hostId === other.id
      if (isHost || isWithin(node, other.id)) {
        // One name speaks for one level: the one where it adds most.
        const worth = isHost ? reading.quality * HOST_FACTOR : reading.quality
        const gain = worth - (support[LEVEL_DEPTH[other.level]] ?? 0)
        if (own === null || gain > ownGain) {
          own = reading
          ownWorth = worth
          ownGain = gain
        }
      } else if (isWithin(other, node.id)) deeper = true
      // A road named after another place speaks against none.
      else if (reading.namesake !== true && (foreign === null || reading.quality > foreign.quality)) foreign = reading
    }
    if (own) {
      const depth = depthOf(index, own)
      support[depth] = Math.max(support[depth], ownWorth)
      if (own.nodeId === node.id) {
        everyday = own.everyday
        slipQuality = isSlip(own) ? own.quality : null
      }
      uses.push({ span, reading: own })
    } else if (foreign && !deeper) {
      const depth = depthOf(index, foreign)
      against[depth] = Math.max(against[depth], foreign.quality)
    }
  }
  const countyCode = index.nodes[node.countyId]?.code
  const inContext = context.countyCode !== null && context.countyCode !== undefined && countyCode === context.countyCode
  const hinted = (context.hints ?? []).some((code) => {
    const hint = index.nodeByCode.get(code)
    return hint !== undefined && LEVEL_DEPTH[hint.level] > 0 && areOnOnePath(hint, node)
  })
  const nearby = Math.max(0, ...[...voices].map(([other, voice]) => (areOnOnePath(other, node) ? voice : 0)))
  let score = NEARBY_WEIGHT * nearby + (inContext ? COUNTY_CONTEXT_BONUS : 0) + (hinted ? HINT_BONUS : 0)
  for (const depth of [1, 2, 3] as const) {
    if (support[depth] > 0) score += SUPPORT_WEIGHT * support[depth] - LEVEL_COST
    score -= CONTRADICTION_WEIGHT[depth] * against[depth]
  }
  const own = uses.filter(({ reading }) => depthOf(index, reading) > 0)
  const isNamesake = own.length > 0 && own.every(({ reading }) => reading.namesake === true) && nearby < LEAST_NEARBY
  const isAllHeard = own.length > 0 && own.every(({ reading }) => isSlip(reading))
  const contradiction = Math.max(against[1], 0.75 * against[2], 0.35 * against[3])
  return { node, score, support, contradiction, inContext: inContext || hinted, nearby, uses, everyday, slipQuality, isNamesake, isAllHeard }
}

const byScore = (a: Hypothesis, b: Hypothesis): number =>
  b.score - a.score || LEVEL_DEPTH[b.node.level] - LEVEL_DEPTH[a.node.level] || (a.node.code < b.node.code ? -1 : 1)

/** Every division named in the text, likeliest first. O(divisions named × names), both small. */
export function rankHypotheses(index: PlaceIndex, spans: readonly PlaceSpan[], context: PlaceContext): Hypothesis[] {
  const voices = voicesOf(index, context)
  const ids = new Set([...spans.flatMap((span) => span.readings.map((reading) => reading.nodeId)), ...[...voices.keys()].map((node) => node.id)])
  return [...ids]
    .flatMap((id) => index.nodes[id] ?? [])
    .map((node) => judge(index, spans, node, context, voices))
    // Where the only name went to a level above (库伦: the banner, not its town), the deeper division was not named at all.
    .filter(
      ({ node, support, nearby }) =>
        LEVEL_DEPTH[node.level] > 0 && (support[LEVEL_DEPTH[node.level]] > 0 || (voices.has(node) && nearby >= LEAST_NEARBY)),
    )
    .sort(byScore)
}
