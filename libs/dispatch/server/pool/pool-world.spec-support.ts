import { Global, Module } from '@nestjs/common'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { PlaceResolver } from '@tongban/place/contract'
import { OrgSeed } from '@tongban/org/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { HOUR_MS, plus } from '@tongban/kernel/core'
import { START, UNITS, caseWorld, person, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { DispatchPlan, DispatchPlanRequest } from '../../contract/dispatch-plan.schema.js'
import { DispatchPlanNames } from '../../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../../contract/dispatch-planner.js'
import type { NamedPlan } from '../../contract/named-plan.schema.js'
import { DispatchController } from '../http/dispatch.controller.js'
import { ClarifyCase } from '../use-cases/clarify-case.use-case.js'
import { DispatchCase } from '../use-cases/dispatch-case.use-case.js'
import { SuggestDispatch } from '../use-cases/suggest-dispatch.use-case.js'
import { BenchSettingStore } from './bench-setting.store.js'
import { BenchSettings } from './bench-settings.use-case.js'
import { ClaimEdge } from './claim-edge.js'
import { ClaimStore } from './claim.store.js'
import { ClaimsGuard } from './claims.guard.js'
import { EndedSessionListener } from './ended-session.listener.js'
import { ExplainPoolCase } from './explain-pool-case.use-case.js'
import { HoldCase } from './hold-case.use-case.js'
import { HolderNames } from './holder-names.js'
import { PoolController } from './pool.controller.js'
import { PoolReadModel } from './pool.read-model.js'
import { PoolViews } from './pool-views.js'

/** What the bench asks of others, at its simplest: street lamps are the department's, everything else the township's, unless it is what the case is about. */
class LampPlanner extends DispatchPlanner {
  override plan({ category, subjectUnitIds }: DispatchPlanRequest): DispatchPlan {
    const units = [...(category?.code === '010101' ? [UNITS.department, UNITS.township] : [UNITS.township, UNITS.department])].filter((id) => !subjectUnitIds.includes(id))
    const [leadUnitId = null, ...others] = units
    return {
      outcome: 'pool', leadUnitId, assistUnitIds: [], ccUnitIds: [], confidence: 0.5, reasons: [{ code: 'not_sure_enough', text: '把握不够' }],
      alternatives: others.map((unitId) => ({ unitId, confidence: 0.3, reason: '另一家' })), catalogueRowId: null, catalogueVersion: null, evidenceRequired: null, divisionCode: null, requiredFacts: [], wouldNeed: [],
    }
  }
}

class PlainNames extends DispatchPlanNames {
  override named(plan: DispatchPlan): NamedPlan {
    const unit = (id: string): { id: string; name: string } => ({ id, name: id })
    return {
      outcome: plan.outcome, catalogueRowId: plan.catalogueRowId, catalogueVersion: null, confidence: plan.confidence, lead: plan.leadUnitId === null ? null : unit(plan.leadUnitId),
      assists: [], copies: [], reasons: [...plan.reasons], requiredFacts: [], wouldNeed: [],
      alternatives: plan.alternatives.map(({ unitId, ...rest }) => ({ unit: unit(unitId), ...rest })),
    }
  }
}

class TwoPlaces extends PlaceResolver {
  override resolve(): ReturnType<PlaceResolver['resolve']> {
    const rival = (code: string, name: string, confidence: number) => ({ code, level: 'township' as const, path: ['通辽市', '开鲁县', name], confidence })
    return { best: null, level: null, evidence: [], rivals: [rival('150523102', '大榆树镇', 0.4), rival('150523101', '黑龙坝镇', 0.5)], ambiguous: true, rest: '' }
  }

  override withoutPlaces(text: string): string {
    return text
  }
}

class LampWords extends CategorySuggester {
  override suggest(): ReturnType<CategorySuggester['suggest']> {
    return [{ code: '010101', confidence: 0.6, words: ['路灯'] }]
  }

  override detectUrgency(): null {
    return null
  }
}

const ports = [
  { provide: DispatchPlanner, useClass: LampPlanner }, { provide: DispatchPlanNames, useClass: PlainNames }, { provide: PlaceResolver, useClass: TwoPlaces },
  { provide: CategorySuggester, useClass: LampWords },
]

@Global()
@Module({ providers: ports, exports: ports.map(({ provide }) => provide) })
class BenchPorts {}

@Module({
  imports: [BenchPorts],
  controllers: [PoolController, DispatchController],
  providers: [
    BenchSettings, BenchSettingStore, ClarifyCase, ClaimEdge, ClaimStore, ClaimsGuard, DispatchCase, EndedSessionListener, ExplainPoolCase, HoldCase, HolderNames, PoolReadModel, PoolViews, SuggestDispatch,
  ],
})
class BenchModule {}

export const dispatcher = (name: string) => person('dispatcher', UNITS.hotline, { userId: name })

/** A case in the pool whose clock runs out so many hours after the start. */
export const waiting = (dueHours: number, changes: Parameters<CaseProcess['filed']>[0] = {}): Parameters<CaseProcess['filed']>[0] => ({
  target: null, dispatchDueAt: plus(START, dueHours * HOUR_MS), ...changes,
})

export async function benchWorld(options: { processes?: number } = {}): Promise<CaseWorld> {
  const world = await caseWorld({ ...options, modules: [BenchModule] })
  const { app } = world.first
  await world.database.transaction(async (tx) => {
    await app.get(OrgSeed, { strict: false }).load(tx, '150500')
    await app.get(TaxonomySeed, { strict: false }).load(tx, '150500')
  })
  for (const other of world.processes.slice(1)) await world.database.transaction((tx) => other.app.get(OrgSeed, { strict: false }).load(tx, '150500'))
  return world
}
