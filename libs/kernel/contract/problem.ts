import { z } from 'zod'
import { isoField } from './fields.js'

/** One thing that happened after the version a refused request had seen. */
export const problemChangeSchema = z.object({
  at: isoField,
  sentence: z.string(),
  actor: z.object({ name: z.string(), unitName: z.string().nullable() }),
})
export type ProblemChange = z.output<typeof problemChangeSchema>

/** RFC 9457 problem details, as every refusal of the API is told. `errors` names each field of bad input and the rule it broke. */
export const problemSchema = z.object({
  type: z.string().describe('urn:tongban:refusal:<CODE>'),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().describe('一句可以直接给人看的话'),
  traceId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  errors: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })).optional(),
  changes: z.array(problemChangeSchema).optional().describe('操作所依据的版本之后发生了什么，最新的在最后，最多 10 条'),
})
export type Problem = z.output<typeof problemSchema>
