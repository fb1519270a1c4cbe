import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands } from '@tongban/case/contract'
import { fillText, refusalText } from '@tongban/kernel/contract'
import { idempotencyOf, type RequestContext } from '@tongban/platform/server'
import { urgeCases, type UrgeOutcome } from '../contract/index.js'

/** Commits share their transactions, so that a few at once cost less than one after another; not all, others work too. */
const AT_ONCE = 10

/** Urges many cases as the person; each is its own command with its own audit entry, and none is hindered by another's refusal. */
@Injectable()
export class RiskUrges {
  constructor(@Inject(CaseCommands) private readonly commands: CaseCommands) {}

  /** In the order asked for, each case once. A repeat under the same key urges nothing twice. */
  async urge({ caseIds, note }: { readonly caseIds: readonly string[]; readonly note: string }, context: RequestContext<Principal>): Promise<UrgeOutcome[]> {
    const waiting = [...new Set(caseIds)]
    const outcomes: UrgeOutcome[] = []
    while (waiting.length > 0) outcomes.push(...(await Promise.all(waiting.splice(0, AT_ONCE).map((caseId) => this.urgeOne(caseId, note, context)))))
    return outcomes
  }

  private async urgeOne(caseId: string, note: string, { principal, idempotencyKey, remoteAddress }: RequestContext<Principal>): Promise<UrgeOutcome> {
    const key = idempotencyKey === null ? null : `${idempotencyKey}:${caseId}`
    const idempotency = idempotencyOf(principal.userId, urgeCases.name, key, { caseId, note })
    const result = await this.commands.execute('urge', { caseId }, { note }, principal, { remoteAddress, ...(idempotency === null ? {} : { idempotency }) })
    if (result.ok) return { caseId, number: result.value.number, done: true, code: null, reason: null }
    const { code, params } = result.refusal
    return { caseId, number: null, done: false, code, reason: fillText(refusalText(code)?.zh ?? code, params) }
  }
}
