import { ACT_KINDS, actKindSchema, type ActKind } from '../../contract/index.js'

const EN: Readonly<Record<ActKind, { readonly name: string; readonly definition: string }>> = {
  return_asked: { name: 'Returns asked', definition: 'Asked in the period; counted with the unit that asked' },
  return_approved: { name: 'Returns upheld', definition: 'Ruled justified in the period; counted with the unit that asked' },
  return_improper: { name: 'Improper returns', definition: 'Ruled unjustified in the period; counted with the unit that asked' },
  wrong_dispatch: { name: 'Wrong dispatches', definition: 'Found wrong in the period; counted with the rule or the dispatcher, never with the unit that received the case' },
  extension_approved: { name: 'Extensions', definition: 'Approved in the period; counted with the unit that asked' },
  whistle_called: { name: 'Whistles', definition: 'Whistled by a township in the period; counted with the township' },
  whistle_arrived: { name: 'Arrivals after a whistle', definition: 'Departments that came in the period; those in time apart' },
  whistle_answered: { name: 'Answers to a whistle', definition: 'Departments that answered the lead in the period; those in time apart' },
  assist_answered: { name: 'Answers of assists', definition: 'Assists that answered the lead in the period; those in time apart' },
  rating_set_aside: { name: 'Ratings set aside', definition: 'Left out of the three rates after a review in the period; counted in public' },
  ruling_lapsed: { name: 'Rulings overdue', definition: 'Requests not ruled on in time, in the period; counted with the hotline centre' },
}

type Words = { readonly [K in ActKind as `act.${K}`]: string } & { readonly [K in ActKind as `actDefinition.${K}`]: string }

const wordsOf = (name: (kind: ActKind) => string, definition: (kind: ActKind) => string): Words =>
  Object.fromEntries(
    actKindSchema.options.flatMap((kind) => [
      [`act.${kind}`, name(kind)],
      [`actDefinition.${kind}`, definition(kind)],
    ]),
  ) as Words

/** The contract's words under keys. */
export const ACT_ZH = wordsOf(
  (kind) => ACT_KINDS[kind].zh,
  (kind) => ACT_KINDS[kind].definition,
)
export const ACT_EN = wordsOf(
  (kind) => EN[kind].name,
  (kind) => EN[kind].definition,
)
