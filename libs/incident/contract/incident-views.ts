import { isoField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { ackWaySchema, callDepthSchema, callStateSchema, incidentKindSchema, incidentLevelSchema, incidentStatusSchema, postLevelSchema, postStateSchema } from './words.js'

const named = z.object({ id: z.string(), name: z.string() })

/** Of one level of the tree. `missing`: nobody on duty, or nobody answered. */
export const levelCountSchema = z.object({
  level: postLevelSchema, posts: z.int(), acknowledged: z.int(), late: z.int(), calling: z.int(), missing: z.int(),
})
export type LevelCount = z.output<typeof levelCountSchema>

export const incidentListItemSchema = z.object({
  id: uuidField,
  kind: incidentKindSchema,
  level: incidentLevelSchema,
  status: incidentStatusSchema,
  title: z.string(),
  placeText: z.string(),
  counties: z.array(named),
  openedAt: isoField,
  endedAt: isoField.nullable(),
  posts: z.int(),
  acknowledged: z.int(),
  missing: z.int(),
  /** This person, or their unit, was called and has not answered. */
  callsMe: z.boolean(),
})
export type IncidentListItem = z.output<typeof incidentListItemSchema>

export const incidentViewSchema = incidentListItemSchema.extend({
  version: z.int(),
  cause: z.string(),
  area: z.array(named),
  depth: callDepthSchema,
  openedBy: z.string(),
  respondingAt: isoField.nullable(),
  containedAt: isoField.nullable(),
  summary: z.string().nullable(),
  cancelReason: z.string().nullable(),
  affectedPeople: z.int().nullable(),
  /** Joined and within this person's reach. */
  cases: z.int(),
  levels: z.array(levelCountSchema),
  /** Posts this person may acknowledge for, and has not. */
  myPosts: z.array(z.object({ key: z.string(), name: z.string(), ackDueAt: isoField.nullable() })),
  mayManage: z.boolean(),
  mayWrite: z.boolean(),
})
export type IncidentView = z.output<typeof incidentViewSchema>

export const incidentCallSchema = z.object({
  id: uuidField, round: z.int(), line: z.int(), name: z.string(), title: z.string(), phoneMasked: z.string().nullable(), calledAt: isoField, ackDueAt: isoField, state: callStateSchema,
})

/** A node of the acknowledgement tree; `parentKey` is who stands above it, null at the top. Calls: the latest four. */
export const incidentPostSchema = z.object({
  key: z.string(),
  parentKey: z.string().nullable(),
  name: z.string(),
  level: postLevelSchema,
  state: postStateSchema,
  calledAt: isoField.nullable(),
  /** The next in line is called then; null: nothing to wait for. */
  nextAt: isoField.nullable(),
  acknowledged: z.object({ at: isoField, name: z.string(), way: ackWaySchema, late: z.boolean(), note: z.string() }).nullable(),
  calls: z.array(incidentCallSchema),
  mine: z.boolean(),
})
export type IncidentPost = z.output<typeof incidentPostSchema>

export const incidentLogItemSchema = z.object({ id: z.string(), at: isoField, actor: named, unit: named.nullable(), type: z.string(), sentence: z.string(), detail: z.string(), public: z.boolean() })
export type IncidentLogItem = z.output<typeof incidentLogItemSchema>

/** `title` of a sealed case is not told. */
export const incidentCaseSchema = z.object({
  id: uuidField, number: z.string(), title: z.string(), sealed: z.boolean(), status: z.string(), placeText: z.string(), unit: named.nullable(), filedAt: isoField, joinedAt: isoField.nullable(),
})
export type IncidentCase = z.output<typeof incidentCaseSchema>

export const callPreviewPostSchema = z.object({
  key: z.string(), parentKey: z.string().nullable(), name: z.string(), level: postLevelSchema,
  contacts: z.array(z.object({ name: z.string(), title: z.string(), phoneMasked: z.string().nullable(), line: z.int(), hasAccount: z.boolean() })),
})
export type CallPreviewPost = z.output<typeof callPreviewPostSchema>
export const callPreviewSchema = z.object({
  ackMinutes: z.record(postLevelSchema, z.int()),
  levels: z.array(z.object({ level: postLevelSchema, posts: z.int(), missing: z.int() })),
  posts: z.array(callPreviewPostSchema),
})
export type CallPreview = z.output<typeof callPreviewSchema>

/** Seconds from the first call to the answer. */
export const ackTimesSchema = z.object({
  level: postLevelSchema, posts: z.int(), acknowledged: z.int(), late: z.int(), missing: z.int(), medianSeconds: z.int().nullable(), slowestSeconds: z.int().nullable(),
})
export const bulletinIncidentSchema = z.object({
  id: uuidField, kind: incidentKindSchema, level: incidentLevelSchema, status: incidentStatusSchema, title: z.string(), cause: z.string(), placeText: z.string(), area: z.array(named),
  openedAt: isoField, containedAt: isoField.nullable(), endedAt: isoField.nullable(), summary: z.string().nullable(), affectedPeople: z.int().nullable(),
  /** Joined by the end of the window, and during it. */
  cases: z.int(), casesToday: z.int(),
  acknowledgement: z.array(ackTimesSchema), progress: z.array(incidentLogItemSchema), progressLeftOut: z.int(), isOpen: z.boolean(),
})
export type BulletinIncident = z.output<typeof bulletinIncidentSchema>
