import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { idOf } from '@tongban/kernel/core'
import { functionCodeSchema, OrgDirectory } from '@tongban/org/contract'
import { Database, LOGGER, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { Logger } from 'pino'
import type { CatalogueRow } from '../contract/catalogue.schema.js'
import type { NamedPlan } from '../contract/dispatch-endpoints.js'
import type { DispatchPlan, DispatchPlanRequest } from '../contract/dispatch-plan.schema.js'
import { DispatchPlanNames } from '../contract/dispatch-plan-names.js'
import { DispatchPlanner } from '../contract/dispatch-planner.js'
import {
  DEFAULT_DISPATCH_THRESHOLDS, buildCatalogue, checkCatalogue, lookUp, planDispatch, type Catalogue, type CatalogueAnswer,
} from '../domain/index.js'

type CatalogueRecord = {
  id: string; category_code: string; place_code: string | null; scope: CatalogueRow['scope']; function_code: string | null; assist_functions: string[]
  copy_county: boolean; forbid_township: boolean; legal_basis: string; required_facts: string[]
}

const READ_CATALOGUE = statement<CatalogueRecord>('dispatch.read_catalogue', `SELECT * FROM dispatch_catalogue_row WHERE city_code = $1 ORDER BY id`)

/**
 * The catalogue built once from its table and held in memory: every question is answered without a round trip.
 * Built again by `reload`; a question never sees half of a change.
 */
@Injectable()
export class InMemoryDispatchPlanner extends DispatchPlanner implements OnApplicationBootstrap, DispatchPlanNames {
  private catalogue: Catalogue = buildCatalogue([])

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  /** After every module has loaded: the division tree and the categories are there. */
  async onApplicationBootstrap(): Promise<void> {
    await this.reload(this.database)
  }

  async reload(tx: Tx): Promise<void> {
    const rows = (await tx.run(READ_CATALOGUE, [this.config.cityCode])).map(rowOf)
    const faults = rows.length === 0 ? [] : this.faultsIn(rows)
    for (const fault of faults) this.logger.warn({ rows: fault.rowIds, severity: fault.severity }, `dispatch catalogue: ${fault.text}`)
    this.catalogue = buildCatalogue(rows)
  }

  override plan(request: DispatchPlanRequest): DispatchPlan {
    return planDispatch(request, { catalogue: this.catalogue, org: this.lookups(), thresholds: DEFAULT_DISPATCH_THRESHOLDS })
  }

  /** The catalogue's word on a category in a place, for the hard rules of dispatching by hand. */
  catalogueAnswer(categoryCode: string, divisionCode: string | null): CatalogueAnswer {
    const placePath = divisionCode === null ? [] : this.org.pathOf(idOf(divisionCode)).map((division) => division.code)
    return lookUp(this.catalogue, { categoryCode, placePath })
  }

  named(plan: DispatchPlan): NamedPlan {
    const unit = (id: string): { id: string; name: string } => ({ id, name: this.org.unit(idOf(id))?.name ?? id })
    return {
      outcome: plan.outcome,
      catalogueRowId: plan.catalogueRowId,
      lead: plan.leadUnitId === null ? null : unit(plan.leadUnitId),
      assists: plan.assistUnitIds.map(unit),
      copies: plan.ccUnitIds.map(unit),
      confidence: plan.confidence,
      reasons: [...plan.reasons],
      alternatives: plan.alternatives.map(({ unitId, confidence, reason }) => ({ unit: unit(unitId), confidence, reason })),
      requiredFacts: [...plan.requiredFacts],
      wouldNeed: [...plan.wouldNeed],
    }
  }

  private lookups(): Parameters<typeof planDispatch>[1]['org'] {
    return this.org as Parameters<typeof planDispatch>[1]['org']
  }

  private faultsIn(rows: readonly CatalogueRow[]): ReturnType<typeof checkCatalogue> {
    return checkCatalogue(rows, {
      categoryCodes: new Set(this.categories.all().map((category) => category.code)),
      placePathOf: (code) => {
        const path = this.org.pathOf(idOf(code))
        return path.length === 0 ? null : path.map((division) => division.code)
      },
      functionCodes: new Set(functionCodeSchema.options),
    })
  }
}

const rowOf = (record: CatalogueRecord): CatalogueRow => ({
  id: record.id, categoryCode: record.category_code, placeCode: record.place_code, scope: record.scope, functionCode: record.function_code,
  assistFunctions: record.assist_functions, copyCounty: record.copy_county, forbidTownship: record.forbid_township, legalBasis: record.legal_basis,
  requiredFacts: record.required_facts,
})
