import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, MINUTE_MS, isoOf, plus } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, cursorOf, readCursor, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { claimCallback, inviteToRate, readCallbackQueue, recordCallbackAttempt, type CallbackTask } from '../../contract/callback-endpoints.js'
import { CallbackTaskStore } from '../persistence/callback-task.store.js'
import { InviteCitizen } from '../use-cases/invite-citizen.use-case.js'
import { RecordAttempt } from '../use-cases/record-attempt.use-case.js'
import { CallbackTaskViews } from './callback-task-views.js'

const CLAIM_MINUTES = 15

@Controller()
export class CallbackController {
  constructor(
    @Inject(CallbackTaskStore) private readonly tasks: CallbackTaskStore,
    @Inject(RecordAttempt) private readonly recordAttempt: RecordAttempt,
    @Inject(InviteCitizen) private readonly inviteCitizen: InviteCitizen,
    @Inject(CallbackTaskViews) private readonly views: CallbackTaskViews,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(readCallbackQueue)
  async queue(@Input() { query }: InputOf<typeof readCallbackQueue>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof readCallbackQueue)['response']>> {
    const found = await this.tasks.queue(query.ready ? this.clock.now() : null, readCursor(query.cursor), query.limit + 1, query.language ?? null)
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    return { items: await this.views.of(page, principal), nextCursor: found.length > query.limit && last ? cursorOf(last.nextAttemptAt, last.caseId) : null }
  }

  @HttpEndpoint(claimCallback)
  async claim(@Input() { params }: InputOf<typeof claimCallback>, @Caller() { principal }: RequestContext<Principal>): Promise<CallbackTask> {
    const now = this.clock.now()
    const task = await this.tasks.openTask(params.caseId)
    const stands = task === null ? 'CASE_NOT_FOUND' : await this.views.claimRefusal(params.caseId, principal)
    if (task === null || stands !== null) throw new Refused({ code: stands ?? 'CASE_NOT_FOUND', params: {} })
    if (task.nextAttemptAt > now) throw new Refused({ code: 'CALLBACK_TOO_EARLY', params: { at: isoOf(task.nextAttemptAt) } })
    const until = plus(now, CLAIM_MINUTES * MINUTE_MS)
    if (!(await this.tasks.claim(params.caseId, principal.userId, now, until))) {
      throw new Refused({ code: 'CALLBACK_CLAIMED', params: { agentName: await this.views.agentName(task.claimedBy) } })
    }
    const [view] = await this.views.of([{ ...task, claimedBy: principal.userId, claimedUntil: until }], principal)
    if (!view) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    return view
  }

  @HttpEndpoint(inviteToRate)
  async invite(@Input() { params }: InputOf<typeof inviteToRate>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof inviteToRate)['response']>> {
    const result = await this.inviteCitizen.invite(params.caseId, principal)
    if (!result.ok) throw new Refused(result.refusal)
    return { caseId: params.caseId, invitedUntil: isoOf(result.value) }
  }

  @HttpEndpoint(recordCallbackAttempt)
  async record(
    @Input() { params, body }: InputOf<typeof recordCallbackAttempt>,
    @Caller() { principal, idempotencyKey }: RequestContext<Principal>,
  ): Promise<z.output<(typeof recordCallbackAttempt)['response']>> {
    const result = await this.recordAttempt.record(params.caseId, body, principal, idempotencyKey)
    if (!result.ok) throw new Refused(result.refusal)
    return result.value
  }
}
