import { caseListItemSchema } from '@tongban/case/contract'
import { defineEndpoint, divisionCodeField, isoField, pageOf, pageQueryShape, textField, unitIdField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { clockKindSchema } from './clock.schema.js'
import { serviceClassSchema } from './service-class.js'

/**
 * What threatens a case, by one clock of it. unowned: waits in the pool, due soon or late · near: due within the hours asked for · unsigned, lapsed: a
 * signature, a ruling or an adjudication past its moment · late: any other duty past its moment · again: round two or more, whatever else it is.
 */
export const riskSchema = z.enum(['late', 'unsigned', 'lapsed', 'unowned', 'near', 'again'])
export type Risk = z.output<typeof riskSchema>

export const RISK_ZH: Readonly<Record<Risk, string>> = { late: '已超期', unsigned: '超时未签收', lapsed: '裁定逾期', unowned: '派单池无主', near: '即将超期', again: '二轮及以上' }

export const RISK_HOURS = { least: 1, most: 168, usual: 24 } as const

const filterShape = {
  hours: z.coerce.number().int().min(RISK_HOURS.least).max(RISK_HOURS.most).default(RISK_HOURS.usual),
  risk: riskSchema.optional(),
  countyCode: divisionCodeField.optional(),
  townshipCode: divisionCodeField.optional(),
  unitId: unitIdField.optional(),
  serviceClass: serviceClassSchema.optional(),
  /** Digits: the beginning of a number; else words of a title. */
  q: textField('搜索内容', { max: 40 }).optional(),
}

export const riskItemSchema = z.object({
  clockId: uuidField, kind: clockKindSchema, kindZh: z.string(), risk: riskSchema, dueAt: isoField, warnAt: isoField.nullable(),
  serviceClass: serviceClassSchema, unit: z.object({ id: z.string(), name: z.string() }).nullable(), case: caseListItemSchema,
})
export type RiskItem = z.output<typeof riskItemSchema>

const placeCountSchema = z.object({ code: z.string().nullable(), name: z.string(), count: z.int() })

/** Of clocks. `isExact` false: there are more than were counted, and every number is the least it can be. */
export const riskCountsSchema = z.object({
  isExact: z.boolean(), total: z.int(),
  /** Within the place and the other filters, whatever risk is asked for. */
  risks: z.array(z.object({ risk: riskSchema, count: z.int() })),
  /** Of the risk asked for, in every place the person may see. */
  counties: z.array(placeCountSchema.extend({ townships: z.array(placeCountSchema) })),
})
export type RiskCounts = z.output<typeof riskCountsSchema>

export const listRisks = defineEndpoint({
  name: 'listRisks', method: 'GET', path: '/risk', permission: 'risk.read', tag: 'deadline', summary: '风险清单：将超期、已超期、未签收、裁定逾期、无主、二轮以上，按到期先后',
  query: z.strictObject({ ...filterShape, ...pageQueryShape }),
  /** `counts` stands on the first page only. */
  response: pageOf(riskItemSchema).extend({ counts: riskCountsSchema.nullable() }),
})

export const urgeOutcomeSchema = z.object({ caseId: uuidField, number: z.string().nullable(), done: z.boolean(), code: z.string().nullable(), reason: z.string().nullable() })
export type UrgeOutcome = z.output<typeof urgeOutcomeSchema>

export const urgeCases = defineEndpoint({
  name: 'urgeCases', method: 'POST', path: '/risk/urge', permission: 'case.urge', tag: 'deadline', summary: '批量催办：逐件答复成与不成', status: 200, idempotent: true,
  body: z.strictObject({ caseIds: z.array(uuidField).min(1, { message: '请先选择工单' }).max(100, { message: '一次最多催办 100 件' }), note: textField('催办内容', { min: 1, max: 500 }) }),
  response: z.object({ items: z.array(urgeOutcomeSchema) }),
})

export const RISK_ENDPOINTS: readonly Endpoint[] = [listRisks, urgeCases]
