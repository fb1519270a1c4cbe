import type { PlaceContext, PlaceLevel, PlaceResolution } from '../contract/place.schema.js'
import type { PlaceDivision } from './division-aliases.js'
import { buildPlaceIndex } from './place-index.js'
import { TONGLIAO_PLACE_USAGE } from './place-usage.js'
import { resolvePlace } from './resolve-place.js'

/** A division tree with its index, for specs. */
export type PlaceWorld = {
  readonly divisions: readonly PlaceDivision[]
  readonly byCode: ReadonlyMap<string, PlaceDivision>
  readonly parentOf: (division: PlaceDivision) => PlaceDivision | undefined
  readonly resolve: (text: string, context?: PlaceContext) => PlaceResolution
}

const isLevel = (level: string): level is PlaceLevel => ['city', 'county', 'township', 'village'].includes(level)

/** From the division file the organisation context ships (`code,parent_code,level,kind,name`). */
export function buildPlaceWorld(csv: string): PlaceWorld {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/)
  const columns = header.split(',')
  const divisions = lines.map((line): PlaceDivision => {
    const cells = line.split(',')
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
    const level = cell('level')
    if (!isLevel(level)) throw new Error(`Not a division level: ${line}`)
    return { code: cell('code'), parentCode: cell('parent_code') === '' ? null : cell('parent_code'), level, name: cell('name') }
  })
  const index = buildPlaceIndex(divisions, TONGLIAO_PLACE_USAGE)
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  return {
    divisions,
    byCode,
    parentOf: (division) => byCode.get(division.parentCode ?? ''),
    resolve: (text, context) => resolvePlace(index, text, context),
  }
}

/** 甘旗卡 of 甘旗卡镇; null when what is left names nothing (新 of 新镇, 六号 of 国有六号农场). */
export function stemOf(name: string): string | null {
  const kind = /(街道办事处|街道|镇|苏木|乡|农场|牧场|机械化林场|林场|渔场)$/
  const stem = name.replace(/^通辽市(国有)?|^国有/, '').replace(kind, '')
  return stem.length < 2 || /^[一二三四五六七八九十]+号?$/.test(stem) ? null : stem
}
