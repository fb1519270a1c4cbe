import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseCommandBody, type CommandOutcome } from '@tongban/case/contract'
import { idOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { idempotencyOf } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'

export type Clarification = { readonly version?: number | undefined; readonly categoryCode: string | null; readonly divisionCode: string | null }
type Body = CaseCommandBody<'clarify'>

/** What a dispatcher finds out about a case before giving it to anybody: its category, its place. Null leaves either as it is. */
@Injectable()
export class ClarifyCase {
  constructor(
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
  ) {}

  async clarify(caseId: string, said: Clarification, actor: Principal, idempotencyKey: string | null): Promise<Result<CommandOutcome>> {
    const category = this.categoryOf(said.categoryCode)
    if (!category.ok) return category
    const place = this.placeOf(said.divisionCode)
    if (!place.ok) return place
    if ((await this.cases.visibleTo(actor, caseId)) === null) return refuse('CASE_NOT_FOUND')
    const body = { ...(said.version === undefined ? {} : { version: said.version }), category: category.value, place: place.value }
    const idempotency = idempotencyOf(actor.userId, 'clarifyCase', idempotencyKey, { caseId, said })
    return this.commands.execute('clarify', { caseId }, body, actor, idempotency === null ? {} : { idempotency })
  }

  private categoryOf(code: string | null): Result<Body['category']> {
    if (code === null) return ok(null)
    const path = this.categories.pathOf(idOf(code))
    const leaf = path.at(-1)
    if (leaf === undefined) return refuse('CATEGORY_UNKNOWN', { categoryCode: code })
    return ok({ code, name: path.map(({ name }) => name).join('›'), evidenceRequired: leaf.evidenceRequired })
  }

  private placeOf(code: string | null): Result<Body['place']> {
    if (code === null) return ok(null)
    const path = this.org.pathOf(idOf(code))
    if (path.length === 0) return refuse('DIVISION_UNKNOWN', { divisionCode: code })
    return ok({
      code, name: path.slice(1).map(({ name }) => name).join('›') || (path[0]?.name ?? code), countyCode: this.org.countyOf(idOf(code))?.code ?? null,
      townshipCode: this.org.townshipOf(idOf(code))?.code ?? null,
    })
  }
}
