import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { Result } from '@tongban/kernel/core'
import type { ResponseOf } from '@tongban/kernel/contract'
import {
  acknowledgeIncident, callIncidentAgain, cancelIncident, changeIncidentLevel, closeIncident, containIncident, joinIncidentCases, leaveIncidentCases, noteIncidentProgress, recordPhoneAcknowledgement,
} from '../../contract/index.js'
import type { IncidentState } from '../../domain/index.js'
import { Acknowledge } from '../use-cases/acknowledge.use-case.js'
import { ActOnIncident } from '../use-cases/act-on-incident.use-case.js'
import { ChangeCases } from '../use-cases/change-cases.use-case.js'
import { KeepCalling } from '../use-cases/keep-calling.use-case.js'

type Who = RequestContext<Principal>
type Acted = { readonly incidentId: string; readonly version: number; readonly status: IncidentState['status'] }

const actedOf = ({ id, version, status }: IncidentState): Acted => ({ incidentId: id, version, status })
function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}

/** Acting on an incident that runs. */
@Controller()
export class IncidentActsController {
  constructor(
    @Inject(ActOnIncident) private readonly acts: ActOnIncident,
    @Inject(ChangeCases) private readonly cases: ChangeCases,
    @Inject(Acknowledge) private readonly acknowledge: Acknowledge,
    @Inject(KeepCalling) private readonly calling: KeepCalling,
  ) {}

  @HttpEndpoint(joinIncidentCases)
  async join(@Input() { params, body }: InputOf<typeof joinIncidentCases>, @Caller() { principal }: Who): Promise<ResponseOf<typeof joinIncidentCases>> {
    const { state, joined } = valueOf(await this.cases.join(params.incidentId, principal, body.caseIds))
    return { ...actedOf(state), joined }
  }

  @HttpEndpoint(leaveIncidentCases)
  async leave(@Input() { params, body }: InputOf<typeof leaveIncidentCases>, @Caller() { principal }: Who): Promise<ResponseOf<typeof leaveIncidentCases>> {
    const { state, left } = valueOf(await this.cases.leave(params.incidentId, principal, body.caseIds, body.reason))
    return { ...actedOf(state), left }
  }

  @HttpEndpoint(noteIncidentProgress)
  async progress(@Input() { params, body }: InputOf<typeof noteIncidentProgress>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(valueOf(await this.acts.progress(params.incidentId, principal, { kind: body.kind, text: body.text, public: body.public, affectedPeople: body.affectedPeople ?? null })))
  }

  @HttpEndpoint(acknowledgeIncident)
  async inApp(@Input() { params, body }: InputOf<typeof acknowledgeIncident>, @Caller() { principal }: Who): Promise<ResponseOf<typeof acknowledgeIncident>> {
    const { state, acknowledged, late } = valueOf(await this.acknowledge.inApp(params.incidentId, principal, body.postKey ?? null))
    return { ...actedOf(state), acknowledged, late }
  }

  @HttpEndpoint(recordPhoneAcknowledgement)
  async byPhone(@Input() { params, body }: InputOf<typeof recordPhoneAcknowledgement>, @Caller() { principal }: Who): Promise<ResponseOf<typeof recordPhoneAcknowledgement>> {
    const { postKey, name, note, at } = body
    const { state, late } = valueOf(await this.acknowledge.byPhone(params.incidentId, principal, { postKey, name, note, at: at === undefined ? null : instantFromIso(at) }))
    return { ...actedOf(state), late }
  }

  @HttpEndpoint(callIncidentAgain)
  async callAgain(@Input() { params, body }: InputOf<typeof callIncidentAgain>, @Caller() { principal }: Who): Promise<ResponseOf<typeof callIncidentAgain>> {
    const { state, called } = valueOf(await this.calling.callAgain(params.incidentId, principal, body.postKeys ?? null))
    return { ...actedOf(state), called }
  }

  @HttpEndpoint(changeIncidentLevel)
  async level(@Input() { params, body }: InputOf<typeof changeIncidentLevel>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(valueOf(await this.acts.changeLevel(params.incidentId, principal, body.level, body.reason)))
  }

  @HttpEndpoint(containIncident)
  async contain(@Input() { params, body }: InputOf<typeof containIncident>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(valueOf(await this.acts.contain(params.incidentId, principal, body.text)))
  }

  @HttpEndpoint(closeIncident)
  async close(@Input() { params, body }: InputOf<typeof closeIncident>, @Caller() { principal }: Who): Promise<ResponseOf<typeof closeIncident>> {
    const { state, callers } = valueOf(await this.acts.close(params.incidentId, principal, body.summary))
    return { ...actedOf(state), callers }
  }

  @HttpEndpoint(cancelIncident)
  async cancel(@Input() { params, body }: InputOf<typeof cancelIncident>, @Caller() { principal }: Who): Promise<Acted> {
    return actedOf(valueOf(await this.acts.cancel(params.incidentId, principal, body.reason)))
  }
}
