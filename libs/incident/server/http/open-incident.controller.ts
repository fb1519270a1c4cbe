import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, idempotencyOf, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { openIncident, previewIncidentCalls, type CallPreview, type IncidentView } from '../../contract/index.js'
import { IncidentReadModel } from '../persistence/incident.read-model.js'
import { OpenIncident } from '../use-cases/open-incident.use-case.js'
import { CallPreviews } from './call-previews.js'
import { IncidentViews } from './incident-views.js'

/** Opening an incident, and seeing beforehand whom that would call. */
@Controller()
export class OpenIncidentController {
  constructor(
    @Inject(OpenIncident) private readonly opening: OpenIncident,
    @Inject(IncidentReadModel) private readonly incidents: IncidentReadModel,
    @Inject(IncidentViews) private readonly views: IncidentViews,
    @Inject(CallPreviews) private readonly previews: CallPreviews,
  ) {}

  @HttpEndpoint(previewIncidentCalls)
  preview(@Input() { body }: InputOf<typeof previewIncidentCalls>): Promise<CallPreview> {
    return this.previews.of(body)
  }

  @HttpEndpoint(openIncident)
  async open(@Input() { body }: InputOf<typeof openIncident>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Promise<IncidentView> {
    const opened = await this.opening.open(body, principal, idempotencyOf(principal.userId, openIncident.name, idempotencyKey, body))
    if (!opened.ok) throw new Refused(opened.refusal)
    const row = await this.incidents.one(principal, opened.value.id)
    if (row === null) throw new Refused({ code: 'INCIDENT_NOT_FOUND', params: {} })
    return this.views.detail(row, principal)
  }
}
