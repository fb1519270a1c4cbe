import { defineEndpoint, isoField, textField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { automaticThresholdField } from './dry-run.schema.js'
import './learning-refusals.js'
import { SETTING_HISTORY_MOST } from './pool-endpoints.js'

/** How sure the system must be to send a case out by itself, as the city has it. `revision` 0: as shipped. */
const revisionShape = { automatic: z.number(), revision: z.int(), reason: z.string(), changedBy: z.object({ id: z.string(), name: z.string() }).nullable(), changedAt: isoField.nullable() }
export const dispatchThresholdSchema = z.object({ ...revisionShape, history: z.array(z.object(revisionShape)).describe(`以往的修改，新的在前，最多 ${SETTING_HISTORY_MOST} 次`) })
export type DispatchThresholdView = z.output<typeof dispatchThresholdSchema>

export const readDispatchThreshold = defineEndpoint({
  name: 'readDispatchThreshold', method: 'GET', path: '/dispatch/threshold', permission: 'catalogue.read', tag: 'dispatch', summary: '自动派单门槛：把握到多少才自动派出', response: dispatchThresholdSchema,
})
export const changeDispatchThreshold = defineEndpoint({
  name: 'changeDispatchThreshold', method: 'POST', path: '/dispatch/threshold', permission: 'catalogue.edit', tag: 'dispatch', status: 200,
  summary: '修改自动派单门槛；几秒内各处生效，先用试运行看看影响',
  body: z.strictObject({ automatic: automaticThresholdField, reason: textField('理由', { min: 4, max: 500 }), revision: z.int().min(0).describe('看到的是第几次修改') }),
  response: dispatchThresholdSchema, refusals: ['THRESHOLD_STALE'], example: { automatic: 0.85, reason: '试运行表明准确率提高', revision: 0 },
})

export const THRESHOLD_ENDPOINTS = [readDispatchThreshold, changeDispatchThreshold]
