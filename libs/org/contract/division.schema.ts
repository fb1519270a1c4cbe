import { z } from 'zod'
import type { DivisionCode } from '@tongban/kernel/core'
import { divisionCodeField } from '@tongban/kernel/contract'

/** The four linked levels of the model, from the city down. */
export const divisionLevelSchema = z.enum(['city', 'county', 'township', 'village'])
export type DivisionLevel = z.infer<typeof divisionLevelSchema>

/** What a division is in law or in practice. Closed: the generator refuses a name it cannot place here. */
export const divisionKindSchema = z.enum([
  'city',
  'district',
  'county',
  'county_level_city',
  'banner',
  'development_zone',
  'street',
  'town',
  'sumu',
  'township',
  'state_farm',
  'reserve',
  'village',
  'gacha',
  'community',
  'farm_unit',
  'management_area',
])
export type DivisionKind = z.infer<typeof divisionKindSchema>

export const DIVISION_LEVEL_LABELS_ZH: Readonly<Record<DivisionLevel, string>> = {
  city: '盟市',
  county: '旗县区',
  township: '镇街（苏木）',
  village: '嘎查村（社区）',
}

export const DIVISION_KIND_LABELS_ZH: Readonly<Record<DivisionKind, string>> = {
  city: '地级市',
  district: '市辖区',
  county: '县',
  county_level_city: '县级市',
  banner: '旗',
  development_zone: '开发区',
  street: '街道',
  town: '镇',
  sumu: '苏木',
  township: '乡',
  state_farm: '国营农牧林场',
  reserve: '保护区管理机构',
  village: '村',
  gacha: '嘎查',
  community: '社区',
  farm_unit: '农牧林场生活区（分场）',
  management_area: '园区管理区',
}

/** Six digits (city, county), nine (township) or twelve (village). Branded at compile time, plain text at run time. */
export const divisionCodeSchema = divisionCodeField as unknown as z.ZodType<DivisionCode, string>

/** One place of the division tree. `name` is the official one, as the statistics office writes it. The city's parent is null. */
export const divisionSchema = z.strictObject({
  code: divisionCodeSchema,
  parentCode: divisionCodeSchema.nullable(),
  level: divisionLevelSchema,
  kind: divisionKindSchema,
  name: z.string().min(1).max(60),
})
export type Division = Readonly<z.infer<typeof divisionSchema>>
