import type { z } from 'zod'

/** What a timeline row says to a person, and which filter of the case page it belongs to: 与群众联系 / 流转 / 督办. */
export type TimelineSentence = { readonly group: 'contact' | 'flow' | 'supervision'; readonly sentence: string; readonly detail: string | null }

/** Names for codes; whoever makes sentences brings them. */
export type SentenceNames = { readonly unit: (unitId: string) => string; readonly moment: (epochMs: number) => string }

/**
 * One thing that can happen to a case, past tense, versioned. These rows are the timeline (hash-chained) and, in the outbox, what other
 * contexts hear. Moments are epoch ms (`…At`). No personal data: caller details live with intake, encrypted.
 */
export type CaseEventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> = {
  readonly type: Type
  readonly data: Data
  // A method, so that definitions of different data stand in one list.
  sentence(data: z.output<Data>, names: SentenceNames): TimelineSentence
}

export const defineCaseEvent = <const Type extends string, Data extends z.ZodType>(definition: CaseEventDefinition<Type, Data>): CaseEventDefinition<Type, Data> =>
  definition

export const flow = (sentence: string, detail: string | null = null): TimelineSentence => ({ group: 'flow', sentence, detail: detail === '' ? null : detail })
export const withCitizen = (sentence: string, detail: string | null = null): TimelineSentence => ({ group: 'contact', sentence, detail: detail === '' ? null : detail })
