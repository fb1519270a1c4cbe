import type { CompactText } from './fold-text.js'
import { ZONE_WORD } from './foreign-places.js'
import { isRoadBehind, weighNamesakes } from './named-after.js'
import { areOnOnePath, isWithin, LEVEL_DEPTH, type PlaceIndex, type PlaceNode } from './place-index.js'
import type { PlaceSpan, Reading } from './scan-places.js'

/** Readings weaker than this say nothing. */
export const LEAST_QUALITY = 0.3

const ROAD_AFTER = /^[东西南北中前后]?[一二三四五六七八九十\d]*(支|环|段)?(大街|大道|街(?!道)|路|胡同|巷|高速|立交)/
const ESTATE_AFTER = /^(小区|花园|家园|新区|公寓|花苑|名苑|府邸|国际|广场(?!舞)|商厦|商场|超市|宾馆|酒店|饭店|大桥|大厦)/
const NUMBER_AFTER = /^[\d一二三四五六七八九十]/
const SENTENCE_END = /[。！？!?；;\n]/
/** A name that says what it is. */
const FULL_NAME_QUALITY = 0.85
const FILLER_BETWEEN = /^[，,、。.;；:：/\-—()（）的]*((境内|辖区|下辖|所属|城区|市区|城关|农村)[，,、的]*)?$/

const nodeOf = (index: PlaceIndex, nodeId: number): PlaceNode => {
  const node = index.nodes[nodeId]
  if (!node) throw new Error(`No place node ${nodeId}`)
  return node
}

/** What follows a bare name tells what it is: 永清大街 is a road across the city, 甘旗卡西街 a road inside the town. */
function afterFactor(reading: Reading, after: string): number {
  if (reading.family === 'county' && reading.how === 'spoken_form') return 1
  if (!reading.bare && reading.how === 'changed_suffix') return reading.family === 'street' && NUMBER_AFTER.test(after) ? 0.8 : 1
  if (!reading.bare) return 1
  const isTown = !reading.everyday && (reading.family === 'town' || reading.family === 'street')
  const road = isTown ? isRoadBehind(after) : ROAD_AFTER.test(after)
  if (!road && !ESTATE_AFTER.test(after)) return 1
  if (reading.everyday) return 0
  return reading.family === 'town' ? (road ? 0.72 : 0.8) : 0
}

const isFirm = (reading: Reading): boolean => reading.quality >= 0.45 && !reading.everyday

/** Beside a name of the same path, with nothing between that would begin a new thought. */
function isBeside(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[], at: number, node: PlaceNode): boolean {
  const span = spans[at]
  if (!span) return false
  for (const neighbour of [spans[at - 1], spans[at + 1]]) {
    if (!neighbour || neighbour.isPrefix) continue
    const isBefore = neighbour.end <= span.start
    const between = isBefore ? text.plain.slice(neighbour.end, span.start) : text.plain.slice(span.end, neighbour.start)
    if (!FILLER_BETWEEN.test(between)) continue
    const supports = (reading: Reading): boolean => {
      const other = nodeOf(index, reading.nodeId)
      // 科区西门物华: an everyday word that has stood the test beside its own county is a place.
      const isSure = isFirm(reading) || (isBefore && reading.quality >= 0.45)
      return reading.nodeId !== node.id && LEVEL_DEPTH[other.level] > 0 && isSure && areOnOnePath(node, other)
    }
    if (neighbour.readings.some(supports)) return true
  }
  return false
}

/** A short line of houses, roads and floors, in which nobody speaks: 下林教师宿舍1栋. */
const ADDRESS_MARK =
  /[\d一二三四五六七八九十](号|栋|幢|楼|室|单元|组|队|社|期|层|弄|座)|路|街|巷|超市|小区|花园|宿舍|公司|村|屯|工业[区园]|厂|专卖店|加油站|商[城店行]|家电|公寓|公馆|对面|旁边?$|附近$|组$|楼$/
const SPEECH_MARK = /[。！？!?；;\n]|[我他她你们请吗呢吧的了没不想希望反映投诉举报咨询]/
const ADDRESS_MAX_LENGTH = 40
const looksLikeAddress = (text: CompactText): boolean =>
  text.plain.length <= ADDRESS_MAX_LENGTH && ADDRESS_MARK.test(text.plain) && !SPEECH_MARK.test(text.given)

/** The name is all there is, or opens the text and is followed by a house number: it was meant as a place. */
function opensAddress(text: CompactText, spans: readonly PlaceSpan[], at: number): boolean {
  const span = spans[at]
  if (!span) return false
  const before = text.plain.slice(spans[at - 1]?.isPrefix && at === 1 ? (spans[0]?.end ?? 0) : 0, span.start)
  const after = text.plain.slice(span.end)
  return FILLER_BETWEEN.test(before) && (FILLER_BETWEEN.test(after) || NUMBER_AFTER.test(after) || looksLikeAddress(text))
}

/** A village called like a township or county: the bare name means the larger one, unless only the village fits what stands beside it. */
function isOutshone(index: PlaceIndex, span: PlaceSpan, village: PlaceNode, villageIsBeside: boolean): boolean {
  return span.readings.some((reading) => {
    const node = nodeOf(index, reading.nodeId)
    return LEVEL_DEPTH[node.level] < LEVEL_DEPTH.village && isFirm(reading) && (!villageIsBeside || node.countyId === village.countyId)
  })
}

/** How far a village may stand behind the town it belongs to and still be meant as its village: 夏庄街道王沙路源头. */
const UNDER_REACH = 24

/** Behind the full name of its own township, in the same breath. */
function isUnderTownship(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[], at: number, village: PlaceNode): boolean {
  const span = spans[at]
  if (!span || LEVEL_DEPTH[village.level] < LEVEL_DEPTH.village) return false
  return spans.slice(0, at).some(
    (before) =>
      span.start - before.end <= UNDER_REACH &&
      !SENTENCE_END.test(text.plain.slice(before.end, span.start)) &&
      before.readings.some((reading) => {
        const node = nodeOf(index, reading.nodeId)
        return node.level === 'township' && !reading.bare && reading.quality >= FULL_NAME_QUALITY && isWithin(village, node.id)
      }),
  )
}

type Standing = { readonly beside: boolean; readonly meant: boolean; readonly under: boolean; readonly short: boolean; readonly outshone: () => boolean }

/** What a bare name is worth where it stands. The families stand further apart than a tie, so that a town wins over its farm or village. */
function inContext(reading: Reading, standing: Standing): number {
  const { beside, meant, under, short } = standing
  const isTown = reading.family === 'town' || reading.family === 'street'
  if (reading.everyday) {
    const most = isTown ? 0.6 : reading.family === 'farm' ? 0.36 : 0.32
    return meant ? Math.min(reading.quality, most) : 0
  }
  if (reading.family === 'county') return beside ? Math.min(0.97, reading.quality * 1.05) : reading.quality
  if (isTown) return beside ? Math.max(0.66, reading.quality * 1.08) : reading.quality
  if (reading.family === 'farm') return beside ? Math.max(0.56, reading.quality * 1.08) : reading.quality
  // Two characters in running text are a village only by chance, unless the same words are taken for a larger place: then it is a rival.
  const outshone = standing.outshone()
  if (short && !meant && !outshone) return under ? reading.quality : 0
  return reading.quality * (beside ? 1.2 : 1) * (outshone ? 0.7 : 1)
}

/** What a name elsewhere is worth behind a full name: 圭塘街道长沙新广电 is not in 长沙县, 永康村 of another town not in 永康市. */
const STRANGE_SHORT_FACTOR = 0.45
const STRANGE_FULL_FACTOR = 0.82
const STRANGE_COMMON_FACTOR = 0.6
/** 科区永清街道民航社区: who names county and street means them, though the list has the community in the street beside it. */
const STRANGE_NEIGHBOUR_FACTOR = 0.72

/** Named right behind its own county. */
function isLedByItsCounty(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[], at: number, anchors: readonly PlaceNode[]): boolean {
  const before = spans[at - 1]
  const span = spans[at]
  if (!before || !span || !FILLER_BETWEEN.test(text.plain.slice(before.end, span.start))) return false
  return before.readings.some(
    ({ nodeId, quality }) => quality >= FULL_NAME_QUALITY && nodeOf(index, nodeId).level === 'county' && anchors.some((anchor) => anchor.countyId === nodeId || index.hostOf.get(anchor.countyId) === nodeId),
  )
}

/** 槐桥乡 of 槐桥镇. */
const isOtherKind = (reading: Reading): boolean => reading.how === 'changed_suffix' && reading.quality >= 0.65

/** 白岩村委会上马村: who names the committee means the village it is of, and what follows lies in it. */
const COMMITTEE_END = /(委员会|[村居]委会)$/

const isFullName = (reading: Reading): boolean => reading.ownKind && reading.how === 'official_name' && !reading.everyday && reading.quality >= FULL_NAME_QUALITY

/** 大沁他拉镇 is the town, though its street may be called so too: who says the kind word that a name really has means that one. */
const OTHER_KIND_FACTOR = 0.45
const FIRM_OWN_KIND = 0.8

function preferWrittenKind(spans: readonly PlaceSpan[]): void {
  for (const { readings } of spans) {
    if (!readings.some((reading) => reading.ownKind && reading.quality >= FIRM_OWN_KIND)) continue
    for (const reading of readings) if (!reading.ownKind && !reading.bare && reading.family !== 'county') reading.quality *= OTHER_KIND_FACTOR
  }
}

/** An address begins with what it is in: once a township or village has been named in full, names of other places behind it count less. */
function discountStrangers(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[]): void {
  let anchors: readonly PlaceNode[] = []
  let inCommittee = false
  let inFullPath = false
  for (const [at, span] of spans.entries()) {
    if (anchors.length > 0) {
      for (const reading of span.readings) {
        const node = nodeOf(index, reading.nodeId)
        if (anchors.some((anchor) => areOnOnePath(anchor, node) || index.hostOf.get(anchor.countyId) === node.id)) continue
        // 幸福村 is in every second town: it speaks against none.
        const isCommon = span.readings.length > 3
        const isNeighbour = inFullPath && node.level === 'village' && anchors.some((anchor) => anchor.countyId === node.countyId)
        const fullFactor = isNeighbour ? STRANGE_NEIGHBOUR_FACTOR : isCommon ? STRANGE_COMMON_FACTOR : STRANGE_FULL_FACTOR
        reading.quality *= inCommittee || !isFullName(reading) ? STRANGE_SHORT_FACTOR : fullFactor
      }
      if (!inCommittee && COMMITTEE_END.test(text.plain.slice(span.start, span.end))) {
        const villages = span.readings.filter(isFullName).map((reading) => nodeOf(index, reading.nodeId)).filter((node) => anchors.some((anchor) => isWithin(node, anchor.id)))
        if (villages.length > 0) {
          anchors = villages
          inCommittee = true
        }
      }
    } else {
      anchors = span.readings.filter((reading) => isFullName(reading) || isOtherKind(reading)).map((reading) => nodeOf(index, reading.nodeId)).filter((node) => LEVEL_DEPTH[node.level] >= LEVEL_DEPTH.township)
      inFullPath = anchors.some(({ level }) => level === 'township') && isLedByItsCounty(index, text, spans, at, anchors)
    }
  }
}

const STREET_OF_VILLAGE_FACTOR = 0.8

/** 瓯海经济开发区 is of 瓯海, whatever other zone of the city is called 经济开发区 for short. */
const ZONE_ONLY = new RegExp(`${ZONE_WORD.source}$`)
const ZONE_END = /(开发区|经开区|高新区)(管委会)?$/
const FOREIGN_ZONE_FACTOR = 0.5

/** 中旗, 后旗: what is left of the long name of many a banner. */
const BANNER_PART = /^[中前后左右]旗$/
/** 右中旗, 苏尼特左旗: the banner's name began before. */
const BANNER_BEGUN = /[右左翼特]$/
/** 某某县开发区: of a county or city that is none of ours. 我市, 本县, 小区 and 城市 are nobody's name. */
const ZONE_OWNER = /(?<![我全本咱城该各老这那在到是市小社园郊新辖地景街山校库院厂矿片])(?<=.)[市盟州省区县旗]$/
/** What a zone may follow and still begin a word: 反映开发区, 住在开发区, 长春路开发区. */
const BEFORE_A_WORD =
  /(^|[^\p{Script=Han}]|[我你他她它们在到去来回从往是的了住于由被把让将和与及跟同向对给为有叫找问说请将至这那哪全各本咱该某市区县旗镇乡村街路道号楼组现原老新城关内就也都还但或等]|反映|投诉|咨询|举报|处理|解决|希望|建议|联系|要求|整治|查询|核查|检查|表扬|感谢|地址|地点|上班|工作|打工|附近|通过|负责|申请|管理|加强|规范|上述|修建|进入|位置|属|归)$/u
/** 星沙开发区: of a place nobody here knows. */
const UNKNOWN_OWNER_FACTOR = 0.5
const CLAUSE_BROKEN = /[,，、;；。.:：!！?？\n]$/

const BOUND_ZONE_FACTOR = 0.5

/** Short forms are heard at a word's beginning only: not where they are the end of a longer name that is none of ours. */
function dropInnerShortForms(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[]): void {
  let isZoneElsewhere = text.elsewhere.some((name) => ZONE_END.test(name))
  for (const [at, span] of spans.entries()) {
    const written = text.plain.slice(span.start, span.end)
    const begun = ZONE_ONLY.test(written) ? ZONE_OWNER : BANNER_PART.test(written) ? BANNER_BEGUN : null
    if (begun === null || spans[at - 1]?.end === span.start || CLAUSE_BROKEN.test(text.given.slice(0, text.positions[span.start]))) continue
    const before = text.plain.slice(Math.max(0, span.start - 6), span.start)
    if (!begun.test(before)) {
      if (begun === ZONE_OWNER && !BEFORE_A_WORD.test(before)) for (const reading of span.readings) reading.quality *= UNKNOWN_OWNER_FACTOR
      continue
    }
    for (const reading of span.readings) if (nodeOf(index, reading.nodeId).level !== 'village') reading.quality = 0
    isZoneElsewhere ||= begun === ZONE_OWNER
  }
  if (!isZoneElsewhere) return
  // Once 某市经开区 has been said, 经开区 later on is that one, unless the text speaks of our city by name.
  const isOursNamed = spans.some((span) => span.isPrefix || span.readings.some(({ nodeId, quality }) => quality >= FULL_NAME_QUALITY && nodeOf(index, nodeId).level === 'county' && !isZoneWord(text, span)))
  for (const span of isOursNamed ? [] : spans) if (isZoneWord(text, span)) for (const reading of span.readings) reading.quality *= BOUND_ZONE_FACTOR
}

const isZoneWord = (text: CompactText, { start, end }: PlaceSpan): boolean => ZONE_ONLY.test(text.plain.slice(start, end))

function discountForeignZones(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[]): void {
  for (const [at, span] of spans.entries()) {
    const before = spans[at - 1]
    if (!before || !ZONE_ONLY.test(text.plain.slice(before.end, span.end))) continue
    const owners = before.readings.map((reading) => nodeOf(index, reading.nodeId)).filter((node) => node.level === 'county')
    if (owners.length === 0) continue
    for (const reading of span.readings) {
      const zone = nodeOf(index, reading.nodeId)
      // A zone beside the counties may be cut out of this one; one below a county is that county's.
      const isOwn = zone.level === 'county' || owners.some((owner) => isWithin(zone, owner.id) || index.hostOf.get(zone.countyId) === owner.id)
      if (!isOwn) reading.quality *= FOREIGN_ZONE_FACTOR
    }
  }
}

/** Settles how much every reading is worth where it stands, and drops those worth nothing. Changes the spans' readings. */
export function weighReadings(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[]): void {
  dropInnerShortForms(index, text, spans)
  weighNamesakes(index, text, spans)
  for (const [at, span] of spans.entries()) {
    const after = text.plain.slice(span.end, span.end + 6)
    const written = text.plain.slice(span.start, span.end)
    for (const reading of span.readings) {
      if (reading.namesake === true) continue
      const node = nodeOf(index, reading.nodeId)
      const factor = afterFactor(reading, after)
      // 马昌营镇西陈各庄北街: a street of that village, where its own town stands before it.
      const isStreetOfIts = factor === 0 && !reading.everyday && written.length >= 3 && ROAD_AFTER.test(after) && isUnderTownship(index, text, spans, at, node)
      reading.quality *= isStreetOfIts ? STREET_OF_VILLAGE_FACTOR : factor
      if (!(reading.bare || reading.everyday) || reading.quality === 0) continue
      const beside = isBeside(index, text, spans, at, node)
      const meant = beside || opensAddress(text, spans, at)
      const short = span.end - span.start <= 2
      const under = isUnderTownship(index, text, spans, at, node)
      reading.quality = inContext(reading, { beside, meant, under, short, outshone: () => isOutshone(index, span, node, beside) })
    }
  }
  discountForeignZones(index, text, spans)
  discountStrangers(index, text, spans)
  preferWrittenKind(spans)
  for (const span of spans) {
    const worthy = span.readings.filter((reading) => reading.quality >= LEAST_QUALITY)
    span.readings.splice(0, span.readings.length, ...worthy)
  }
}
