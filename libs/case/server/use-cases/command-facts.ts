import { Inject, Injectable } from '@nestjs/common'
import { IdGen, idOf, instant, type Instant } from '@tongban/kernel/core'
import { OrgDirectory, type Unit } from '@tongban/org/contract'
import { PlatformConfig } from '@tongban/platform/server'
import { DispatchRules, PromiseQuotes } from '../../contract/ports.js'
import type { DueTimes } from '../../commands/dispatch/contract.js'
import { isDrawn, mayBeSampled, type CaseState, type DecideFacts, type UnitFacts } from '../../domain/index.js'

/** What a decider may ask about the world. Everything is in memory: no round trip, and nothing is computed that is not asked for. */
@Injectable()
export class CommandFacts {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(PromiseQuotes) private readonly quotes: PromiseQuotes,
    @Inject(DispatchRules) private readonly rules: DispatchRules,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  of(state: CaseState, { at, due }: { at: Instant; due: DueTimes | null }): DecideFacts {
    const { divisionCode, categoryCode, urgency, caseType } = state
    const { rules, config } = this
    return {
      due,
      nextId: () => this.ids.next(),
      limitAfter: (limit, startedAt) => this.quotes.procedureDueAt(limit, { divisionCode, startedAt }),
      latestExtension: () => this.latestExtension(state),
      dueAfterPause: (dueAt, pausedAt, resumedAt) => this.quotes.dueAfterPause({ urgency, caseType, divisionCode, dueAt, pausedAt, resumedAt }),
      dispatchDueAt: () => this.quotes.dispatchDueAt({ urgency, caseType, categoryCode, divisionCode, startedAt: at }),
      unit: (unitId) => this.unit(unitId),
      get isCalledBack() {
        return !mayBeSampled(state) || isDrawn(state.id, 'callback', config.callbackShare)
      },
      get departmentOnly() {
        return rules.isDepartmentOnly({ categoryCode, divisionCode })
      },
    }
  }

  unit(unitId: string): UnitFacts | null {
    const unit = this.org.unit(idOf(unitId))
    return unit === null ? null : { id: unit.id, name: unit.name, kind: unit.kind, superiorId: this.superiorOf(unit)?.id ?? null }
  }

  /** One level up: a township's county; a county's unit the city's of the same function, else the county that coordinates it. */
  private superiorOf(unit: Unit): Unit | null {
    switch (unit.kind) {
      case 'township':
        return this.org.coordinatorOf(unit.divisionCode)
      case 'county_department': {
        const city = unit.functionCode === null ? null : this.org.unitByFunction('city_department', unit.functionCode, null)
        return city ?? this.org.coordinatorOf(unit.divisionCode)
      }
      case 'enterprise': {
        const city = unit.functionCode === null ? null : this.org.unitByFunction('enterprise', unit.functionCode, null)
        return city === null || city.id === unit.id ? null : city
      }
      default:
        return null
    }
  }

  private latestExtension({ promiseDueAt, urgency, caseType, categoryCode, divisionCode }: CaseState): Instant | null {
    if (promiseDueAt === null) return null
    return instant(this.quotes.quote({ urgency, caseType, categoryCode, divisionCode, startedAt: promiseDueAt }).promiseDueAt)
  }
}
