import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { casePageSchema } from '@tongban/case/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import {
  listActCases, listDispatchQualityCases, listMeasureCases, readActs, readBoard, readDispatchQuality, readMeasures, type BoardSnapshot, type DispatchQuality, type MeasuresTable,
} from '@tongban/reporting/contract'
import type { z } from 'zod'
import { ActsReadModel } from './acts.read-model.js'
import { BoardCache } from './board-cache.js'
import { DispatchQualityReadModel } from './dispatch-quality.read-model.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'

@Controller()
export class ReportingController {
  constructor(
    @Inject(MeasuresReadModel) private readonly measures: MeasuresReadModel,
    @Inject(MeasureCasesReadModel) private readonly cases: MeasureCasesReadModel,
    @Inject(BoardCache) private readonly boards: BoardCache,
    @Inject(ActsReadModel) private readonly acts: ActsReadModel,
    @Inject(DispatchQualityReadModel) private readonly quality: DispatchQualityReadModel,
  ) {}

  @HttpEndpoint(readMeasures)
  table(@Input() { query }: InputOf<typeof readMeasures>, @Caller() { principal }: RequestContext<Principal>): Promise<MeasuresTable> {
    return this.measures.read(principal, query)
  }

  @HttpEndpoint(listMeasureCases)
  list(
    @Input() { params, query }: InputOf<typeof listMeasureCases>,
    @Caller() { principal }: RequestContext<Principal>,
  ): Promise<z.output<typeof casePageSchema>> {
    return this.cases.list(principal, params.measure, query)
  }

  @HttpEndpoint(readActs)
  actTable(@Input() { query }: InputOf<typeof readActs>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<typeof readActs.response>> {
    return this.acts.counts(principal, query)
  }

  @HttpEndpoint(listActCases)
  actCases(@Input() { params, query }: InputOf<typeof listActCases>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<typeof casePageSchema>> {
    return this.acts.list(principal, params.kind, query)
  }

  @HttpEndpoint(readDispatchQuality)
  qualityTable(@Input() { query }: InputOf<typeof readDispatchQuality>, @Caller() { principal }: RequestContext<Principal>): Promise<DispatchQuality> {
    return this.quality.read(principal, query)
  }

  @HttpEndpoint(listDispatchQualityCases)
  qualityCases(
    @Input() { query }: InputOf<typeof listDispatchQualityCases>,
    @Caller() { principal }: RequestContext<Principal>,
  ): Promise<z.output<typeof casePageSchema>> {
    return this.quality.list(principal, query)
  }

  @HttpEndpoint(readBoard)
  board(@Input() _input: InputOf<typeof readBoard>, @Caller() { principal }: RequestContext<Principal>): Promise<BoardSnapshot> {
    return this.boards.snapshot(principal.scope)
  }
}
