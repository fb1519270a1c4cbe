import { Inject, Injectable } from '@nestjs/common'
import { IdGen, isoOf, type Instant } from '@tongban/kernel/core'
import { PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { ProposalCause, ProposalKind } from '../../contract/catalogue-proposal.schema.js'
import type { Lesson } from '../../domain/index.js'

export type LessonHeard = {
  /** Null: the case has nothing to say any more; the unit it went to is the one the catalogue names. */
  readonly lesson: Lesson | null
  readonly caseId: string
  readonly because: ProposalCause
  readonly disputeId: string | null
  readonly principle: string
  readonly legalBasis: string
  readonly at: Instant
}
export type Question = { readonly kind: ProposalKind; readonly subject: string }

/** How many cases a proposal names; it goes on counting beyond. */
export const CASES_KEPT = 50

// One question after another, in one order for everybody: two processes never wait for each other in a circle, and neither counts past the other.
const LOCK = statement('dispatch.lock_question', `SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2 || ' ' || $3, 0))`)

// Primary key: what these cases had said before is to be counted again too.
const PREVIOUS = statement<{ case_id: string; kind: ProposalKind; subject: string }>(
  'dispatch.previous_lessons',
  `SELECT case_id, kind, subject FROM dispatch_lesson WHERE city_code = $1 AND case_id = ANY($2::uuid[])`,
)
// Primary keys. The newest word of a case stands; on what was decided with its voice it is not heard again.
const HEAR = statement(
  'dispatch.hear_lesson',
  `INSERT INTO dispatch_lesson AS l (city_code, case_id, kind, subject, claim, content, because, principle, legal_basis, dispute_id, at, settled_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
     (SELECT proposal_id FROM dispatch_settled_voice WHERE city_code = $1 AND case_id = $2 AND kind = $3 AND subject = $4 AND claim = $5))
   ON CONFLICT (city_code, case_id, kind) DO UPDATE SET subject = excluded.subject, claim = excluded.claim, content = excluded.content, because = excluded.because,
     principle = excluded.principle, legal_basis = excluded.legal_basis, dispute_id = excluded.dispute_id, at = excluded.at,
     settled_by = excluded.settled_by
   WHERE l.at <= excluded.at`,
)
// A case that has gone on to say something of another kind takes back what nobody has decided on; what a dispatcher put right was right before that.
const TAKE_BACK = statement(
  'dispatch.take_back_lessons',
  `DELETE FROM dispatch_lesson WHERE city_code = $1 AND case_id = $2 AND kind <> $3 AND because <> 'clarified' AND settled_by IS NULL AND at <= $4`,
)

// Index dispatch_lesson_claim. Contradictions: other answers to the same question; one way to label a case is no argument against another.
const COUNT = statement(
  'dispatch.count_voices',
  `WITH voices AS (
     SELECT claim, count(*)::int AS times, min(at) AS first_at, max(at) AS last_at, (array_agg(case_id ORDER BY at DESC, case_id))[1:${CASES_KEPT}] AS case_ids,
       (array_agg(content ORDER BY at DESC, case_id))[1] AS content,
       (array_agg(because ORDER BY because = 'ruling' DESC, at DESC, case_id))[1] AS because,
       (array_agg(principle ORDER BY principle <> '' DESC, at DESC, case_id))[1] AS principle,
       (array_agg(legal_basis ORDER BY legal_basis <> '' DESC, because = 'ruling' DESC, at DESC, case_id))[1] AS legal_basis,
       (array_agg(dispute_id ORDER BY dispute_id IS NOT NULL DESC, at DESC, case_id))[1] AS dispute_id
     FROM dispatch_lesson WHERE city_code = $1 AND kind = $2 AND subject = $3 AND settled_by IS NULL GROUP BY claim)
   INSERT INTO dispatch_proposal AS p (city_code, id, kind, subject, claim, content, because, principle, legal_basis, precedent_dispute_id, times, against, case_ids, status,
     first_at, last_at)
   SELECT $1, ($4::uuid[])[row_number() OVER (ORDER BY claim)], $2, $3, claim, content, because, principle, legal_basis, dispute_id, times,
     CASE WHEN $2 = 'training_label' THEN 0 ELSE (sum(times) OVER ())::int - times END, case_ids, 'proposed', first_at, last_at
   FROM (SELECT * FROM voices ORDER BY claim LIMIT cardinality($4::uuid[])) v
   ON CONFLICT (city_code, kind, subject, claim) WHERE status = 'proposed' DO UPDATE SET content = excluded.content, because = excluded.because, principle = excluded.principle,
     legal_basis = excluded.legal_basis, precedent_dispute_id = excluded.precedent_dispute_id, times = excluded.times, against = excluded.against, case_ids = excluded.case_ids,
     first_at = excluded.first_at, last_at = excluded.last_at`,
)
const DROP_UNSAID = statement(
  'dispatch.drop_unsaid_proposals',
  `DELETE FROM dispatch_proposal p WHERE p.city_code = $1 AND p.kind = $2 AND p.subject = $3 AND p.status = 'proposed' AND NOT EXISTS (
     SELECT 1 FROM dispatch_lesson l WHERE l.city_code = p.city_code AND l.kind = p.kind AND l.subject = p.subject AND l.claim = p.claim AND l.settled_by IS NULL)`,
)
const SETTLE = statement(
  'dispatch.settle_lessons',
  `WITH settled AS (
     UPDATE dispatch_lesson SET settled_by = $5 WHERE city_code = $1 AND kind = $2 AND subject = $3 AND claim = $4 AND settled_by IS NULL RETURNING case_id)
   INSERT INTO dispatch_settled_voice (city_code, case_id, kind, subject, claim, proposal_id) SELECT $1, case_id, $2, $3, $4, $5 FROM settled
   ON CONFLICT (city_code, case_id, kind, subject, claim) DO UPDATE SET proposal_id = excluded.proposal_id`,
)

/** One question has so many answers at most; a name that stands for more places than this is no name. */
const MOST_CLAIMS = 40

/** What single cases say, and the proposals that follow from it: always counted from the voices, never added up by hand. */
@Injectable()
export class LessonStore {
  constructor(
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  /** In the caller's transaction. However often and in whatever order the same is heard, the proposals are the same. */
  async hear(tx: Tx, heard: readonly LessonHeard[]): Promise<void> {
    if (heard.length === 0) return
    const { cityCode } = this.config
    const before = await tx.run(PREVIOUS, [cityCode, [...new Set(heard.map(({ caseId }) => caseId))]])
    const questions = distinct([...before, ...heard.flatMap(({ lesson }) => (lesson === null ? [] : [lesson]))])
    await this.lock(tx, questions)
    for (const { lesson, caseId, because, principle, legalBasis, disputeId, at } of heard) {
      if (lesson !== null) {
        const { kind, subject, claim, content } = lesson
        await tx.run(HEAR, [cityCode, caseId, kind, subject, claim, JSON.stringify(content), because, principle, legalBasis, disputeId, isoOf(at)])
      }
      if (because !== 'clarified') await tx.run(TAKE_BACK, [cityCode, caseId, lesson?.kind ?? '', isoOf(at)])
    }
    await this.count(tx, questions)
  }

  async lock(tx: Tx, questions: readonly Question[]): Promise<void> {
    for (const { kind, subject } of questions) await tx.run(LOCK, [this.config.cityCode, kind, subject])
  }

  /** The voices of a proposal that somebody has decided on: they are not heard again. The question must be locked. */
  async settle(tx: Tx, { kind, subject }: Question, claim: string, proposalId: string): Promise<void> {
    await tx.run(SETTLE, [this.config.cityCode, kind, subject, claim, proposalId])
    await this.count(tx, [{ kind, subject }])
  }

  private async count(tx: Tx, questions: readonly Question[]): Promise<void> {
    for (const { kind, subject } of questions) {
      await tx.run(COUNT, [this.config.cityCode, kind, subject, Array.from({ length: MOST_CLAIMS }, () => this.ids.next())])
      await tx.run(DROP_UNSAID, [this.config.cityCode, kind, subject])
    }
  }
}

function distinct(questions: readonly Question[]): Question[] {
  const byKey = new Map(questions.map(({ kind, subject }) => [`${kind} ${subject}`, { kind, subject }]))
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, question]) => question)
}
