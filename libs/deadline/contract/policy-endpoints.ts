import { defineEndpoint, divisionCodeField, categoryCodeField, isoField, dayField, textField } from '@tongban/kernel/contract'
import { caseTypeSchema } from '@tongban/case/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { policyDraftSchema, policyFaultSchema, publishPolicySchema } from './policy-draft.schema.js'
import { limitKindSchema } from './policy.schema.js'

/** upcoming: its first day is yet to come · in_force: it starts clocks today · past: another version took over · withdrawn: before its first day. */
export const policyStateSchema = z.enum(['upcoming', 'in_force', 'past', 'withdrawn'])
export type PolicyState = z.output<typeof policyStateSchema>

export const policyVersionSchema = z.object({
  version: z.int(),
  state: policyStateSchema,
  validFrom: dayField,
  /** The first day another version is in force instead; null while nothing follows. */
  validTo: dayField.nullable(),
  basedOn: z.int().nullable(),
  /** Null: shipped with the platform. */
  author: z.string().nullable(),
  reason: z.string(),
  createdAt: isoField,
  withdrawn: z.object({ at: isoField, by: z.string().nullable(), reason: z.string() }).nullable(),
})
export type PolicyVersion = z.output<typeof policyVersionSchema>

const named = z.object({ code: z.string(), name: z.string() })
export const policyVersionDetailSchema = policyVersionSchema.extend({
  table: policyDraftSchema,
  /** What the codes its rows name mean today. */
  names: z.object({ categories: z.array(named), divisions: z.array(named) }),
})
export type PolicyVersionDetail = z.output<typeof policyVersionDetailSchema>

/** A case somebody thinks of, to see what it would be given. */
export const policySampleSchema = z.strictObject({
  urgency: urgencySchema, caseType: caseTypeSchema, categoryCode: categoryCodeField.nullable(), divisionCode: divisionCodeField.nullable(),
})
export type PolicySample = z.output<typeof policySampleSchema>

const decided = z.object({ limit: durationSchema, source: z.string() })
const comparison = z.object({ kind: limitKindSchema, now: decided, then: decided, change: z.enum(['same', 'longer', 'shorter']) })

export const policyPreviewSchema = z.object({
  samples: z.array(z.object({ sample: policySampleSchema, limits: z.array(comparison) })),
  /** Open cases filed in the last 30 days, as many as were looked at; cases whose own clocks keep their version all the same. */
  cases: z.object({
    looked: z.int(),
    more: z.boolean(),
    kinds: z.array(z.object({ kind: limitKindSchema, longer: z.int(), shorter: z.int(), same: z.int() })),
    /** Some of those that would be promised another moment, the newest first; none that is sealed. */
    examples: z.array(z.object({ number: z.string(), dueNow: isoField, dueThen: isoField })).max(20),
  }),
  note: z.string(),
})
export type PolicyPreview = z.output<typeof policyPreviewSchema>

const TAG = { tag: 'deadline' } as const
const versionParams = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })

export const listPolicies = defineEndpoint({
  ...TAG, name: 'listPolicies', method: 'GET', path: '/deadline-policies', permission: 'deadline.read', summary: '时限规则的各个版本，最新的在前',
  response: z.object({ items: z.array(policyVersionSchema) }),
})

export const readPolicy = defineEndpoint({
  ...TAG, name: 'readPolicy', method: 'GET', path: '/deadline-policies/:version', permission: 'deadline.read', summary: '时限规则的一个版本',
  params: versionParams, response: policyVersionDetailSchema, refusals: ['NOT_FOUND'],
})

export const checkPolicy = defineEndpoint({
  ...TAG, name: 'checkPolicy', method: 'POST', path: '/deadline-policies/check', permission: 'deadline.configure', status: 200,
  summary: '检查一份时限规则草稿：全部问题，各在哪一行', body: z.strictObject({ draft: policyDraftSchema }), response: z.object({ faults: z.array(policyFaultSchema) }),
})

export const previewPolicy = defineEndpoint({
  ...TAG, name: 'previewPolicy', method: 'POST', path: '/deadline-policies/preview', permission: 'deadline.configure', status: 200,
  summary: '预览一份时限规则草稿：假想的工单与近 30 天的在办工单，现在的时限与草稿的时限',
  body: z.strictObject({ draft: policyDraftSchema, samples: z.array(policySampleSchema).max(20).default([]) }), response: policyPreviewSchema,
})

export const publishPolicy = defineEndpoint({
  ...TAG, name: 'publishPolicy', method: 'POST', path: '/deadline-policies', permission: 'deadline.configure',
  summary: '发布时限规则的新版本：最早自明日起生效（更正刚生效的版本，可以当天），已经在走的时钟仍按原版本', body: publishPolicySchema, response: policyVersionSchema,
  refusals: ['POLICY_ROWS_TIED', 'LADDER_SILENCED', 'POLICY_FAULTY', 'POLICY_FROM_TOO_EARLY', 'POLICY_SUPERSEDED', 'POLICY_VERSION_UPCOMING', 'POLICY_NOT_UPCOMING'],
})

export const withdrawPolicy = defineEndpoint({
  ...TAG, name: 'withdrawPolicy', method: 'POST', path: '/deadline-policies/:version/withdraw', permission: 'deadline.configure', status: 200,
  summary: '撤回一个尚未生效的版本', params: versionParams, body: z.strictObject({ reason: textField('理由', { min: 4, max: 500 }) }), response: policyVersionSchema,
  refusals: ['NOT_FOUND', 'POLICY_NOT_UPCOMING'],
})

export const POLICY_ENDPOINTS = [listPolicies, readPolicy, checkPolicy, previewPolicy, publishPolicy, withdrawPolicy] as const

/** Told through the outbox when a version was published or withdrawn: processes read the table again. */
export const POLICY_PUBLISHED = 'deadline.policy_published.v1'
