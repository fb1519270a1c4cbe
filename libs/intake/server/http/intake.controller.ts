import { Controller, Inject } from '@nestjs/common'
import { may, type Principal } from '@tongban/access/contract'
import { DispatchPlanNames } from '@tongban/dispatch/contract'
import { Clock, idOf } from '@tongban/kernel/core'
import { placeChoices, placeNotice, PointSurroundings } from '@tongban/place/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { fileCase, suggestFiling } from '../../contract/intake-endpoints.js'
import { FileCase, type Filed } from '../use-cases/file-case.use-case.js'
import { countyHeardBy, PlanFiling } from '../use-cases/plan-filing.js'

@Controller()
export class FilingController {
  constructor(
    @Inject(FileCase) private readonly fileCase: FileCase,
    @Inject(PlanFiling) private readonly filing: PlanFiling,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(DispatchPlanNames) private readonly names: DispatchPlanNames,
    @Inject(PointSurroundings) private readonly surroundings: PointSurroundings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(fileCase)
  async file(@Input() { body }: InputOf<typeof fileCase>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Promise<Filed> {
    requireDisposition(principal, body.disposition.kind)
    const filed = await this.fileCase.file(body, principal, idempotencyKey)
    if (!filed.ok) throw new Refused(filed.refusal)
    return filed.value
  }

  @HttpEndpoint(suggestFiling)
  suggest(@Input() { body }: InputOf<typeof suggestFiling>, @Caller() { principal }: RequestContext<Principal>): z.output<(typeof suggestFiling)['response']> {
    const placeContext = { countyCode: countyHeardBy(principal), hints: body.earlierDivisionCodes, point: body.point }
    const planned = this.filing.plan({ ...body, placeAsked: false, holdReasons: [], placeContext })
    if (!planned.ok) throw new Refused(planned.refusal)
    const { place, suggestions, urgency, plan } = planned.value
    return {
      place: {
        best: place.best === null ? null : { code: place.best.code, path: place.best.path, confidence: place.best.confidence },
        ambiguous: place.ambiguous,
        question: placeNotice(place),
        rivals: (place.ambiguous ? placeChoices(place) : place.rivals).map(({ code, path, confidence }) => ({ code, path, confidence })),
        evidence: place.evidence.map(({ start, end, text, code, how }) => ({ start, end, text, code, how })),
        point: body.point === null ? null : this.surroundings.around(body.point, { text: body.placeText === '' ? body.description : body.placeText, divisionCode: body.divisionCode }, placeContext),
      },
      modelId: suggestions.length === 0 ? null : this.filing.modelId(),
      categories: suggestions.map(({ code, confidence, words }) => ({ code, confidence, words, path: this.categories.pathOf(idOf(code)).map((node) => node.name) })),
      urgency: { ...urgency, words: [...urgency.words] },
      dispatch: this.names.named(plan),
      due: this.filing.due(planned.value, body.caseType, this.clock.now()),
    }
  }
}

/** Answering and declining are permissions of their own, beside filing. */
function requireDisposition(principal: Principal, kind: string): void {
  const needed = kind === 'answer' ? 'case.answer' : kind === 'dispatch' ? null : 'case.decline'
  if (needed !== null && !may(principal, needed)) throw new Refused({ code: 'PERMISSION_MISSING', params: { permission: needed } })
}
