import { Inject, Injectable } from '@nestjs/common'
import { Clock, idOf, plainDateOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import type { NamedPlan } from '../contract/named-plan.schema.js'
import type { DispatchPlan, DispatchPlanRequest } from '../contract/dispatch-plan.schema.js'
import { DispatchPlanNames } from '../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../contract/dispatch-planner.js'
import { DEFAULT_DISPATCH_THRESHOLDS, planDispatch, type DispatchThresholds, type OrgLookups } from '../domain/index.js'
import { PublishedCatalogues } from './catalogue/published-catalogues.js'

/** Plans by the catalogue in force at the moment of the question; everything is in memory, no round trip. */
@Injectable()
export class InMemoryDispatchPlanner extends DispatchPlanner implements DispatchPlanNames {
  private thresholds: DispatchThresholds = DEFAULT_DISPATCH_THRESHOLDS

  constructor(
    @Inject(PublishedCatalogues) private readonly catalogues: PublishedCatalogues,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override plan(request: DispatchPlanRequest): DispatchPlan {
    const at = this.clock.now()
    const day = request.day ?? plainDateOf(at)
    return planDispatch({ ...request, day }, { catalogue: this.catalogues.at(at), org: this.org as unknown as OrgLookups, thresholds: this.thresholds })
  }

  /** Another measure of how sure is sure enough, from the next question on. */
  useThresholds(thresholds: DispatchThresholds): void {
    this.thresholds = thresholds
  }

  named(plan: DispatchPlan): NamedPlan {
    const unit = (id: string): { id: string; name: string } => ({ id, name: this.org.unit(idOf(id))?.name ?? id })
    return {
      outcome: plan.outcome,
      catalogueRowId: plan.catalogueRowId,
      catalogueVersion: plan.catalogueVersion,
      lead: plan.leadUnitId === null ? null : unit(plan.leadUnitId),
      assists: plan.assistUnitIds.map(unit),
      copies: plan.ccUnitIds.map(unit),
      confidence: plan.confidence,
      reasons: [...plan.reasons],
      alternatives: plan.alternatives.map(({ unitId, confidence, reason }) => ({ unit: unit(unitId), confidence, reason })),
      requiredFacts: [...plan.requiredFacts],
      wouldNeed: [...plan.wouldNeed],
      ...(plan.basis === undefined ? {} : { basis: plan.basis }),
    }
  }
}
