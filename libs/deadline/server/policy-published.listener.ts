import { Inject, Injectable } from '@nestjs/common'
import { EventConsumers, ReloadingListener } from '@tongban/platform/server'
import { POLICY_PUBLISHED } from '../contract/index.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

@Injectable()
export class PolicyPublishedListener extends ReloadingListener {
  constructor(@Inject(EventConsumers) consumers: EventConsumers, @Inject(DeadlinePolicies) policies: DeadlinePolicies) {
    super(consumers, 'deadline.policies', POLICY_PUBLISHED, policies)
  }
}
