import type { z } from 'zod'
import { CASE_COMMANDS } from '../commands/contracts.js'
import type { CaseEventDefinition, SentenceNames, TimelineSentence } from './case-event.js'

type Definition = (typeof CASE_COMMANDS)[keyof typeof CASE_COMMANDS]['events'][number]

/** Every event a case knows; each is declared in the folder of the command it comes from. */
export type CaseEvent = { [D in Definition as D['type']]: { readonly type: D['type']; readonly data: z.output<D['data']> } }[Definition['type']]
export type CaseEventType = CaseEvent['type']
export type CaseEventData<Type extends CaseEventType> = Extract<CaseEvent, { type: Type }>['data']

const DEFINITIONS = new Map<string, CaseEventDefinition>(Object.values(CASE_COMMANDS).flatMap(({ events }) => events.map((event): [string, CaseEventDefinition] => [event.type, event])))

export const CASE_EVENT_TYPES = [...DEFINITIONS.keys()] as readonly CaseEventType[]

/** A timeline row in a sentence a person reads. Pure; the server calls it so that every screen, export and bulletin says the same. */
export function timelineSentence(event: CaseEvent, names: SentenceNames): TimelineSentence {
  const definition = DEFINITIONS.get(event.type)
  if (!definition) throw new Error(`No event ${event.type}`)
  return definition.sentence(event.data, names)
}
