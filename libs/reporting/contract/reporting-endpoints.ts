import { casePageSchema } from '@tongban/case/contract'
import { defineEndpoint, divisionCodeField, isoField, pageQueryShape, unitIdField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { boardSnapshotSchema } from './board-snapshot.schema.js'
import { formulaIdSchema } from './formulas.js'
import { listActCases, readActs } from './acts.js'
import { listDispatchQualityCases, readDispatchQuality } from './dispatch-quality.js'
import { measureIdSchema } from './measures.js'
import { checkPeriod, periodShape } from './period-query.js'
import { rateField, ratesSchema } from './rates.schema.js'

/** The row of cases that belong to no unit or no place yet; a list asks for it by this word. */
export const NO_GROUP = 'none'

/** A word of another context's list; one that is on no list finds nothing. */
const codeField = z.string().regex(/^[a-z_]{1,40}$/, { message: '代码由小写字母和下划线组成' })

export const groupBySchema = z.enum(['unit', 'county', 'township', 'city'])
export type GroupBy = z.output<typeof groupBySchema>

export const measureRowSchema = z.object({
  /** Unit id or division code; `none` for cases that have neither yet, so that rows always add up to the city's. */
  id: z.string(),
  name: z.string(),
  peerClass: z.string().nullable(),
  counts: z.record(measureIdSchema, z.int()),
  rates: ratesSchema,
  /** closed_on_time / (closed + still_overdue). */
  onTime: rateField,
  /** first_dispatch_right / dispatched. */
  firstDispatch: rateField,
  /** Within the peer class, by score or satisfaction; null below the formula's minimum of valid callbacks. */
  rank: z.int().nullable(),
})
export type MeasureRow = z.output<typeof measureRowSchema>

export const readMeasures = defineEndpoint({
  name: 'readMeasures',
  method: 'GET',
  path: '/measures',
  permission: 'measures.read',
  tag: 'reporting',
  summary: '一段时间的数量与三率，按单位、旗县、镇街或全市',
  query: z
    .strictObject({
      ...periodShape,
      by: groupBySchema.default('unit'),
      peerClass: z.string().max(40).optional().describe('只要这一组'),
      countyCode: divisionCodeField.optional().describe('诉求所在旗县'),
      formula: formulaIdSchema.default('three_rates'),
    })
    .superRefine(checkPeriod),
  response: z.object({
    from: isoField,
    to: isoField,
    by: groupBySchema,
    formula: z.object({ id: formulaIdSchema, zh: z.string(), version: z.string(), source: z.string(), minimumValidCallbacks: z.int() }),
    rows: z.array(measureRowSchema),
  }),
})
export type MeasuresTable = z.output<typeof readMeasures.response>

/** The cases behind a number: same predicate, same scope, same period. */
export const listMeasureCases = defineEndpoint({
  name: 'listMeasureCases',
  method: 'GET',
  path: '/measures/:measure/cases',
  permission: 'measures.read',
  tag: 'reporting',
  summary: '打开一个数字，看它背后的工单',
  params: z.strictObject({ measure: measureIdSchema }),
  query: z
    .strictObject({
      ...periodShape,
      unitId: unitIdField.optional().describe(`主办单位；${NO_GROUP}：还没有`),
      countyCode: divisionCodeField.or(z.literal(NO_GROUP)).optional(),
      townshipCode: divisionCodeField.or(z.literal(NO_GROUP)).optional(),
      channel: codeField.optional(),
      caseType: codeField.optional(),
      categoryCode: z
        .string()
        .regex(/^\d{2,6}$/)
        .optional()
        .describe('含下级分类'),
      ...pageQueryShape,
    })
    .superRefine(checkPeriod),
  response: casePageSchema,
})

export const readBoard = defineEndpoint({
  name: 'readBoard',
  method: 'GET',
  path: '/board',
  permission: 'board.read',
  tag: 'reporting',
  summary: '大屏快照（按查看范围）',
  response: boardSnapshotSchema,
})

export const REPORTING_ENDPOINTS: readonly Endpoint[] = [
  readMeasures, listMeasureCases, readBoard, readActs, listActCases, readDispatchQuality, listDispatchQualityCases,
]
