import type { CompactText } from './fold-text.js'
import type { PlaceIndex } from './place-index.js'
import type { PlaceSpan, Reading } from './scan-places.js'

/** Behind a short name: 明仁大街, 甘旗卡西街, 开鲁二路. 路灯, 路面 and 街上 are none. */
const ROAD =
  /^[东西南北中前后]?[一二三四五六七八九十\d]*(支|环|段)?(大街|大道|街(?![道上里面头边])|路(?![灯面边口上况段过程途障])|胡同|巷|高速|立交)/
/** 保康小区, 甘旗卡广场; 广场舞 is none. */
const ESTATE = /^(小区|花园|家园|公寓|花苑|名苑|府邸|国际|广场(?!舞)|商厦|商场|超市|宾馆|酒店|饭店|大桥|大厦)/
/** 甘旗卡医院; 市场监管局 is none, and 卫生院, 派出所 and 车站 are the town's own and say where it is. */
const FACILITY = /^(桥|市场(?![监管秩价])|医院|学校|小学|中学|公园)/
const COUNTY_KIND_END = /([区县旗市]|管委会)$/

/** 明仁大街 is likelier in the town of that name than anywhere else, and no more than that. */
const GUESS_QUALITY = 0.45
const LONGEST_KIND = 8

type Kind = 'road' | 'estate' | 'facility'

export const isRoadBehind = (after: string): boolean => ROAD.test(after)
const kindBehind = (after: string): Kind | null => (ROAD.test(after) ? 'road' : ESTATE.test(after) ? 'estate' : FACILITY.test(after) ? 'facility' : null)

/** A township or county by its name without a kind word; 后旗西街 and 科区医院 name theirs. */
function isShortName(index: PlaceIndex, written: string, { nodeId, bare, everyday, family }: Reading): boolean {
  const level = index.nodes[nodeId]?.level
  if (level === 'county') return family === 'county' && !COUNTY_KIND_END.test(written)
  return level === 'township' && bare && !everyday
}

/** The county it lies in was said by a name that stands for itself. */
function isInNamedCounty(index: PlaceIndex, spans: readonly PlaceSpan[], at: number, { nodeId }: Reading): boolean {
  const node = index.nodes[nodeId]
  return node !== undefined && node.level !== 'county' && spans.some((span, other) => other !== at && span.readings.some((reading) => reading.nodeId === node.countyId && reading.namesake !== true))
}

/**
 * A division's short name with a kind of road or place right behind it is the name of that road or place. A road says nothing of the county or street office
 * it is named after; a town it is a guess at, and then at whatever else is called alike (明仁苏木, 明仁街道). Where its own county is named the name stands for itself.
 */
export function weighNamesakes(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[]): void {
  for (const [at, span] of spans.entries()) {
    const written = text.plain.slice(span.start, span.end)
    // 开鲁市场: 市 is the beginning of 市场.
    const cut = written.endsWith('市') && text.plain.charAt(span.end) === '场' ? '市' : ''
    const kind = kindBehind(cut + text.plain.slice(span.end, span.end + LONGEST_KIND))
    if (kind === null) continue
    const named = span.readings.filter((reading) => isShortName(index, cut === '' ? written : written.slice(0, -1), reading) && !isInNamedCounty(index, spans, at, reading))
    const counties = new Set(named.filter(({ family }) => family === 'county').map(({ nodeId }) => nodeId))
    // 库伦路: the town that is called like its county says less than the county.
    const isShadowed = ({ nodeId }: Reading): boolean => counties.has(index.nodes[nodeId]?.countyId ?? -1)
    const hasTown = named.some((reading) => reading.family === 'town' && !isShadowed(reading))
    const isGuess = (reading: Reading): boolean => {
      if (reading.family === 'county') return kind !== 'road'
      if (isShadowed(reading)) return false
      return reading.family === 'town' || (reading.family === 'street' && (hasTown || kind === 'facility' || (kind === 'estate' && counties.size > 0)))
    }
    for (const reading of named) {
      reading.namesake = true
      reading.quality = isGuess(reading) ? GUESS_QUALITY : 0
    }
  }
}
