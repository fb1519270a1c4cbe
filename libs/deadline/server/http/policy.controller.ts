import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, type InputOf, type RequestContext } from '@tongban/platform/server'
import {
  checkPolicy, listPolicies, previewPolicy, publishPolicy, readPolicy, withdrawPolicy,
  type PolicyFault, type PolicyPreview, type PolicyVersion, type PolicyVersionDetail,
} from '../../contract/index.js'
import { PolicyPreviews } from '../policy-preview.js'
import { PolicyPublishing } from '../policy-publishing.js'
import { PolicyVersionViews } from '../policy-version-views.js'

@Controller()
export class PolicyController {
  constructor(
    @Inject(PolicyVersionViews) private readonly views: PolicyVersionViews,
    @Inject(PolicyPublishing) private readonly publishing: PolicyPublishing,
    @Inject(PolicyPreviews) private readonly previews: PolicyPreviews,
  ) {}

  @HttpEndpoint(listPolicies)
  async list(): Promise<{ items: PolicyVersion[] }> {
    return { items: await this.views.list() }
  }

  @HttpEndpoint(readPolicy)
  one(@Input() { params }: InputOf<typeof readPolicy>): Promise<PolicyVersionDetail> {
    return this.views.detailOf(params.version)
  }

  @HttpEndpoint(checkPolicy)
  async check(@Input() { body }: InputOf<typeof checkPolicy>): Promise<{ faults: PolicyFault[] }> {
    return { faults: await this.publishing.check(body.draft) }
  }

  @HttpEndpoint(previewPolicy)
  preview(@Input() { body }: InputOf<typeof previewPolicy>): Promise<PolicyPreview> {
    return this.previews.of(body.draft, body.samples)
  }

  @HttpEndpoint(publishPolicy)
  async publish(@Input() { body }: InputOf<typeof publishPolicy>, @Caller() { principal }: RequestContext<Principal>): Promise<PolicyVersion> {
    return this.views.summaryOf(await this.publishing.publish(body, principal))
  }

  @HttpEndpoint(withdrawPolicy)
  async withdraw(@Input() { params, body }: InputOf<typeof withdrawPolicy>, @Caller() { principal }: RequestContext<Principal>): Promise<PolicyVersion> {
    await this.publishing.withdraw(params.version, body.reason, principal)
    return this.views.summaryOf(params.version)
  }
}
