import { z } from 'zod'
import { isoField, phoneField, textField, unitIdField, divisionCodeField, uuidField } from '@tongban/kernel/contract'
import { dutyTimesSchema } from './duty-times.schema.js'

/** Exactly one of the two. */
export const dutyPostShape = { unitId: unitIdField.optional(), divisionCode: divisionCodeField.optional() }
export const namesOnePost = ({ unitId, divisionCode }: { unitId?: string | undefined; divisionCode?: string | undefined }): boolean => (unitId === undefined) !== (divisionCode === undefined)
export const ONE_POST = { message: '请指定一个单位，或一个嘎查村' }

const lineField = z.int({ error: '顺序应为 1 至 9' }).min(1, { message: '顺序应为 1 至 9' }).max(9, { message: '顺序应为 1 至 9' })

/** `phone` left out keeps the number that stands; null takes it away. */
export const dutyEntryInputSchema = z.strictObject({
  id: uuidField.optional(),
  name: textField('姓名', { min: 1, max: 30 }),
  title: textField('职务', { max: 30 }),
  phone: phoneField.nullable().optional(),
  userId: z.string().min(1).max(64).nullable(),
  line: lineField,
  times: dutyTimesSchema,
})
export type DutyEntryInput = z.output<typeof dutyEntryInputSchema>

export const dutyEntryViewSchema = z.object({
  id: z.string(), name: z.string(), title: z.string(), phoneMasked: z.string().nullable(), userId: z.string().nullable(), line: z.int(), times: dutyTimesSchema,
})
export type DutyEntryView = z.output<typeof dutyEntryViewSchema>

export const dutyPostViewSchema = z.object({
  key: z.string(), unitId: z.string().nullable(), divisionCode: z.string(), name: z.string(),
  level: z.enum(['city', 'county', 'township', 'village']), countyCode: z.string().nullable(), townshipCode: z.string().nullable(),
})
export type DutyPostView = z.output<typeof dutyPostViewSchema>

export const dutyStretchSchema = z.object({ from: isoField, to: isoField })

export const dutyRosterSchema = z.object({
  post: dutyPostViewSchema,
  /** 0 until somebody has written the first entry. */
  version: z.int(), changedAt: isoField.nullable(), mayMaintain: z.boolean(),
  entries: z.array(dutyEntryViewSchema),
  /** Seven days, cut where somebody begins or ends; `entryIds` empty: nobody answers. */
  week: z.array(dutyStretchSchema.extend({ entryIds: z.array(z.string()) })),
  /** Accounts an entry may name; only for who may maintain. */
  accounts: z.array(z.object({ userId: z.string(), name: z.string() })),
})
export type DutyRosterView = z.output<typeof dutyRosterSchema>

export const dutyNowSchema = z.object({
  at: isoField,
  posts: z.array(
    z.object({
      post: dutyPostViewSchema,
      contacts: z.array(
        z.object({
          id: z.string(), name: z.string(), title: z.string(), phoneMasked: z.string().nullable(), userId: z.string().nullable(), line: z.int(),
          /** Not on the roster: an account of the unit, reached in the app only. */
          standsIn: z.boolean(),
          mayCall: z.boolean(),
        }),
      ),
    }),
  ),
})
export type DutyNowView = z.output<typeof dutyNowSchema>

export const dutyGapsSchema = z.object({
  from: isoField, to: isoField,
  posts: z.array(
    z.object({
      post: dutyPostViewSchema, hasRoster: z.boolean(), uncoveredMinutes: z.int(),
      /** The first ten of each. */
      gaps: z.array(dutyStretchSchema), clashes: z.array(dutyStretchSchema.extend({ line: z.int(), names: z.array(z.string()) })),
    }),
  ),
})
export type DutyGapsView = z.output<typeof dutyGapsSchema>

export const dutyImportReportSchema = z.object({
  rows: z.int(), entries: z.int(), posts: z.int(), saved: z.boolean(), errorCount: z.int(),
  /** The first hundred; `row` as the table counts, the heading being 1. */
  errors: z.array(z.object({ row: z.int(), message: z.string() })),
})
export type DutyImportReport = z.output<typeof dutyImportReportSchema>
