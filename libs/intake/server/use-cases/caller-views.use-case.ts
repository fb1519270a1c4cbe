import { Inject, Injectable } from '@nestjs/common'
import { may, UserNames, type Principal } from '@tongban/access/contract'
import { AuditLog } from '@tongban/audit/contract'
import { CaseLookup } from '@tongban/case/contract'
import { idOf, ok, refuse, type Result } from '@tongban/kernel/core'
import type { QueryOf } from '@tongban/kernel/contract'
import { OrgDirectory } from '@tongban/org/contract'
import type { z } from 'zod'
import type { readCallerViews } from '../../contract/intake-endpoints.js'

type Answer = z.output<(typeof readCallerViews)['response']>

/** Who looked at the caller of a case: out of the audit log, for those who watch. */
@Injectable()
export class CallerViews {
  constructor(
    @Inject(AuditLog) private readonly log: AuditLog,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async of(caseId: string, { limit, cursor }: QueryOf<typeof readCallerViews>, principal: Principal): Promise<Result<Answer>> {
    if (!(await this.reaches(principal, caseId))) return refuse('CASE_NOT_FOUND')
    const found = await this.log.looksAtCaller({ caseId, before: cursor ?? null, limit: limit + 1 })
    const page = found.slice(0, limit)
    const names = await this.users.namesOf([...new Set(page.map((act) => act.actorId))])
    return ok({
      items: page.map(({ id, at, actorId, actorUnitId, action, outcome, detail }) => ({
        id, at, outcome,
        who: { id: actorId, name: names.get(actorId) ?? actorId, unitName: actorUnitId === null ? null : (this.org.unit(idOf(actorUnitId))?.name ?? null) },
        what: action === 'caller.history' ? ('history' as const) : ('reveal' as const),
        reason: typeof detail.reason === 'string' ? detail.reason : null,
      })),
      nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    })
  }

  /** Whoever reads the whole log has no reach of their own among cases; like everybody, not about their own unit. */
  private async reaches(principal: Principal, caseId: string): Promise<boolean> {
    if (!may(principal, 'audit.read')) return (await this.cases.visibleTo(principal, caseId)) !== null
    const [snapshot] = await this.cases.snapshots([caseId])
    return snapshot !== undefined && !snapshot.subjectUnitIds.includes(principal.unitId)
  }
}
