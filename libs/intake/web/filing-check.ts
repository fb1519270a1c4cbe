import type { z } from 'zod'
import { fileCaseBody } from '../contract/intake-endpoints.js'

/** Complaints by field, as the server names fields (`caller.phone`). */
export type Complaints = Readonly<Record<string, string>>

/** The contract's own rules, asked before the request is sent: the same words as the server would say. */
export function complaintsAbout(body: unknown): Complaints {
  const result = fileCaseBody.safeParse(body)
  if (result.success) return {}
  const complaints: Record<string, string> = {}
  for (const issue of result.error.issues) complaints[issue.path.join('.')] ??= issue.message
  return complaints
}

type Body = z.input<typeof fileCaseBody>

/** What was complained about, and the body it was said of. */
export type Raised = { readonly complaints: Complaints; readonly about: Body }

/**
 * The complaints that still hold for what stands in the form now: a field that breaks a rule of the contract says so until it does not,
 * and what only the server knows holds until the field is changed.
 */
export function standing({ complaints, about }: Raised, now: Body): Complaints {
  const found = complaintsAbout(now)
  return Object.fromEntries(
    Object.entries(complaints).flatMap(([field, message]): [string, string][] => {
      const still = found[field]
      if (still !== undefined) return [[field, still]]
      return valueAt(about, field) === valueAt(now, field) && complaintsAbout(about)[field] === undefined ? [[field, message]] : []
    }),
  )
}

/** The value under a dotted name, as text; questions are keys of one step, whatever stands in them. */
function valueAt(body: Body, field: string): string {
  const [first = '', ...rest] = field.split('.')
  const top = (body as Readonly<Record<string, unknown>>)[first]
  const value = rest.length === 0 || typeof top !== 'object' || top === null ? top : (top as Readonly<Record<string, unknown>>)[rest.join('.')]
  return JSON.stringify(value ?? null)
}
