import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseCommitParticipant, CaseCommitParticipants, type CaseChange } from '@tongban/case/contract'
import { instant, isoOf, isoOrNull, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, writeOutbox } from '@tongban/platform/server'
import type { z } from 'zod'
import type { attemptResultSchema } from '../../contract/callback-endpoints.js'

export type AttemptResult = z.output<typeof attemptResultSchema>
export type Attempt = { readonly at: Instant; readonly result: AttemptResult; readonly note: string; readonly idempotencyKey: string | null }
export type Task = {
  readonly caseId: string
  readonly round: number
  readonly waitingSince: Instant
  readonly nextAttemptAt: Instant
  readonly attempts: readonly Attempt[]
  readonly claimedBy: string | null
  readonly claimedUntil: Instant | null
  readonly language: 'zh' | 'mn'
  /** Set when the citizen was asked by message in this round. */
  readonly invitedUntil: Instant | null
}

type TaskRow = {
  case_id: string; round: number; waiting_since: number; next_attempt_at: number; claimed_by: string | null; claimed_until: number | null
  language: 'zh' | 'mn' | null; invited_until: number | null; tried: { at: string; result: AttemptResult; note: string; key: string | null }[]
}

const TASK_COLUMNS = `t.case_id, t.round, t.waiting_since, t.next_attempt_at, t.claimed_by, t.claimed_until, t.language, t.invited_until,
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', a.at, 'result', a.result, 'note', a.note, 'key', a.idempotency_key) ORDER BY a.attempt)
            FROM callback_attempt a WHERE a.city_code = t.city_code AND a.case_id = t.case_id AND a.round = t.round), '[]') AS tried`

// Index callback_task_open.
const QUEUE = statement<TaskRow>(
  'callback.queue',
  `SELECT ${TASK_COLUMNS} FROM callback_task t
   WHERE t.city_code = $1 AND t.done_at IS NULL AND ($2::timestamptz IS NULL OR t.next_attempt_at <= $2)
     AND ($3::timestamptz IS NULL OR (t.next_attempt_at, t.case_id) > ($3, $4::uuid)) AND ($6::text IS NULL OR coalesce(t.language, 'zh') = $6)
   ORDER BY t.next_attempt_at, t.case_id LIMIT $5`,
)
const OPEN_TASK = statement<TaskRow>('callback.open_task', `SELECT ${TASK_COLUMNS} FROM callback_task t WHERE t.city_code = $1 AND t.case_id = $2 AND t.done_at IS NULL`)
const CLAIM = statement<{ case_id: string }>(
  'callback.claim',
  `UPDATE callback_task SET claimed_by = $3, claimed_until = $5
   WHERE city_code = $1 AND case_id = $2 AND done_at IS NULL AND (claimed_by IS NULL OR claimed_by = $3 OR claimed_until <= $4) RETURNING case_id`,
)
const OPEN = statement(
  'callback.open',
  `INSERT INTO callback_task (city_code, case_id, round, waiting_since, next_attempt_at, language)
   SELECT $2, r.case_id, r.round, r.at, r.at, r.language FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, round smallint, at timestamptz, language text) ON CONFLICT DO NOTHING`,
)
const FINISH = statement(
  'callback.finish',
  `UPDATE callback_task AS t SET done_at = r.at, claimed_by = null, claimed_until = null FROM jsonb_to_recordset($1::jsonb) AS r(case_id uuid, at timestamptz)
   WHERE t.city_code = $2 AND t.case_id = r.case_id AND t.done_at IS NULL`,
)
/** Another may have recorded an attempt of that number meanwhile: then there is no row, and with `mustAffect` no commit. */
const RECORD_ATTEMPT = statement<{ key: string }>(
  'callback.record_attempt',
  `INSERT INTO callback_attempt SELECT r.* FROM jsonb_populate_recordset(null::callback_attempt, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT DO NOTHING RETURNING case_id::text AS key`,
)
const POSTPONE = statement<{ attempts: number }>(
  'callback.postpone',
  `UPDATE callback_task SET attempts = attempts + 1, next_attempt_at = $5, claimed_by = null, claimed_until = null
   WHERE city_code = $1 AND case_id = $2 AND round = $3 AND done_at IS NULL AND attempts = $4 RETURNING attempts`,
)

/** Once a round, and never over somebody who is on the phone. */
const INVITE = statement<{ case_id: string }>(
  'callback.invite',
  `UPDATE callback_task SET invited_until = $5, invited_by = $3, next_attempt_at = greatest(next_attempt_at, $5), claimed_by = null, claimed_until = null
   WHERE city_code = $1 AND case_id = $2 AND done_at IS NULL AND invited_until IS NULL AND (claimed_by IS NULL OR claimed_by = $3 OR claimed_until <= $4)
   RETURNING case_id`,
)

/** Whom to call back, in the same transaction as the case: a case that awaits a callback has an open task, and no other has. */
@Injectable()
export class CallbackTaskStore extends CaseCommitParticipant implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(CaseCommitParticipants) private readonly participants: CaseCommitParticipants,
  ) {
    super()
  }

  onModuleInit(): void {
    this.participants.register(this)
  }

  override writesFor({ before, after, at }: CaseChange): readonly BatchWrite[] {
    const was = before?.status === 'awaiting_callback'
    const is = after.status === 'awaiting_callback'
    if (is && !was) return [{ statement: OPEN, row: { case_id: after.id, round: after.round, at: isoOf(at), language: after.language } }]
    return was && !is ? [{ statement: FINISH, row: { case_id: after.id, at: isoOf(at) } }] : []
  }

  async queue(readyAt: Instant | null, after: { at: Instant; id: string } | null, limit: number, language: 'zh' | 'mn' | null = null): Promise<Task[]> {
    const rows = await this.database.run(QUEUE, [this.config.cityCode, isoOrNull(readyAt), after ? isoOf(after.at) : null, after?.id ?? null, limit, language])
    return rows.map(taskOf)
  }

  async openTask(caseId: string): Promise<Task | null> {
    const [row] = await this.database.run(OPEN_TASK, [this.config.cityCode, caseId])
    return row ? taskOf(row) : null
  }

  /** False: somebody else holds it. */
  async claim(caseId: string, agentId: string, now: Instant, until: Instant): Promise<boolean> {
    return (await this.database.run(CLAIM, [this.config.cityCode, caseId, agentId, isoOf(now), isoOf(until)])).length === 1
  }

  /** Asks the citizen by message: the task waits, and the message leaves with it. False: asked already, or somebody is calling. */
  async invite(task: Task, agentId: string, now: Instant, until: Instant): Promise<boolean> {
    const { cityCode } = this.config
    return this.database.transaction(async (tx) => {
      if ((await tx.run(INVITE, [cityCode, task.caseId, agentId, isoOf(now), isoOf(until)])).length === 0) return false
      await writeOutbox(tx, cityCode, [{ type: 'callback.invited.v1', subjectId: task.caseId, at: now, data: { caseId: task.caseId, round: task.round } }])
      return true
    })
  }

  attemptWrite(task: Task, attempt: { at: Instant; agentId: string; result: AttemptResult; note: string; channel: 'phone' | 'portal'; idempotencyKey: string | null }): BatchWrite {
    const { cityCode } = this.config
    return {
      statement: RECORD_ATTEMPT, mustAffect: task.caseId,
      row: {
        city_code: cityCode, case_id: task.caseId, round: task.round, attempt: task.attempts.length + 1, at: isoOf(attempt.at), agent_id: attempt.agentId,
        result: attempt.result, note: attempt.note, channel: attempt.channel, idempotency_key: attempt.idempotencyKey,
      },
    }
  }

  /** Records an attempt nobody answered and when to try again. False: somebody else has recorded one meanwhile; nothing was written. */
  async postpone(task: Task, write: BatchWrite, nextAttemptAt: Instant): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const moved = await tx.run(POSTPONE, [this.config.cityCode, task.caseId, task.round, task.attempts.length, isoOf(nextAttemptAt)])
      if (moved.length === 0) return false
      await tx.run(write.statement, [JSON.stringify([write.row]), this.config.cityCode])
      return true
    })
  }
}

const taskOf = (row: TaskRow): Task => ({
  caseId: row.case_id, round: row.round, waitingSince: instant(row.waiting_since), nextAttemptAt: instant(row.next_attempt_at),
  attempts: row.tried.map((item) => ({ at: instant(Date.parse(item.at)), result: item.result, note: item.note, idempotencyKey: item.key })),
  claimedBy: row.claimed_by, claimedUntil: row.claimed_until === null ? null : instant(row.claimed_until), language: row.language ?? 'zh',
  invitedUntil: row.invited_until === null ? null : instant(row.invited_until),
})
