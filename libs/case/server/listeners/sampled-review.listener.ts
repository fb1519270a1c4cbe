import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { EventConsumer, EventConsumers, PlatformConfig, type DeliveredEvent } from '@tongban/platform/server'
import { CaseCommands } from '../../contract/ports.js'
import { isDrawn, mayBeSampled, reviewRemarks } from '../../domain/index.js'
import { CaseStore } from '../persistence/case.store.js'
import { ReviewFactsReadModel } from '../persistence/review-facts.read-model.js'

/**
 * Where an installation reviews a share of the plain replies by hand, the others pass by themselves — but only those of which nothing at all is
 * noticed. With a share of 1, the default, it listens to nothing.
 */
@Injectable()
export class SampledReviewListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'case.sampled_review'
  override readonly eventTypes = ['assignment.replied.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseStore) private readonly store: CaseStore,
    @Inject(ReviewFactsReadModel) private readonly facts: ReviewFactsReadModel,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  onModuleInit(): void {
    if (this.config.reviewShare < 1) this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[]): Promise<void> {
    for (const { subjectId } of events) await this.pass(subjectId)
  }

  private async pass(caseId: string): Promise<void> {
    const principal = this.system.principal()
    const state = await this.store.load(caseId, principal.scope)
    if (state === null || state.status !== 'awaiting_review' || !mayBeSampled(state) || isDrawn(caseId, 'review', this.config.reviewShare)) return
    if (reviewRemarks(state, await this.facts.of(state)).length > 0) return
    const body = { version: state.version, verdict: 'pass' as const, remarks: '未抽中人工审核，系统核对没有问题', checked: [] }
    const result = await this.commands.execute('review', { caseId }, body, principal)
    if (!result.ok && result.refusal.code === 'CONFLICT') throw new Error(`Case ${caseId} changed while its reply was passed`)
  }
}
