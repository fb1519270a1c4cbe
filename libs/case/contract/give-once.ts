import type { Principal } from '@tongban/access/contract'
import type { Refusal } from '@tongban/kernel/core'
import type { CaseCommandBody, CaseCommandName } from '../commands/contracts.js'
import type { CaseCommands } from './ports.js'

/** `scope` and `key` name the one thing that is asked, so the key is its own hash. `again`: refusals that pass, beside a lost race. */
export type Once = { readonly scope: string; readonly key: string; readonly again?: readonly string[] }

/**
 * For listeners: gives a case a command, once in effect however often its event comes. Null when the case took it, now or before; else why it did not.
 * Throws when somebody else changed the case at this moment, or for a refusal of `again`: the queue then brings the event again.
 */
export async function giveOnce<Name extends Exclude<CaseCommandName, 'file'>>(
  commands: CaseCommands,
  name: Name,
  caseId: string,
  body: CaseCommandBody<Name>,
  actor: Principal,
  { scope, key, again = [] }: Once,
): Promise<Refusal | null> {
  const result = await commands.execute(name, { caseId }, body, actor, { idempotency: { scope, key, bodyHash: key } })
  if (result.ok) return null
  const { code } = result.refusal
  if (code === 'CONFLICT') throw new Error(`Case ${caseId} changed while it was given ${name} ${key}: ${code}`)
  if (again.includes(code)) throw new Error(`Case ${caseId} did not take ${name} ${key}: ${code}`)
  return result.refusal
}
