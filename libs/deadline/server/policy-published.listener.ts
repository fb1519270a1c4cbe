import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { EventConsumer, EventConsumers } from '@tongban/platform/server'
import { POLICY_PUBLISHED } from '../contract/index.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

/** The worker that hears of another version reads it at once; the other processes look by themselves every few seconds. */
@Injectable()
export class PolicyPublishedListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'deadline.policies'
  override readonly eventTypes = [POLICY_PUBLISHED]

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override handle(): Promise<void> {
    return Promise.resolve()
  }

  override afterCommit(): Promise<void> {
    return this.policies.reload()
  }
}
