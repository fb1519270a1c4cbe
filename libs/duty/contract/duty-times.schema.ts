import { z } from 'zod'
import { dayField, isoField } from '@tongban/kernel/contract'

/** The days a span begins on: every day, a kind of day by the working calendar, or a day of the week. */
export const dutyDaySchema = z.enum(['daily', 'working', 'rest', 'holiday', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type DutyDay = z.output<typeof dutyDaySchema>

export const DUTY_DAY_ZH: Readonly<Record<DutyDay, string>> = {
  daily: '每天', working: '工作日', rest: '休息日', holiday: '节假日', mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日',
}

/** A stretch that begins on a day, in minutes of the city's wall clock; it may run over midnight, at most a whole day long. 17:30 to 08:30: 1050, 900. */
export const dutySpanSchema = z.strictObject({
  on: dutyDaySchema,
  startMinute: z.int({ error: '开始时间不对' }).min(0, { message: '开始时间不对' }).max(1439, { message: '开始时间不对' }),
  minutes: z.int({ error: '时长不对' }).min(1, { message: '一段至少 1 分钟' }).max(1440, { message: '一段最多 24 小时' }),
})
export type DutySpan = Readonly<z.output<typeof dutySpanSchema>>

/** When somebody is on duty, as it travels: by a pattern of days, or one dated shift. Both half-open. */
export const dutyTimesSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pattern'),
    spans: z.array(dutySpanSchema).min(1, { message: '请至少填一段时间' }).max(21, { message: '最多 21 段时间' }),
    validFrom: dayField,
    /** The first day it no longer begins on; null: until it is taken out. */
    validTo: dayField.nullable(),
  }),
  z.strictObject({ kind: z.literal('shift'), startsAt: isoField, endsAt: isoField }),
])
export type DutyTimes = z.output<typeof dutyTimesSchema>
