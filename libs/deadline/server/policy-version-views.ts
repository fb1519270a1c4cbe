import { Inject, Injectable } from '@nestjs/common'
import { UserNames } from '@tongban/access/contract'
import { Clock, idOf, instant, isoOf, plainDateOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Refused } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { PolicyDraft, PolicyVersion, PolicyVersionDetail } from '../contract/index.js'
import { draftOf, policyOf } from './persistence/deadline-policy.mapper.js'
import { PolicyVersionStore } from './persistence/policy-version.store.js'
import { policyVersionsOf } from './policy-versions.js'

/** The versions as people read them, with names put to codes. */
@Injectable()
export class PolicyVersionViews {
  constructor(
    @Inject(PolicyVersionStore) private readonly store: PolicyVersionStore,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The newest first. Two queries: the versions and their authors' names. */
  async list(): Promise<PolicyVersion[]> {
    const rows = await this.store.list()
    const people = [...new Set(rows.flatMap(({ author_id, withdrawn_by }) => [author_id, withdrawn_by]).filter((id) => id !== null))]
    const names: ReadonlyMap<string, string> = people.length === 0 ? new Map() : await this.users.namesOf(people)
    return policyVersionsOf(rows, plainDateOf(this.clock.now()), names, (at) => isoOf(instant(at)))
  }

  /** Throws Refused: NOT_FOUND. */
  async summaryOf(version: number): Promise<PolicyVersion> {
    const found = (await this.list()).find((each) => each.version === version)
    if (found === undefined) throw new Refused({ code: 'NOT_FOUND', params: {} })
    return found
  }

  /** Throws Refused: NOT_FOUND. */
  async detailOf(version: number): Promise<PolicyVersionDetail> {
    const row = await this.store.byVersion(version)
    if (row === null) throw new Refused({ code: 'NOT_FOUND', params: {} })
    const table = draftOf(policyOf(row))
    return { ...(await this.summaryOf(version)), table, names: this.namesIn(table) }
  }

  private namesIn({ overrides }: PolicyDraft): PolicyVersionDetail['names'] {
    const codes = (of: 'categoryCode' | 'divisionCode'): string[] => [...new Set(overrides.map(({ selector }) => selector[of]).filter((code) => code !== null))]
    return {
      categories: codes('categoryCode').map((code) => ({ code, name: this.categories.category(idOf(code))?.name ?? code })),
      divisions: codes('divisionCode').map((code) => ({ code, name: this.org.pathOf(idOf(code)).slice(-2).map(({ name }) => name).join('') || code })),
    }
  }
}
