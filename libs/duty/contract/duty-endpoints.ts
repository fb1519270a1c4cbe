import { z } from 'zod'
import { dayField, defineEndpoint, divisionCodeField, textField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import './refusals.js'
import {
  dutyEntryInputSchema, dutyGapsSchema, dutyImportReportSchema, dutyNowSchema, dutyPostShape, dutyRosterSchema, namesOnePost, ONE_POST,
} from './duty-views.schema.js'

const rosterVersion = z.int({ error: '版本号应为整数' }).min(0)
const editShape = { ...dutyPostShape, version: rosterVersion }
const EDIT_REFUSALS = [
  'DUTY_POST_UNKNOWN', 'CONFLICT', 'DUTY_SHIFT_INVALID', 'DUTY_VALIDITY_INVALID', 'DUTY_UNREACHABLE', 'DUTY_ACCOUNT_UNKNOWN', 'DUTY_ENTRY_UNKNOWN', 'DUTY_TOO_MANY',
] as const
const edited = z.object({ version: z.int() })

export const readDutyRoster = defineEndpoint({
  name: 'readDutyRoster', method: 'GET', path: '/duty/roster', permission: 'duty.read', tag: 'duty', summary: '一个单位或嘎查村的值班表，含一周排班',
  query: z.strictObject({ ...dutyPostShape, from: dayField.optional() }).refine(namesOnePost, ONE_POST), response: dutyRosterSchema, refusals: ['DUTY_POST_UNKNOWN'],
})

/** What has not ended yet is replaced by these entries; shifts that are over stay as they were. */
export const replaceDutyRoster = defineEndpoint({
  name: 'replaceDutyRoster', method: 'PUT', path: '/duty/roster', permission: 'duty.maintain', tag: 'duty', summary: '保存整个值班表（已结束的班次不动）',
  body: z.strictObject({ ...editShape, entries: z.array(dutyEntryInputSchema).max(500, { message: '一个值班表最多 500 行' }) }).refine(namesOnePost, ONE_POST),
  response: edited, refusals: EDIT_REFUSALS,
})

export const addDutyEntry = defineEndpoint({
  name: 'addDutyEntry', method: 'POST', path: '/duty/roster/entries', permission: 'duty.maintain', tag: 'duty', summary: '加一人或一班',
  body: z.strictObject({ ...editShape, entry: dutyEntryInputSchema }).refine(namesOnePost, ONE_POST), response: edited.extend({ id: z.string() }), refusals: EDIT_REFUSALS,
})

export const removeDutyEntries = defineEndpoint({
  name: 'removeDutyEntries', method: 'POST', path: '/duty/roster/removals', permission: 'duty.maintain', tag: 'duty', summary: '去掉若干行',
  body: z.strictObject({ ...editShape, entryIds: z.array(uuidField).min(1).max(100) }).refine(namesOnePost, ONE_POST), response: edited, refusals: EDIT_REFUSALS,
})

export const copyDutyShifts = defineEndpoint({
  name: 'copyDutyShifts', method: 'POST', path: '/duty/roster/copies', permission: 'duty.maintain', tag: 'duty', summary: '复制上周或上月的班次到 into 所在的一周或一月',
  body: z.strictObject({ ...editShape, period: z.enum(['week', 'month']), into: dayField }).refine(namesOnePost, ONE_POST),
  response: edited.extend({ copied: z.int() }), refusals: [...EDIT_REFUSALS, 'DUTY_NOTHING_TO_COPY'],
})

/** All rows or none. `check` only reports. */
export const importDutyRosters = defineEndpoint({
  name: 'importDutyRosters', method: 'POST', path: '/duty/imports', permission: 'duty.maintain', tag: 'duty', summary: '导入值班表（CSV），逐行报错；有错一行也不存', status: 200,
  body: z.strictObject({ csv: z.string().min(1, { message: '文件是空的' }).max(400_000, { message: '文件最多 400 KB' }), mode: z.enum(['check', 'save']) }),
  response: dutyImportReportSchema, refusals: ['CONFLICT'],
})

export const readDutyNow = defineEndpoint({
  name: 'readDutyNow', method: 'GET', path: '/duty/now', permission: 'duty.read', tag: 'duty', summary: '现在谁值班：一个单位、一个旗县区的各岗位，或一个地点的村、镇、旗县、市',
  query: z
    .strictObject({ unitId: dutyPostShape.unitId, countyCode: divisionCodeField.optional(), placeCode: divisionCodeField.optional() })
    .refine(({ unitId, countyCode, placeCode }) => [unitId, countyCode, placeCode].filter((value) => value !== undefined).length === 1, { message: '请指定单位、旗县区或地点之一' }),
  response: dutyNowSchema, refusals: ['DUTY_POST_UNKNOWN'],
})

export const revealDutyPhone = defineEndpoint({
  name: 'revealDutyPhone', method: 'POST', path: '/duty/contacts/:contactId/reveal', permission: 'duty.call', tag: 'duty', summary: '查看值班电话（记录在案）', status: 200,
  params: z.strictObject({ contactId: uuidField }), body: z.strictObject({ reason: textField('查看原因', { min: 2, max: 100 }) }),
  response: z.object({ phone: z.string() }), refusals: ['DUTY_CONTACT_UNKNOWN', 'DUTY_PHONE_MISSING'],
})

export const readDutyGaps = defineEndpoint({
  name: 'readDutyGaps', method: 'GET', path: '/duty/gaps', permission: 'duty.read', tag: 'duty', summary: '今后若干天无人值守的时段和同一顺序的重复',
  query: z.strictObject({ countyCode: divisionCodeField.optional(), unitId: dutyPostShape.unitId, days: z.coerce.number().int().min(1).max(31).default(30) })
    .refine(({ countyCode, unitId }) => (countyCode === undefined) !== (unitId === undefined), { message: '请指定单位或旗县区之一' }),
  response: dutyGapsSchema, refusals: ['DUTY_POST_UNKNOWN'],
})

export const DUTY_ENDPOINTS: readonly Endpoint[] = [
  readDutyRoster, replaceDutyRoster, addDutyEntry, removeDutyEntries, copyDutyShifts, importDutyRosters, readDutyNow, revealDutyPhone, readDutyGaps,
]
