import { isoField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'

/** What a screen says when it shows a case and when it no longer does, and the word the server answers with to everybody on that case. */
export const PRESENCE = { open: 'case.open', close: 'case.close', people: 'case.presence' } as const

export const presenceAskSchema = z.strictObject({ caseId: uuidField })

export const MOST_PRESENT = 20

export const presenceSchema = z.object({
  caseId: uuidField,
  /** Each person once, however many screens; who has been there longest first, at most 20. The hearer is among them. */
  people: z.array(
    z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable(), roleZh: z.string().nullable(), since: isoField }),
  ),
})
export type Presence = z.output<typeof presenceSchema>
export type PresentPerson = Presence['people'][number]
