import { Controller, Inject, Req, Res } from '@nestjs/common'
import { CITIZEN_USER_ID } from '@tongban/access/contract'
import type { CommandOptions } from '@tongban/case/contract'
import type { Endpoint } from '@tongban/kernel/contract'
import { Clock, DAY_MS, HOUR_MS, type Result } from '@tongban/kernel/core'
import { HttpEndpoint, Input, Refused, idempotencyOf, type InputOf } from '@tongban/platform/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  addFactsAsCitizen, appealAsCitizen, rateAsCitizen, readCitizenCase, urgeAsCitizen, withdrawAsCitizen, type CitizenCase,
} from '../../contract/index.js'
import { ACTIONS_PER_CASE_DAY, ACTIONS_PER_CASE_HOUR } from '../../domain/index.js'
import { AccessStore } from '../persistence/access.store.js'
import { RequestLimit } from '../request-limit.js'
import { ActAsCitizen } from '../use-cases/act-as-citizen.use-case.js'
import { ReadCitizenCase } from '../use-cases/read-citizen-case.use-case.js'
import { citizenTokenOf, idempotencyKeyOf } from './citizen-request.js'

/** The one case a session has opened. No address names a case here, so none can name another's. */
@Controller()
export class CitizenCaseController {
  constructor(
    @Inject(AccessStore) private readonly access: AccessStore,
    @Inject(ReadCitizenCase) private readonly cases: ReadCitizenCase,
    @Inject(ActAsCitizen) private readonly acts: ActAsCitizen,
    @Inject(RequestLimit) private readonly limit: RequestLimit,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(readCitizenCase)
  async read(@Input() _input: InputOf<typeof readCitizenCase>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<CitizenCase> {
    void reply.header('cache-control', 'no-store')
    return this.view(await this.caseOf(request))
  }

  @HttpEndpoint(withdrawAsCitizen)
  async withdraw(@Input() { body }: InputOf<typeof withdrawAsCitizen>, @Req() request: FastifyRequest): Promise<CitizenCase> {
    return this.act(withdrawAsCitizen, request, body, (caseId, options) => this.acts.give('withdraw', caseId, body, options))
  }

  @HttpEndpoint(urgeAsCitizen)
  async urge(@Input() { body }: InputOf<typeof urgeAsCitizen>, @Req() request: FastifyRequest): Promise<CitizenCase> {
    return this.act(urgeAsCitizen, request, body, (caseId, options) => this.acts.give('urge', caseId, body, options))
  }

  @HttpEndpoint(addFactsAsCitizen)
  async addFacts(@Input() { body }: InputOf<typeof addFactsAsCitizen>, @Req() request: FastifyRequest): Promise<CitizenCase> {
    return this.act(addFactsAsCitizen, request, body, (caseId, options) => this.acts.give('add_facts', caseId, { ...body, attachmentIds: [] }, options))
  }

  @HttpEndpoint(appealAsCitizen)
  async appeal(@Input() { body }: InputOf<typeof appealAsCitizen>, @Req() request: FastifyRequest): Promise<CitizenCase> {
    return this.act(appealAsCitizen, request, body, (caseId, options) => this.acts.give('appeal', caseId, body, options))
  }

  @HttpEndpoint(rateAsCitizen)
  async rate(@Input() { body }: InputOf<typeof rateAsCitizen>, @Req() request: FastifyRequest): Promise<CitizenCase> {
    return this.act(rateAsCitizen, request, body, (caseId) => this.acts.rate(caseId, body))
  }

  private async act(
    endpoint: Endpoint,
    request: FastifyRequest,
    body: unknown,
    work: (caseId: string, options: Pick<CommandOptions, 'idempotency' | 'remoteAddress'>) => Promise<Result<unknown>>,
  ): Promise<CitizenCase> {
    const caseId = await this.caseOf(request)
    await this.limit.pass(
      { name: 'act', key: caseId, most: ACTIONS_PER_CASE_HOUR, windowMs: HOUR_MS },
      { name: 'act-day', key: caseId, most: ACTIONS_PER_CASE_DAY, windowMs: DAY_MS },
    )
    // Every citizen has the same id: it is the case that tells their keys apart.
    const idempotency = idempotencyOf(`${CITIZEN_USER_ID}:${caseId}`, endpoint.name, idempotencyKeyOf(request), body)
    const result = await work(caseId, { remoteAddress: request.ip, ...(idempotency === null ? {} : { idempotency }) })
    if (!result.ok) throw new Refused(result.refusal)
    return this.view(caseId)
  }

  private async caseOf(request: FastifyRequest): Promise<string> {
    const token = citizenTokenOf(request)
    const caseId = token === null ? null : await this.access.caseOf(token, this.clock.now())
    if (caseId === null) throw new Refused({ code: 'CITIZEN_SESSION_ENDED', params: {} })
    return caseId
  }

  private async view(caseId: string): Promise<CitizenCase> {
    const view = await this.cases.execute(caseId)
    if (view === null) throw new Refused({ code: 'CITIZEN_SESSION_ENDED', params: {} })
    return view
  }
}
