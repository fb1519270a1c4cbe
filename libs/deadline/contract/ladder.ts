import { roleIdSchema } from '@tongban/access/contract'
import { textField } from '@tongban/kernel/contract'
import { durationUnitSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { clockKindSchema } from './clock.schema.js'
import { serviceClassSchema } from './service-class.js'

/**
 * Where to look for the people a rung speaks to. unit: whose duty the clock is (a clock of nobody's duty has none) · county: who coordinates the
 * case's county · city: the city's own roles wherever they sit, any other role in the hotline centre · discipline: discipline inspection.
 */
export const ladderLevelSchema = z.enum(['unit', 'county', 'city', 'discipline'])
export type LadderLevel = z.output<typeof ladderLevelSchema>

/** People of a role at a level. */
export const ladderTargetSchema = z.strictObject({ level: ladderLevelSchema, role: roleIdSchema })
export type LadderTarget = z.output<typeof ladderTargetSchema>

/** 督办单: 日常 · 挂牌 · 约谈 · 联合 (with discipline inspection and the staffing office). 催办 is an urge, 批示 a leader's instruction. */
export const orderKindSchema = z.enum(['urge', 'routine', 'listed', 'interview', 'joint', 'instruction'])
export type OrderKind = z.output<typeof orderKindSchema>

const length = z.strictObject({ amount: z.int().min(1).max(100_000), unit: durationUnitSchema })

/** What a rung does. `notify` tells people; `urge` also counts as 催办 in the case's timeline; `order` issues a supervision order with its own reply deadline. */
export const ladderActionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('notify'), to: z.array(ladderTargetSchema).min(1).max(10) }),
  z.strictObject({ do: z.literal('urge'), to: z.array(ladderTargetSchema).min(1).max(10) }),
  z.strictObject({ do: z.literal('order'), kind: orderKindSchema, replyWithin: length, to: z.array(ladderTargetSchema).min(1).max(10) }),
])
export type LadderAction = z.output<typeof ladderActionSchema>

/** When a rung is reached, from the due moment of its clock; `at` is the due moment itself. */
export const ladderOffsetSchema = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('before'), ...length.shape }),
  z.strictObject({ when: z.literal('at') }),
  z.strictObject({ when: z.literal('after'), ...length.shape }),
])
export type LadderOffset = z.output<typeof ladderOffsetSchema>

/** A rung of the escalation ladder 升级阶梯. Each is reached once by each clock, whatever moves the clock afterwards. */
export const ladderRungSchema = z.strictObject({
  /** Stable within a version of the policy: part of what keeps a rung from firing twice. */
  code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, '只能用小写字母、数字和下划线'),
  name: textField('阶梯名称', { min: 1, max: 30 }),
  kinds: z.array(clockKindSchema).min(1),
  /** Null is every class. */
  serviceClasses: z.array(serviceClassSchema).min(1).nullable(),
  offset: ladderOffsetSchema,
  actions: z.array(ladderActionSchema).min(1).max(5),
})
export type LadderRung = z.output<typeof ladderRungSchema>

/** At most this many rungs in a version. */
export const LADDER_MAX = 60
export const ladderSchema = z.array(ladderRungSchema).max(LADDER_MAX)
