import { Inject, Injectable } from '@nestjs/common'
import { DispatchRules } from '@tongban/case/contract'
import { InMemoryDispatchPlanner } from './in-memory-dispatch-planner.js'

/** The catalogue's hard blocks, for whoever gives a case to a unit. */
@Injectable()
export class CatalogueDispatchRules extends DispatchRules {
  constructor(@Inject(InMemoryDispatchPlanner) private readonly planner: InMemoryDispatchPlanner) {
    super()
  }

  override isDepartmentOnly({ categoryCode, divisionCode }: { categoryCode: string | null; divisionCode: string | null }): boolean {
    return categoryCode !== null && this.planner.catalogueAnswer(categoryCode, divisionCode).forbiddenBy !== null
  }
}
