import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { ASSIGNMENT_STATUS_ZH, CaseListViews, CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { idOf, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { POOL_REASON_ZH, type LikeCase, type PoolClaim, type PoolCounts, type PoolItem, type PoolReason } from '../../contract/pool.schema.js'
import { SuggestDispatch } from '../use-cases/suggest-dispatch.use-case.js'
import type { Claim } from './claim.store.js'
import { HolderNames } from './holder-names.js'
import type { PoolLine, PoolTotals } from './pool.read-model.js'

const URGENCY_ZH = { emergency: '紧急', livelihood: '民生保障', general: '一般', complex: '复杂疑难' } as const
const isUrgency = (code: string | null): code is keyof typeof URGENCY_ZH => code !== null && code in URGENCY_ZH
const isReason = (code: string | null): code is PoolReason => code !== null && code in POOL_REASON_ZH

/** Lines of the pool as dispatchers see them: the cases in one query for a page, names and suggestions from memory. */
@Injectable()
export class PoolViews {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseListViews) private readonly list: CaseListViews,
    @Inject(SuggestDispatch) private readonly suggestions: SuggestDispatch,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(HolderNames) private readonly names: HolderNames,
  ) {}

  async items(lines: readonly PoolLine[], principal: Principal): Promise<PoolItem[]> {
    const snapshots = await this.snapshotsOf(lines, principal)
    const names = await this.names.of(lines.flatMap(({ claim }) => (claim === null ? [] : peopleIn(claim))))
    return lines.flatMap((line) => {
      const snapshot = snapshots.get(line.caseId)
      // Gone since, or about the reader's own unit.
      return snapshot === undefined || snapshot.status !== 'awaiting_dispatch' ? [] : [this.item(line, snapshot, principal, names)]
    })
  }

  async likes(lines: readonly (PoolLine & { readonly matter: boolean })[], principal: Principal): Promise<LikeCase[]> {
    const snapshots = await this.snapshotsOf(lines, principal)
    const names = await this.names.of(lines.flatMap(({ claim }) => (claim === null ? [] : peopleIn(claim))))
    return lines.flatMap(({ caseId, claim, matter, trailLeadId }): LikeCase[] => {
      const found = snapshots.get(caseId)
      if (found === undefined || found.status !== 'awaiting_dispatch') return []
      return [{
        id: caseId, number: found.number, version: found.version, title: found.title, placeText: found.placeText, urgency: found.urgency, sealed: found.sealed,
        dispatchDueAt: isoOf(found.dispatchDueAt), because: matter ? 'matter' : 'lead', claim: claim === null ? null : viewOf(claim, principal, names),
        suggestedLead: trailLeadId === null ? null : this.named(trailLeadId), subjectUnitIds: [...found.subjectUnitIds],
      }]
    })
  }

  async claim(claim: Claim, principal: Principal): Promise<PoolClaim> {
    return viewOf(claim, principal, await this.names.of(peopleIn(claim)))
  }

  counts({ overdue, mine, heldByOthers, tallies }: PoolTotals): PoolCounts {
    const of = (facet: string) => tallies.filter((tally) => tally.facet === facet)
    const county = (code: string | null): string => (code === null ? '没有听出旗县' : (this.org.division(idOf(code))?.name ?? code))
    const category = (code: string | null): string => (code === null ? '未定分类' : (this.categories.category(idOf(code))?.name ?? code))
    return {
      total: of('all')[0]?.count ?? 0, overdue, mine, heldByOthers,
      urgencies: of('urgency').flatMap(({ code, count }) => (isUrgency(code) ? [{ code, name: URGENCY_ZH[code], count }] : [])),
      counties: of('county').map(({ code, count }) => ({ code, name: county(code), count })),
      categories: of('category').map(({ code, count }) => ({ code, name: category(code), count })),
      reasons: of('reason').flatMap(({ code, count }) => (isReason(code) ? [{ code, name: POOL_REASON_ZH[code], count }] : [])),
    }
  }

  private async snapshotsOf(lines: readonly PoolLine[], principal: Principal): Promise<ReadonlyMap<string, CaseSnapshot>> {
    if (lines.length === 0) return new Map()
    return new Map((await this.cases.visibleAmong(principal, lines.map(({ caseId }) => caseId))).map((snapshot) => [snapshot.id, snapshot]))
  }

  private item({ reasons, claim, chosenUnitId, trailLeadId }: PoolLine, snapshot: CaseSnapshot, principal: Principal, names: ReadonlyMap<string, string>): PoolItem {
    const earlier = snapshot.assignments.filter(({ role }) => role === 'lead')
    return {
      ...this.list.listItem(snapshot), description: snapshot.description, suggestion: this.suggestions.of(snapshot), poolReasons: [...reasons],
      claim: claim === null ? null : viewOf(claim, principal, names),
      chosenUnit: chosenUnitId === null || chosenUnitId === trailLeadId ? null : this.named(chosenUnitId),
      subjectUnits: snapshot.subjectUnitIds.map((id) => this.named(id)),
      earlierUnits: earlier.map(({ unitId, status, dispatchedAt }) => ({ unit: this.named(unitId), endedZh: ASSIGNMENT_STATUS_ZH[status], dispatchedAt: isoOf(dispatchedAt) })),
    }
  }

  private named(id: string): { id: string; name: string } {
    return { id, name: this.org.unit(idOf(id))?.name ?? id }
  }
}

const peopleIn = ({ by, taken }: Claim): string[] => (taken === null ? [by] : [by, taken.from])

function viewOf({ caseId, by, since, until, taken }: Claim, { userId }: Principal, names: ReadonlyMap<string, string>): PoolClaim {
  return {
    caseId, by: { id: by, name: names.get(by) ?? '', me: by === userId }, since: isoOf(since), until: isoOf(until),
    takenFrom: taken === null ? null : { name: names.get(taken.from) ?? '', me: taken.from === userId, reason: taken.reason },
  }
}
