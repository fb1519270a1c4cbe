import { z } from 'zod'
import { incidentKindSchema, postLevelSchema } from './words.js'

const incidentFacts = {
  incidentId: z.uuid(),
  title: z.string(),
  kind: incidentKindSchema,
  /** Of the incident: `level` alone is the level of the post in events about calls. */
  incidentLevel: z.string(),
  unitIds: z.array(z.string()),
  countyCode: z.string().nullable(),
  /** Epoch ms. */
  at: z.number(),
}
const postSchema = z.union([z.object({ unitId: z.string() }), z.object({ divisionCode: z.string() })])
const silentPosts = { posts: z.int(), names: z.array(z.string()) }
const contactFacts = { contactId: z.string(), userId: z.string().nullable(), name: z.string() }

/** What leaves of an incident; the subject is the incident, of `incident.caller_informed.v1` the case. */
export const INCIDENT_EVENTS = {
  'incident.opened.v1': z.object({ ...incidentFacts, placeText: z.string(), cause: z.string(), posts: z.int() }),
  /** Emergency: no quiet hours. */
  'incident.contact_called.v1': z.object({
    ...incidentFacts, ...contactFacts, callId: z.uuid(), level: postLevelSchema, post: postSchema, postName: z.string(), line: z.int(), ackDueAt: z.number(), cause: z.string(), placeText: z.string(),
  }),
  'incident.acknowledged.v1': z.object({ ...incidentFacts, callId: z.uuid().nullable(), level: postLevelSchema, post: postSchema, postName: z.string(), name: z.string(), late: z.boolean() }),
  /**
   * Nobody answered in time, or nobody was on duty (`reason`). `exhausted`: there is nobody else to call; `above` is then told, and supervisors.
   * Posts under one `above` that had nobody from the start are told together: `post` is the first, `others` how many more.
   */
  'incident.contact_missed.v1': z.object({
    ...incidentFacts, callId: z.uuid().nullable(), contactId: z.string().nullable(), userId: z.string().nullable(), name: z.string().nullable(), level: postLevelSchema, post: postSchema, postName: z.string(),
    others: z.int(), reason: z.enum(['missed', 'no_contact']), exhausted: z.boolean(), above: z.object({ unitId: z.string() }).nullable(),
    /** Of the posts of one round of calls nobody answers for, one event says how many and which (the first names): in all, and for each unit above. */
    unheardRound: z.object({ ...silentPosts, above: z.array(z.object({ unitId: z.string(), ...silentPosts })) }).optional(),
    /** Another event of the same round says it. */
    toldWithRound: z.boolean().optional(),
  }),
  /** Anything worth a look at the page: progress, measures, containment, another level, cases that left. */
  'incident.progress_noted.v1': z.object({ ...incidentFacts, what: z.string(), text: z.string(), by: z.string() }),
  /** In pieces of at most 100 cases. */
  'incident.case_joined.v1': z.object({ ...incidentFacts, caseIds: z.array(z.uuid()).max(100) }),
  /** `contacts`: everybody who was called, so that a false alarm reaches them all. */
  'incident.closed.v1': z.object({ ...incidentFacts, outcome: z.enum(['closed', 'false_alarm']), summary: z.string(), contacts: z.array(z.object(contactFacts)) }),
  /** Subject: the case. `number` is the case's, `text` for the caller; one message, no more. */
  'incident.caller_informed.v1': z.object({ incidentId: z.uuid(), number: z.string(), text: z.string(), at: z.number() }),
} as const
export type IncidentEventType = keyof typeof INCIDENT_EVENTS
export type IncidentEventData<Type extends IncidentEventType> = z.output<(typeof INCIDENT_EVENTS)[Type]>
