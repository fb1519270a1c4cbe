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
