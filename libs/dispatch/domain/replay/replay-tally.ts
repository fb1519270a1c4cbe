import type { DryRunCategory, DryRunMove, DryRunResult } from '../../contract/dry-run.schema.js'
import type { DispatchPlan } from '../../contract/dispatch-plan.schema.js'
import type { ReplayCase } from './replay-case.js'

/** What is kept of a replay: the largest moves with a few of their cases. The rest is counted. */
export const MOVES_KEPT = 200
export const EXAMPLES_OF_A_MOVE = 5
export const CATEGORIES_KEPT = 200
/** Rows of the table of categories are matters of the second level. */
const CATEGORY_DIGITS = 4

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Move = Mutable<Omit<DryRunMove, 'caseIds'>> & { caseIds: string[] }

const nobody = (): Mutable<DryRunResult['accuracy']> => ({ settled: 0, rightBefore: 0, rightAfter: 0, mended: 0, broken: 0 })

/** Adds up what a change would have done, case by case; in memory it holds no more than there are pairs of units. */
export class ReplayTally {
  private cases = 0
  private moved = 0
  private forbidden = 0
  private readonly outcomes: Mutable<DryRunResult['outcomes']> = { automaticBefore: 0, automaticAfter: 0, automaticToPool: 0, poolToAutomatic: 0 }
  private readonly accuracy = nobody()
  private readonly automatic: Mutable<DryRunResult['automaticAccuracy']> = { settledBefore: 0, rightBefore: 0, settledAfter: 0, rightAfter: 0 }
  private readonly actual: Mutable<DryRunResult['actual']> = { dispatched: 0, stayed: 0 }
  private readonly moves = new Map<string, Move>()
  private readonly categories = new Map<string, Mutable<DryRunCategory>>()

  add(item: ReplayCase, before: DispatchPlan, after: DispatchPlan): void {
    this.cases += 1
    if (item.firstLead !== null) this.actual.dispatched += 1
    if (item.stayed) this.actual.stayed += 1
    const category = this.categoryOf(item)
    category.cases += 1
    this.addOutcomes(before, after)
    const { mended, broken } = this.addAccuracy(item, before, after)
    category.mended += mended
    category.broken += broken
    if (before.leadUnitId === after.leadUnitId) return
    this.moved += 1
    category.moved += 1
    const blocked = forbidsTownship(after) && !forbidsTownship(before)
    if (blocked) this.forbidden += 1
    this.addMove(item, before, after, { mended, broken, blocked })
  }

  result(): DryRunResult {
    const moves = [...this.moves.values()].sort((a, b) => b.count - a.count || compare(keyOf(a), keyOf(b)))
    const categories = [...this.categories.values()].filter(({ moved }) => moved > 0).sort((a, b) => b.moved - a.moved || compare(a.categoryCode ?? '', b.categoryCode ?? ''))
    return {
      cases: this.cases, moved: this.moved, townshipForbidden: this.forbidden, outcomes: this.outcomes, accuracy: this.accuracy, automaticAccuracy: this.automatic,
      actual: this.actual, moves: moves.slice(0, MOVES_KEPT), otherMoves: moves.slice(MOVES_KEPT).reduce((sum, { count }) => sum + count, 0),
      categories: categories.slice(0, CATEGORIES_KEPT),
    }
  }

  private addOutcomes(before: DispatchPlan, after: DispatchPlan): void {
    const [was, is] = [before.outcome === 'automatic', after.outcome === 'automatic']
    if (was) this.outcomes.automaticBefore += 1
    if (is) this.outcomes.automaticAfter += 1
    if (was && !is) this.outcomes.automaticToPool += 1
    if (!was && is) this.outcomes.poolToAutomatic += 1
  }

  private addAccuracy({ truth }: ReplayCase, before: DispatchPlan, after: DispatchPlan): { mended: number; broken: number } {
    if (truth === null) return { mended: 0, broken: 0 }
    const [was, is] = [before.leadUnitId === truth, after.leadUnitId === truth]
    const [mended, broken] = [!was && is ? 1 : 0, was && !is ? 1 : 0]
    this.accuracy.settled += 1
    this.accuracy.rightBefore += was ? 1 : 0
    this.accuracy.rightAfter += is ? 1 : 0
    this.accuracy.mended += mended
    this.accuracy.broken += broken
    if (before.outcome === 'automatic') {
      this.automatic.settledBefore += 1
      this.automatic.rightBefore += was ? 1 : 0
    }
    if (after.outcome === 'automatic') {
      this.automatic.settledAfter += 1
      this.automatic.rightAfter += is ? 1 : 0
    }
    return { mended, broken }
  }

  private addMove(item: ReplayCase, before: DispatchPlan, after: DispatchPlan, { mended, broken, blocked }: { mended: number; broken: number; blocked: boolean }): void {
    const key = keyOf({ fromUnitId: before.leadUnitId, toUnitId: after.leadUnitId })
    const move = this.moves.get(key) ?? { fromUnitId: before.leadUnitId, toUnitId: after.leadUnitId, count: 0, mended: 0, broken: 0, townshipForbidden: 0, caseIds: [] }
    move.count += 1
    move.mended += mended
    move.broken += broken
    if (blocked) move.townshipForbidden += 1
    if (move.caseIds.length < EXAMPLES_OF_A_MOVE) move.caseIds.push(item.id)
    this.moves.set(key, move)
  }

  private categoryOf({ category }: ReplayCase): Mutable<DryRunCategory> {
    const categoryCode = category?.code.slice(0, CATEGORY_DIGITS) ?? null
    const known = this.categories.get(categoryCode ?? '')
    if (known !== undefined) return known
    const fresh = { categoryCode, cases: 0, moved: 0, mended: 0, broken: 0 }
    this.categories.set(categoryCode ?? '', fresh)
    return fresh
  }
}

const keyOf = ({ fromUnitId, toUnitId }: { readonly fromUnitId: string | null; readonly toUnitId: string | null }): string => `${fromUnitId ?? ''} ${toUnitId ?? ''}`
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const forbidsTownship = (plan: DispatchPlan): boolean => plan.reasons.some(({ code }) => code === 'township_forbidden')
