import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseCommandBody, type CaseSnapshot } from '@tongban/case/contract'
import { Clock, isoOf, ok, refuse, type BatchWrite, type Instant, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { idempotencyOf, type Idempotency } from '@tongban/platform/server'
import type { z } from 'zod'
import type { recordCallbackAttempt } from '../../contract/callback-endpoints.js'
import { MAX_ATTEMPTS, nextAttemptAt } from '../../domain/index.js'
import { standsInHierarchy } from '../stands-in-hierarchy.js'
import { CallbackTaskStore, type Task } from '../persistence/callback-task.store.js'

type Body = z.output<(typeof recordCallbackAttempt)['body']>
type Recorded = z.output<(typeof recordCallbackAttempt)['response']>

/** One call to the citizen: its answers go to the case through the one door; a call nobody answered only moves the task. */
@Injectable()
export class RecordAttempt {
  constructor(
    @Inject(CallbackTaskStore) private readonly tasks: CallbackTaskStore,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async record(caseId: string, body: Body, agent: Principal, idempotencyKey: string | null): Promise<Result<Recorded>> {
    const at = this.clock.now()
    const [snapshot] = await this.cases.snapshots([caseId])
    // A case about the agent's own unit does not exist for the agent.
    if (!snapshot || snapshot.subjectUnitIds.includes(agent.unitId)) return refuse('CASE_NOT_FOUND')
    if (standsInHierarchy(this.org, agent.unitId, snapshot)) return refuse('CALLBACK_INDEPENDENCE')
    const task = await this.tasks.openTask(caseId)
    const idempotency = idempotencyOf(agent.userId, 'recordCallbackAttempt', idempotencyKey, { caseId, body })
    if (task === null) {
      // Nothing waits: either this very request was carried out before, or the state says why not.
      return this.finish(snapshot, body, agent, { attempts: 1, companions: [], idempotency })
    }
    const repeat = this.repeatOf(task, snapshot, body, idempotencyKey)
    if (repeat !== null) return repeat
    const blocked = this.blocked(task, agent, at)
    if (blocked !== null) return blocked
    if (body.version !== undefined && body.version !== snapshot.version) return refuse('CASE_VERSION_STALE', { seen: body.version, current: snapshot.version })

    const write = this.tasks.attemptWrite(task, { at, agentId: agent.userId, result: body.result, note: body.note, channel: 'phone', idempotencyKey })
    const attempts = task.attempts.length + 1
    if (body.result !== 'no_answer' || attempts >= MAX_ATTEMPTS) return this.finish(snapshot, body, agent, { attempts, companions: [write], idempotency })

    const next = nextAttemptAt([...task.attempts.map((item) => item.at), at])
    if (next === null || !(await this.tasks.postpone(task, write, next))) return refuse('CONFLICT')
    return ok({ caseId, version: snapshot.version, status: snapshot.status, round: snapshot.round, attempts, nextAttemptAt: isoOf(next) })
  }

  private async finish(
    snapshot: CaseSnapshot,
    body: Body,
    agent: Principal,
    { attempts, companions, idempotency }: { attempts: number; companions: BatchWrite[]; idempotency: Idempotency | null },
  ): Promise<Result<Recorded>> {
    const result = await this.commands.execute('record_callback', { caseId: snapshot.id }, commandBody(body, attempts), agent, {
      companions,
      ...(idempotency === null ? {} : { idempotency }),
    })
    if (!result.ok) return result
    const { caseId, version, status, round } = result.value
    return ok({ caseId, version, status, round, attempts, nextAttemptAt: null })
  }

  /** A call nobody answered moves the task and releases it; the same request again is told what it was told. */
  private repeatOf(task: Task, snapshot: CaseSnapshot, body: Body, idempotencyKey: string | null): Result<Recorded> | null {
    const before = idempotencyKey === null ? undefined : task.attempts.find((attempt) => attempt.idempotencyKey === idempotencyKey)
    if (before === undefined) return null
    if (before.result !== body.result || before.note !== body.note) return refuse('IDEMPOTENCY_KEY_REUSED')
    const { id, version, status, round } = snapshot
    return ok({ caseId: id, version, status, round, attempts: task.attempts.length, nextAttemptAt: isoOf(task.nextAttemptAt) })
  }

  private blocked(task: Task, agent: Principal, at: Instant): Result<never> | null {
    const held = task.claimedBy !== null && task.claimedUntil !== null && task.claimedUntil > at
    if (!held || task.claimedBy === null) return refuse('CALLBACK_NOT_CLAIMED')
    if (task.claimedBy !== agent.userId) return refuse('CALLBACK_CLAIMED', { agentName: '另一位回访员' })
    return task.nextAttemptAt > at ? refuse('CALLBACK_TOO_EARLY', { at: isoOf(task.nextAttemptAt) }) : null
  }
}

function commandBody(body: Body, attempts: number): CaseCommandBody<'record_callback'> {
  switch (body.result) {
    case 'answered':
      return { outcome: 'answered', answers: body.answers, note: body.note, attempts }
    case 'refused':
      return { outcome: 'refused', note: body.note, attempts }
    case 'no_answer':
      return { outcome: 'unreachable', note: body.note, attempts: 3 }
  }
}
