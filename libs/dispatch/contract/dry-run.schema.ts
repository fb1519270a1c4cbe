import { defineEndpoint, isoField, pageOf, pageQueryShape, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import './learning-refusals.js'
import { CATALOGUE_ROWS_MAX, catalogueRowSchema } from './catalogue.schema.js'

export const DRY_RUN_CASES_MAX = 200_000
export const DRY_RUN_CASES_DEFAULT = 100_000

/** The lowest bar a city may set: below it the system would send cases out that it is more likely wrong than right about. */
export const AUTOMATIC_THRESHOLD_MIN = 0.5
/** What an installation starts with. */
export const AUTOMATIC_THRESHOLD_SHIPPED = 0.8

export const automaticThresholdField = z.number({ error: '自动派单门槛应为数字' }).min(AUTOMATIC_THRESHOLD_MIN, `自动派单门槛不低于 ${AUTOMATIC_THRESHOLD_MIN}`).max(1, '自动派单门槛不高于 1')

/** What is tried: another catalogue, another threshold, or both; against what is in force. */
export const dryRunRequestSchema = z
  .strictObject({
    /** `draft`: the draft as it stands when it is asked; `in_force`: the catalogue stays, only the threshold changes; rows: these. */
    catalogue: z.union([z.enum(['draft', 'in_force']), z.strictObject({ rows: z.array(catalogueRowSchema).min(1).max(CATALOGUE_ROWS_MAX) })]),
    /** Null: as it is. */
    automaticThreshold: automaticThresholdField.nullable().default(null),
    /** The newest so many, of those filed in the period when one is given. */
    newest: z.int().min(1).max(DRY_RUN_CASES_MAX).default(DRY_RUN_CASES_DEFAULT),
    filedSince: isoField.nullable().default(null),
    filedBefore: isoField.nullable().default(null),
    /** Place and category are read anew out of the text; else they are taken from the case as it was filed. */
    reresolve: z.boolean().default(false),
  })
  .superRefine(({ catalogue, automaticThreshold, filedSince, filedBefore }, ctx) => {
    const add = (path: string, message: string): void => void ctx.addIssue({ code: 'custom', path: [path], message, input: undefined })
    if (catalogue === 'in_force' && automaticThreshold === null) add('automaticThreshold', '目录不变时，请给出要试的门槛')
    if (filedSince !== null && filedBefore !== null && Date.parse(filedSince) >= Date.parse(filedBefore)) add('filedBefore', '结束时间应晚于开始时间')
  })
export type DryRunRequest = z.output<typeof dryRunRequestSchema>

const count = z.int().min(0)

/** Cases that would have gone to another unit; null: nobody by itself, a dispatcher decides. */
const moveShape = {
  fromUnitId: z.string().nullable(), toUnitId: z.string().nullable(), count,
  /** Of those whose truth is known: now wrong and then right, and the other way round. */
  mended: count, broken: count,
  /** Of them because the catalogue would keep townships out. */
  townshipForbidden: count,
}
export const dryRunMoveSchema = z.object({ ...moveShape, caseIds: z.array(uuidField) })
export type DryRunMove = Readonly<z.output<typeof dryRunMoveSchema>>

export const dryRunCategorySchema = z.object({ categoryCode: z.string().nullable(), cases: count, moved: count, mended: count, broken: count })
export type DryRunCategory = Readonly<z.output<typeof dryRunCategorySchema>>

const resultShape = {
  cases: count, moved: count, townshipForbidden: count,
  outcomes: z.object({ automaticBefore: count, automaticAfter: count, automaticToPool: count, poolToAutomatic: count }),
  /** First-dispatch accuracy by the plan: its unit is the one that handled the case in the end. Over cases where that is settled: a reply was accepted, or it was answered and never contested. */
  accuracy: z.object({ settled: count, rightBefore: count, rightAfter: count, mended: count, broken: count }),
  /** The same of what would have gone out by itself. */
  automaticAccuracy: z.object({ settledBefore: count, rightBefore: count, settledAfter: count, rightAfter: count }),
  /** As it really went, dispatchers included. */
  actual: z.object({ dispatched: count, stayed: count }),
  otherMoves: count,
}
/** What is stored. Counts of the whole city; the single cases are told only within a reader's reach. */
export const dryRunResultSchema = z.object({ ...resultShape, moves: z.array(dryRunMoveSchema), categories: z.array(dryRunCategorySchema) })
export type DryRunResult = Readonly<z.output<typeof dryRunResultSchema>>

export const dryRunStatusSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export type DryRunStatus = z.output<typeof dryRunStatusSchema>
export const DRY_RUN_STATUS_ZH: Readonly<Record<DryRunStatus, string>> = { queued: '排队', running: '试运行中', done: '完成', failed: '失败', cancelled: '已取消' }

export const dryRunSchema = z.object({
  id: uuidField,
  status: dryRunStatusSchema,
  what: z.object({
    catalogue: z.enum(['draft', 'in_force', 'rows']), rowCount: count, draftRevision: z.int().nullable(), versionInForce: z.int().nullable(),
    thresholdBefore: z.number(), thresholdAfter: z.number(), newest: count, filedSince: isoField.nullable(), filedBefore: isoField.nullable(), reresolve: z.boolean(),
  }),
  requestedBy: z.object({ id: z.string(), name: z.string() }),
  requestedAt: isoField,
  casesDone: count,
  /** Null until it has begun. */
  casesTotal: count.nullable(),
  finishedAt: isoField.nullable(),
  /** A sentence, when it failed. */
  failure: z.string().nullable(),
  accuracyBefore: z.number().nullable(), accuracyAfter: z.number().nullable(),
})
export type DryRun = z.output<typeof dryRunSchema>

const named = z.object({ id: z.string(), name: z.string() })
/** A case as an example; of a sealed one the number alone. */
const exampleSchema = z.object({ id: uuidField, number: z.string(), title: z.string().nullable() })

export const dryRunDetailSchema = dryRunSchema.extend({
  result: z
    .object({
      ...resultShape,
      moves: z.array(z.object({ from: named.nullable(), to: named.nullable(), count, mended: count, broken: count, townshipForbidden: count, examples: z.array(exampleSchema) })),
      categories: z.array(z.object({ category: named.nullable(), cases: count, moved: count, mended: count, broken: count })),
    })
    .nullable(),
})
export type DryRunDetail = z.output<typeof dryRunDetailSchema>

export const startDryRun = defineEndpoint({
  name: 'startDryRun', method: 'POST', path: '/dispatch/dry-runs', permission: 'catalogue.edit', tag: 'dispatch',
  summary: '试运行：把目录草稿或自动派单门槛在以往工单上重放，看会改派多少、首派准确率如何变化；不改任何工单',
  body: dryRunRequestSchema, response: dryRunSchema, refusals: ['DRY_RUN_UNDER_WAY', 'CATALOGUE_DRAFT_UNKNOWN'],
  example: { catalogue: 'in_force', automaticThreshold: 0.85, newest: 1000, filedSince: null, filedBefore: null, reresolve: false },
})
export const listDryRuns = defineEndpoint({
  name: 'listDryRuns', method: 'GET', path: '/dispatch/dry-runs', permission: 'catalogue.read', tag: 'dispatch', summary: '试运行记录，最近的在前',
  query: z.strictObject(pageQueryShape), response: pageOf(dryRunSchema),
})
export const readDryRun = defineEndpoint({
  name: 'readDryRun', method: 'GET', path: '/dispatch/dry-runs/:dryRunId', permission: 'catalogue.read', tag: 'dispatch',
  summary: '一次试运行的进度和结果；举例只列看得到的工单，保密件只有编号', params: z.strictObject({ dryRunId: uuidField }), response: dryRunDetailSchema, refusals: ['DRY_RUN_NOT_FOUND'],
})
export const cancelDryRun = defineEndpoint({
  name: 'cancelDryRun', method: 'POST', path: '/dispatch/dry-runs/:dryRunId/cancel', permission: 'catalogue.edit', tag: 'dispatch', summary: '停止试运行', status: 200,
  params: z.strictObject({ dryRunId: uuidField }), response: dryRunSchema, refusals: ['DRY_RUN_NOT_FOUND', 'DRY_RUN_FINISHED'],
})

export const DRY_RUN_ENDPOINTS = [startDryRun, listDryRuns, readDryRun, cancelDryRun]
