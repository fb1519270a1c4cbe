import { idOf, ok, refuse, type Result } from '@tongban/kernel/core'
import type { Division, OrgDirectory, Unit } from '@tongban/org/contract'
import { dutyPostKey, type DutyPost } from '@tongban/duty/contract'
import { MOST_POSTS, type CallDepth, type IncidentKind, type PostLevel } from '../contract/index.js'
import { RESPONDERS } from './responders.js'

export type PlannedPost = { readonly key: string; readonly post: DutyPost; readonly parentKey: string | null; readonly name: string; readonly level: PostLevel }
export type CallPlan = {
  /** Divisions of the area, none inside another of them. */
  readonly area: readonly string[]
  readonly countyCodes: readonly string[]
  /** Units that are called, and those whose place is touched though it is too deep to be called. */
  readonly unitIds: readonly string[]
  /** From the city down; whoever stands above comes before. */
  readonly posts: readonly PlannedPost[]
}

/** Whom an incident calls: the hotline centre and the departments of its kind, then county, township and village of the area, each under who stands above it. */
export function planPosts(org: OrgDirectory, cityCode: string, kind: IncidentKind, codes: readonly string[], depth: CallDepth, most = MOST_POSTS): Result<CallPlan> {
  const unknown = codes.find((code) => org.division(idOf(code)) === null)
  if (unknown !== undefined) return refuse('INCIDENT_AREA_UNKNOWN', { divisionCode: unknown })
  const area = outermost(org, codes)
  const places = area.flatMap((code) => [...org.pathOf(idOf(code)), ...below(org, code)])
  const touched = [...new Map(places.map((place) => [place.code, place])).values()]
  const posts = collectPosts(org, cityCode, kind, touched)
  const called = [...posts.values()].filter(({ level }) => DEPTH[level] <= DEPTH[depth])
  if (called.length > most) return refuse('INCIDENT_AREA_TOO_WIDE', { posts: called.length, most })
  const unitIds = [...posts.values()].flatMap(({ post }) => ('unitId' in post ? [post.unitId] : []))
  return ok({ area, countyCodes: touched.filter(({ level }) => level === 'county').map(({ code }) => code), unitIds, posts: called })
}

const DEPTH: Readonly<Record<PostLevel, number>> = { city: 0, county: 1, township: 2, village: 3 }

/** Drops what lies inside another of them. */
function outermost(org: OrgDirectory, codes: readonly string[]): string[] {
  const all = new Set(codes)
  return [...all].filter((code) => !org.pathOf(idOf(code)).some((place) => place.code !== code && all.has(place.code)))
}

const below = (org: OrgDirectory, code: string): readonly Division[] => org.childrenOf(idOf(code)).flatMap((child) => [child, ...below(org, child.code)])

function collectPosts(org: OrgDirectory, cityCode: string, kind: IncidentKind, touched: readonly Division[]): ReadonlyMap<string, PlannedPost> {
  const posts = new Map<string, PlannedPost>()
  const add = (post: DutyPost, name: string, level: PostLevel, parentKey: string | null): string => {
    const key = dutyPostKey(post)
    if (!posts.has(key)) posts.set(key, { key, post, name, level, parentKey: parentKey === key ? null : parentKey })
    return key
  }
  const addUnit = (unit: Unit, level: PostLevel, parentKey: string | null): string => add({ unitId: unit.id }, unit.shortName, level, parentKey)
  const centre = org.allUnits().find((unit) => unit.kind === 'hotline_centre' && unit.divisionCode === cityCode)
  const top = centre === undefined ? null : addUnit(centre, 'city', null)
  for (const { kind: unitKind, functionCode } of RESPONDERS[kind]) {
    const unit = unitKind === 'county_department' ? null : org.unitByFunction(unitKind, functionCode, null)
    if (unit !== null) addUnit(unit, 'city', top)
  }
  const keyOfCounty = new Map<string, string | null>()
  for (const county of touched.filter(({ level }) => level === 'county')) {
    const coordinator = org.coordinatorOf(county.code)
    const key = coordinator === null ? top : addUnit(coordinator, 'county', top)
    keyOfCounty.set(county.code, key)
    for (const { kind: unitKind, functionCode } of RESPONDERS[kind]) {
      const unit = unitKind === 'city_department' ? null : org.unitByFunction(unitKind, functionCode, county.code)
      if (unit !== null) addUnit(unit, unit.level === 'city' ? 'city' : 'county', unit.level === 'city' ? top : key)
    }
  }
  const keyOfTownship = new Map<string, string | null>()
  for (const township of touched.filter(({ level }) => level === 'township')) {
    const above = keyOfCounty.get(township.parentCode ?? '') ?? top
    const unit = org.townshipUnit(township.code)
    keyOfTownship.set(township.code, unit === null ? above : addUnit(unit, 'township', above))
  }
  for (const village of touched.filter(({ level }) => level === 'village')) {
    add({ divisionCode: village.code }, village.name, 'village', keyOfTownship.get(village.parentCode ?? '') ?? top)
  }
  return posts
}
