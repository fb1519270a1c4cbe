import { z } from 'zod'
import type { UnitId } from '@tongban/kernel/core'
import { unitIdField } from '@tongban/kernel/contract'
import { divisionCodeSchema } from './division.schema.js'
import { functionCodeSchema } from './function-code.schema.js'

export const unitKindSchema = z.enum([
  'township',
  'county_coordinator',
  'county_department',
  'city_department',
  'enterprise',
  'hotline_centre',
  'callback_provider',
  'discipline_inspection',
])
export type UnitKind = z.infer<typeof unitKindSchema>

/** Which of the linked levels a unit stands on. No unit of ours stands in a village: a village never leads. */
export const unitLevelSchema = z.enum(['city', 'county', 'township'])
export type UnitLevel = z.infer<typeof unitLevelSchema>

/** Units are compared only inside one class. A unit without a class is never ranked. */
export const peerClassSchema = z.enum([
  'urban_street',
  'town',
  'sumu',
  'farm',
  'county',
  'county_department',
  'city_department',
  'enterprise',
])
export type PeerClass = z.infer<typeof peerClassSchema>

export const UNIT_KIND_LABELS_ZH: Readonly<Record<UnitKind, string>> = {
  township: '镇街（苏木）',
  county_coordinator: '旗县统筹',
  county_department: '旗县部门',
  city_department: '市直部门',
  enterprise: '公共服务企业',
  hotline_centre: '热线中心',
  callback_provider: '第三方回访机构',
  discipline_inspection: '纪检监察机关',
}

export const PEER_CLASS_LABELS_ZH: Readonly<Record<PeerClass, string>> = {
  urban_street: '城区街道',
  town: '乡镇',
  sumu: '苏木',
  farm: '农牧林场',
  county: '旗县区',
  county_department: '旗县部门',
  city_department: '市直部门',
  enterprise: '公共服务企业',
}

/** Readable ASCII, stable for ever, e.g. `township-150502003`, `county-150525-agriculture`, `enterprise-150500-bus`. */
export const unitIdSchema = unitIdField as unknown as z.ZodType<UnitId, string>

/**
 * Whoever may hold an assignment, or works beside those who do.
 * `divisionCode` is the place it answers for; `functionCode` is null for units that answer for a place rather than a matter.
 * `parentId` is who commands it (for "unit subtree" scope), null at the top of its own hierarchy.
 */
export const unitSchema = z.strictObject({
  id: unitIdSchema,
  name: z.string().min(1).max(80),
  shortName: z.string().min(1).max(30),
  kind: unitKindSchema,
  level: unitLevelSchema,
  divisionCode: divisionCodeSchema,
  functionCode: functionCodeSchema.nullable(),
  parentId: unitIdSchema.nullable(),
  peerClass: peerClassSchema.nullable(),
})
export type Unit = Readonly<z.infer<typeof unitSchema>>
