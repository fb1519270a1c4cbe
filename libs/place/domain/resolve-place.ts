import type { PlaceContext, PlaceEvidence, PlaceResolution, PlaceRival, PlaceStep } from '../contract/place.schema.js'
import { withoutDenied } from './denied-places.js'
import { compactText, type CompactText } from './fold-text.js'
import { coverForeign } from './foreign-places.js'
import { withHeardCounty } from './hear-counties.js'
import { areOnOnePath, isWithin, LEVEL_DEPTH, type PlaceIndex, type PlaceNode } from './place-index.js'
import { rankHypotheses, type Hypothesis } from './rank-hypotheses.js'
import { scanPlaces, type PlaceSpan } from './scan-places.js'
import { scanSlips, scanWhole } from './scan-slips.js'
import { weighReadings } from './weigh-readings.js'

/** Readings less than this behind the best are as likely as it: e^1 ≈ 2.7 times. */
const TIE_MARGIN = 1
/** Readings further behind are not worth showing. */
const RIVAL_MARGIN = 3.2
const MAX_RIVALS = 8
const MAX_CONFIDENCE = 0.99
const EVERYDAY_CONFIDENCE = 0.75
const GUESS_CONFIDENCE = 0.5
/** 钱家店路 may be anywhere, and is in 钱家店 more often than elsewhere. */
const NAMESAKE_CONFIDENCE = 0.45
/** Two names that were only heard bear each other out; nothing was written as it should be. */
const ALL_HEARD_CONFIDENCE = 0.9
/** Longer texts are narratives; the place is near their beginning, and the time must stay bounded. */
const MAX_TEXT_LENGTH = 2_000

const NOTHING = (rest: string): PlaceResolution => ({ best: null, level: null, evidence: [], rivals: [], ambiguous: false, rest })

const namesOf = (index: PlaceIndex, node: PlaceNode): string[] => node.ancestry.flatMap((id) => index.nodes[id]?.name ?? [])

const shareAgainst = (best: Hypothesis, others: readonly Hypothesis[]): number =>
  1 / (1 + others.reduce((sum, other) => sum + Math.exp(other.score - best.score), 0))

/** How sure it is that the place lies in the division at `depth` of the hypothesis' path. */
function confidenceAt(hypothesis: Hypothesis, others: readonly Hypothesis[], depth: number): number {
  let doubt = (hypothesis.inContext ? 0.75 : 1) * (1 - 0.85 * hypothesis.nearby)
  for (const [level, quality] of hypothesis.support.entries()) {
    // A name at or below the level implies it; a name above makes the deeper reading likelier.
    doubt *= level >= depth ? 1 - quality : 1 - 0.5 * quality
  }
  const id = hypothesis.node.ancestry.at(depth - LEVEL_DEPTH[hypothesis.node.level] - 1)
  const elsewhere = others.filter((other) => id === undefined || !isWithin(other.node, id))
  const sure = (1 - doubt) * shareAgainst(hypothesis, elsewhere) * (1 - 0.45 * hypothesis.contradiction)
  const atLeaf = depth === LEVEL_DEPTH[hypothesis.node.level]
  const { slipQuality } = hypothesis
  const heardLimit = !atLeaf || slipQuality === null ? 1 : slipQuality < GUESS_CONFIDENCE ? slipQuality : (1 + slipQuality) / 2
  const limit = hypothesis.isNamesake ? NAMESAKE_CONFIDENCE : hypothesis.isAllHeard ? ALL_HEARD_CONFIDENCE : MAX_CONFIDENCE
  return Math.min(limit, atLeaf && hypothesis.everyday ? EVERYDAY_CONFIDENCE : MAX_CONFIDENCE, heardLimit, sure)
}

const round = (value: number): number => Math.round(value * 1000) / 1000

function stepsOf(index: PlaceIndex, hypothesis: Hypothesis, others: readonly Hypothesis[], node: PlaceNode, limit: number): PlaceStep[] {
  const steps: PlaceStep[] = []
  for (const id of node.ancestry) {
    const at = index.nodes[id]
    if (!at) continue
    const confidence = round(Math.min(limit, confidenceAt(hypothesis, others, LEVEL_DEPTH[at.level])))
    steps.push({ code: at.code, level: at.level, name: at.name, confidence })
  }
  // A village known for sure makes its township sure: confidence never grows on the way down.
  for (let at = steps.length - 2; at >= 0; at -= 1) {
    const step = steps[at]
    if (step) steps[at] = { ...step, confidence: Math.max(step.confidence, steps[at + 1]?.confidence ?? 0) }
  }
  return steps
}

/** The deepest division all of them lie in; null when that is no county. */
function agreementOf(index: PlaceIndex, hypotheses: readonly Hypothesis[]): PlaceNode | null {
  const first = hypotheses[0]
  if (!first) return null
  const shared = first.node.ancestry.filter((id) => hypotheses.every((hypothesis) => isWithin(hypothesis.node, id)))
  const node = index.nodes[shared.at(-1) ?? -1]
  return node && LEVEL_DEPTH[node.level] >= LEVEL_DEPTH.county ? node : null
}

/** Where a span stands in the text as given, blanks and all. */
const givenRange = (text: CompactText, span: PlaceSpan): { start: number; end: number } => ({
  start: text.positions[span.start] ?? 0,
  end: (text.positions[span.end - 1] ?? 0) + 1,
})

function evidenceOf(index: PlaceIndex, text: CompactText, hypothesis: Hypothesis, node: PlaceNode): PlaceEvidence[] {
  return hypothesis.uses.flatMap(({ span, reading }) => {
    const at = index.nodes[reading.nodeId]
    if (!at || !(isWithin(node, at.id) || index.hostOf.get(node.countyId) === at.id)) return []
    const { start, end } = givenRange(text, span)
    return [{ start, end, text: text.given.slice(start, end), code: at.code, how: reading.how }]
  })
}

/** What is left when the understood names, and the prefixes before them, are taken out. 明仁 of 明仁大街 is left there: that is its name. */
function restOf(text: CompactText, spans: readonly PlaceSpan[], evidence: readonly PlaceEvidence[]): string {
  const prefixes = spans.filter((span) => span.isPrefix).map((span) => givenRange(text, span))
  const taken = [...evidence, ...prefixes].sort((a, b) => a.start - b.start)
  let rest = ''
  let at = 0
  for (const span of taken) {
    rest += text.given.slice(at, Math.max(at, span.start))
    at = Math.max(at, span.end)
  }
  return (rest + text.given.slice(at)).replace(/^[\s，,、。；;：:的]+|[\s，,、；;：:]+$/g, '')
}

/** From this quality on a name is no guess. */
const FIRM_QUALITY = 0.45

/** The spans with the names added that were heard or typed wrongly, where nothing as deep was named rightly. */
function withSlips(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[], context: PlaceContext): readonly PlaceSpan[] {
  const whole = scanWhole(index, text, spans)
  if (whole !== null) return whole
  const named = new Set<number>()
  for (const span of spans) {
    for (const { nodeId, quality, how } of span.readings) {
      // 都楞镇 may be what is left of 阿日昆都楞镇: the old name of a village settles nothing.
      if (quality >= FIRM_QUALITY && !(how === 'old_name' && index.nodes[nodeId]?.level === 'village')) named.add(nodeId)
    }
  }
  const townships = [...named].filter((id) => index.nodes[id]?.level === 'township')
  // A village of another township says nothing of whether one of this township was named.
  const villages = [...named].flatMap((id) => {
    const node = index.nodes[id]
    return node?.level === 'village' && (townships.length === 0 || townships.some((township) => isWithin(node, township))) ? [node] : []
  })
  let only: ReadonlySet<number> | null = null
  if (villages.length > 0) {
    // A village that several townships have: the one before it may be misspelt.
    only = new Set(villages.flatMap((village) => village.ancestry.at(-2) ?? []))
    if (only.size < 2 || townships.length > 0) return spans
  }
  const found = scanSlips(index, text, spans, { named: [...named], county: index.nodeByCode.get(context.countyCode ?? '')?.id ?? null, below: only === null ? townships : [], only })
  if (found.length === 0) return spans
  const heard = [...withoutOverlap(spans, found), ...found].sort((a, b) => a.start - b.start)
  const below = withinHeardCounty(index, text, heard, found)
  return below.length === 0 ? heard : [...withoutOverlap(heard, below), ...below].sort((a, b) => a.start - b.start)
}

const withoutOverlap = (spans: readonly PlaceSpan[], others: readonly PlaceSpan[]): PlaceSpan[] =>
  spans.filter((span) => others.every((other) => other.end <= span.start || span.end <= other.start))

/** 奈慢旗八先筒: a county that was only heard is enough for a slip in its township, which bears it out by lying there. A place of another county does not. */
function withinHeardCounty(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[], found: readonly PlaceSpan[]): PlaceSpan[] {
  const isCounty = ({ readings }: PlaceSpan): boolean => readings.every(({ nodeId }) => index.nodes[nodeId]?.level === 'county')
  if (!found.every(isCounty)) return []
  const counties = [...new Set(found.flatMap(({ readings }) => readings.map(({ nodeId }) => nodeId)))]
  return scanSlips(index, text, spans, { named: counties, county: null, below: [], only: null }).flatMap((span) => {
    const readings = span.readings.filter(({ nodeId }) => counties.some((id) => id !== nodeId && index.nodes[nodeId]?.countyId === id))
    return readings.length === 0 ? [] : [{ ...span, readings }]
  })
}

/**
 * Spoken Chinese → division. Never throws, whatever the text; looks at its first 2,000 characters.
 * Takes well under a millisecond for an address on an index of 2,720 places.
 */
export function resolvePlace(index: PlaceIndex, given: string, context: PlaceContext = {}): PlaceResolution {
  const asGiven = compactText(given.slice(0, MAX_TEXT_LENGTH))
  const tail = given.slice(MAX_TEXT_LENGTH)
  const scanned = scanPlaces(index, asGiven)
  const text = coverForeign(index, asGiven, scanned)
  const literal = withHeardCounty(index, text, withoutDenied(text, text === asGiven ? scanned : scanPlaces(index, text)))
  weighReadings(index, text, literal)
  const spans = withSlips(index, text, literal, context)

  const ranked = rankHypotheses(index, spans, context)
  const first = ranked[0]
  const [elsewhere] = text.elsewhere
  if (!first) return elsewhere === undefined ? NOTHING(given) : { ...NOTHING(given), elsewhere }
  const others = ranked.filter((other) => other !== first && !areOnOnePath(other.node, first.node))
  const ties = others.filter((other) => first.score - other.score < TIE_MARGIN)
  const agreed = ties.length === 0 ? first.node : agreementOf(index, [first, ...ties])
  const node = agreed ?? first.node
  const steps = stepsOf(index, first, others, node, agreed ? 1 : GUESS_CONFIDENCE)
  const evidence = evidenceOf(index, text, first, node)
  const rivalOf = (other: Hypothesis): PlaceRival => {
    const against = ranked.filter((one) => !areOnOnePath(one.node, other.node))
    const confidence = round(confidenceAt(other, against, LEVEL_DEPTH[other.node.level]))
    return { code: other.node.code, level: other.node.level, path: namesOf(index, other.node), confidence }
  }
  const rivals = (agreed !== null && agreed !== first.node ? [first, ...others] : others)
    .filter((other) => first.score - other.score < RIVAL_MARGIN)
    .slice(0, MAX_RIVALS)
    .map(rivalOf)
  return {
    best: { code: node.code, level: node.level, path: namesOf(index, node), steps, confidence: steps.at(-1)?.confidence ?? 0 },
    level: node.level,
    evidence,
    rivals,
    ambiguous: ties.length > 0 && (agreed === null || LEVEL_DEPTH[node.level] < LEVEL_DEPTH.township),
    rest: restOf(text, spans, evidenceOf(index, text, { ...first, uses: first.uses.filter(({ reading }) => reading.namesake !== true) }, node)) + tail,
  }
}
