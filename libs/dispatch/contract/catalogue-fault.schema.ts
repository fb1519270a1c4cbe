import { z } from 'zod'

export const catalogueFaultCodeSchema = z.enum([
  'tie', 'unknown_category', 'unknown_place', 'unknown_function', 'unknown_unit', 'function_missing', 'function_needless', 'unit_kind', 'unit_elsewhere', 'validity_empty',
  'forbidden_township', 'dead', 'shadowed', 'redundant', 'unit_missing', 'gap',
])
export type CatalogueFaultCode = z.output<typeof catalogueFaultCodeSchema>

/** `error` keeps a catalogue from being published; `warning` is to be looked at; `note` is said and no more. */
export const faultSeveritySchema = z.enum(['error', 'warning', 'note'])
export type FaultSeverity = z.output<typeof faultSeveritySchema>

export const catalogueFaultSchema = z.object({
  code: catalogueFaultCodeSchema,
  severity: faultSeveritySchema,
  /** The row it is about first, then those it stands against; empty when it is about none, as a gap. */
  rowIds: z.array(z.string()).readonly(),
  /** Where a row is missing, so that one can be written there; of a row, its id says it. */
  categoryCode: z.string().optional(),
  /** A Chinese sentence for the editor. */
  text: z.string(),
})
export type CatalogueFault = Readonly<z.output<typeof catalogueFaultSchema>>
