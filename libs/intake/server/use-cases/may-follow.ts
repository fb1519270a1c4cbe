import { Inject, Injectable } from '@nestjs/common'
import { DispatchRules, type mergeParentOf } from '@tongban/case/contract'
import { idOf, type Refusal } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import type { FileCaseInput } from './file-case.use-case.js'
import { PlanFiling } from './plan-filing.js'

/** What merging would refuse of a call is refused before anything is filed: on the line the operator can still dispatch it by itself. */
@Injectable()
export class MayFollow {
  constructor(
    @Inject(PlanFiling) private readonly filing: PlanFiling,
    @Inject(DispatchRules) private readonly rules: DispatchRules,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  /** Null: nothing speaks against it. No round trip. */
  refusalOf(call: FileCaseInput, { number, urgency: parentUrgency, leadUnitId }: ReturnType<typeof mergeParentOf>): Refusal | null {
    const planned = this.filing.plan({ ...call, holdReasons: [] }, false)
    if (!planned.ok) return planned.refusal
    const { urgency, category, division } = planned.value
    if (urgency.value === 'emergency' && parentUrgency !== 'emergency') return { code: 'EMERGENCY_NOT_FOLLOWED', params: { number } }
    if (leadUnitId === null || this.org.unit(idOf(leadUnitId))?.kind !== 'township') return null
    const matter = { categoryCode: category?.node.code ?? null, divisionCode: division?.code ?? null, caseType: call.caseType, urgency: urgency.value }
    return this.rules.isDepartmentOnly({ ...matter, unitId: leadUnitId }) ? { code: 'DEPARTMENT_ONLY', params: {} } : null
  }
}
