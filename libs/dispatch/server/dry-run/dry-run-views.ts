import { Inject, Injectable } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { DryRun, DryRunDetail, DryRunResult } from '../../contract/dry-run.schema.js'
import type { DryRunRow } from './dry-run.store.js'

const MOST_LOOKED_UP = 1_000

type Shown = Pick<NonNullable<DryRunDetail['result']>['moves'][number], 'examples'>['examples'][number]

/** Names to codes, and single cases only to who may see them. */
@Injectable()
export class DryRunViews {
  constructor(
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
  ) {}

  /** One query for the names of people. */
  async list(rows: readonly DryRunRow[]): Promise<DryRun[]> {
    const names = await this.users.namesOf([...new Set(rows.map((row) => row.requested_by))])
    return rows.map((row) => viewOf(row, names.get(row.requested_by) ?? row.requested_by))
  }

  /** Two queries: the name of who asked, and the examples within reach. */
  async detail(row: DryRunRow, principal: Principal): Promise<DryRunDetail> {
    const names = await this.users.namesOf([row.requested_by])
    return { ...viewOf(row, names.get(row.requested_by) ?? row.requested_by), result: row.result === null ? null : await this.result(row.result, principal) }
  }

  private async result(result: DryRunResult, principal: Principal): Promise<NonNullable<DryRunDetail['result']>> {
    const ids = [...new Set(result.moves.flatMap(({ caseIds }) => caseIds))].slice(0, MOST_LOOKED_UP)
    const visible = ids.length === 0 ? [] : await this.cases.visibleAmong(principal, ids)
    const shown = new Map(visible.map(({ id, number, title, sealed }): [string, Shown] => [id, { id, number, title: sealed ? null : title }]))
    return {
      ...result,
      moves: result.moves.map(({ fromUnitId, toUnitId, caseIds, ...counts }) => ({
        ...counts, from: this.unit(fromUnitId), to: this.unit(toUnitId), examples: caseIds.flatMap((id) => shown.get(id) ?? []),
      })),
      categories: result.categories.map(({ categoryCode, ...counts }) => ({
        ...counts, category: categoryCode === null ? null : { id: categoryCode, name: this.categories.category(idOf(categoryCode))?.name ?? categoryCode },
      })),
    }
  }

  private unit(id: string | null): { id: string; name: string } | null {
    return id === null ? null : { id, name: this.org.unit(idOf(id))?.name ?? id }
  }
}

const part = (count: number, of: number): number | null => (of === 0 ? null : count / of)

function viewOf(row: DryRunRow, name: string): DryRun {
  const { request, result } = row
  return {
    id: row.id, status: row.status,
    what: {
      catalogue: request.catalogue, rowCount: request.rowCount, draftRevision: request.draftRevision, versionInForce: row.version_in_force, thresholdBefore: row.threshold_before,
      thresholdAfter: row.threshold_after, newest: request.newest, filedSince: request.filedSince, filedBefore: request.filedBefore, reresolve: request.reresolve,
    },
    requestedBy: { id: row.requested_by, name },
    requestedAt: isoOf(instant(row.requested_at)), casesDone: row.cases_done, casesTotal: row.cases_total,
    finishedAt: row.finished_at === null ? null : isoOf(instant(row.finished_at)), failure: row.failure,
    accuracyBefore: result === null ? null : part(result.accuracy.rightBefore, result.accuracy.settled),
    accuracyAfter: result === null ? null : part(result.accuracy.rightAfter, result.accuracy.settled),
  }
}
