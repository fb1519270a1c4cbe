import { Inject, Injectable } from '@nestjs/common'
import { DispatchRules, type DepartmentOnlyQuestion } from '@tongban/case/contract'
import { Clock, idOf, plainDateOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { lookUp } from '../domain/index.js'
import { PublishedCatalogues } from './catalogue/published-catalogues.js'

/** The catalogue's hard blocks, for whoever gives a case to a unit. */
@Injectable()
export class CatalogueDispatchRules extends DispatchRules {
  constructor(
    @Inject(PublishedCatalogues) private readonly catalogues: PublishedCatalogues,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override isDepartmentOnly({ categoryCode, divisionCode, caseType, urgency, unitId }: DepartmentOnlyQuestion): boolean {
    if (categoryCode === null) return false
    const at = this.clock.now()
    return this.placePaths(divisionCode, unitId).some(
      (placePath) => lookUp(this.catalogues.at(at), { categoryCode, placePath, caseType, urgency, day: plainDateOf(at) }).forbiddenBy !== null,
    )
  }

  /**
   * Where the case lies, and, when that is not known down to the unit's own township, there as well: a block on a county would otherwise not be seen while
   * the case is nowhere yet.
   */
  private placePaths(divisionCode: string | null, unitId: string): string[][] {
    const pathTo = (code: string): string[] => this.org.pathOf(idOf(code)).map((division) => division.code)
    const place = divisionCode === null ? [] : pathTo(divisionCode)
    const unit = this.org.unit(idOf(unitId))
    const own = unit === null ? [] : pathTo(unit.divisionCode)
    const isCoarser = place.length < own.length && place.every((code, at) => own[at] === code)
    return isCoarser ? [place, own] : [place]
  }
}
