import { Inject, Injectable } from '@nestjs/common'
import { IdGen, idOf, type Instant } from '@tongban/kernel/core'
import { OrgDirectory, type Unit } from '@tongban/org/contract'
import { PlatformConfig } from '@tongban/platform/server'
import { DispatchRules, PromiseQuotes, type QuoteSubject } from '../../contract/ports.js'
import type { DueTimes } from '../../commands/dispatch/contract.js'
import { isDrawn, mayBeSampled, openLead, type CaseState, type DecideFacts, type UnitFacts } from '../../domain/index.js'

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

  /** `quoted`: by what a command that promises something is quoted; nothing is counted that is not asked for. */
  of(state: CaseState, { at, quoted }: { at: Instant; quoted: QuoteSubject | null }): DecideFacts {
    const { divisionCode, categoryCode, urgency, caseType, policyVersion } = state
    const leadUnitId = openLead(state)?.unitId ?? null
    const subject = { urgency, caseType, categoryCode, divisionCode, leadUnitId }
    const quote = (unitId: string | null): DueTimes | null => (quoted === null ? null : this.quotes.quote({ ...quoted, leadUnitId: unitId, startedAt: at }))
    const { rules, config } = this
    return {
      get due() {
        return quote(leadUnitId)
      },
      dueIfLedBy: quoted === null ? null : (unitId) => this.quotes.quote({ ...quoted, leadUnitId: unitId, startedAt: at }),
      nextId: () => this.ids.next(),
      limitAfter: (limit, startedAt) => this.quotes.procedureDueAt(limit, { ...subject, startedAt }),
      latestExtension: () => this.latestExtension(state),
      dueAfterPause: (dueAt, pausedAt, resumedAt) => this.quotes.dueAfterPause({ ...subject, policyVersion, dueAt, pausedAt, resumedAt }),
      dispatchDueAt: () => this.quotes.dispatchDueAt({ ...subject, startedAt: at }),
      unit: (unitId) => this.unit(unitId),
      get isCalledBack() {
        return !mayBeSampled(state) || isDrawn(state.id, 'callback', config.callbackShare)
      },
      departmentOnlyFor: (unitId) => rules.isDepartmentOnly({ categoryCode, divisionCode, caseType, urgency, unitId }),
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

  private latestExtension(state: CaseState): Instant | null {
    const { promiseDueAt, policyVersion, urgency, caseType, categoryCode, divisionCode } = state
    if (promiseDueAt === null) return null
    const leadUnitId = openLead(state)?.unitId ?? null
    return this.quotes.latestExtension({ urgency, caseType, categoryCode, divisionCode, leadUnitId, policyVersion, dueAt: promiseDueAt })
  }
}
