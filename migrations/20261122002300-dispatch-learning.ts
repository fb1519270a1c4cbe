import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What cases teach, what is proposed from it, dry runs, and how right the dispatches were. Expands only: the proposals made so far are taken over,
 * their old table stays for a process of the version before.
 */
export class DispatchLearning1763770695000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What one case says on one question, once: the newest word of a case takes the place of the one before.
      CREATE TABLE dispatch_lesson (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        -- catalogue_row, gazetteer_entry, training_label
        kind text NOT NULL,
        -- the question, and the answer this case gives
        subject text NOT NULL,
        claim text NOT NULL,
        -- what to propose, in the words of the context that would take it in
        content jsonb NOT NULL,
        because text NOT NULL,
        principle text NOT NULL,
        legal_basis text NOT NULL,
        dispute_id uuid,
        at timestamptz NOT NULL,
        -- the proposal that was accepted or rejected with this voice: it is not heard again
        settled_by uuid,
        PRIMARY KEY (city_code, case_id, kind)
      );
      CREATE INDEX dispatch_lesson_claim ON dispatch_lesson (city_code, kind, subject, claim, at DESC, case_id);
      -- What somebody has decided on with this case among the voices: the case never asks for the same again, whatever it says in between.
      CREATE TABLE dispatch_settled_voice (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        claim text NOT NULL,
        proposal_id uuid NOT NULL,
        PRIMARY KEY (city_code, case_id, kind, subject, claim)
      );

      CREATE TABLE dispatch_proposal (
        city_code text NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        claim text NOT NULL,
        content jsonb NOT NULL,
        because text NOT NULL,
        principle text NOT NULL,
        legal_basis text NOT NULL,
        precedent_dispute_id uuid,
        -- cases that say so, and cases that answer the same question otherwise
        times integer NOT NULL,
        against integer NOT NULL,
        -- the newest of those that say so, newest first; as many as somebody would look at
        case_ids uuid[] NOT NULL,
        status text NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by text,
        decided_reason text,
        -- what was taken in, when an editor changed it first
        accepted_content jsonb,
        PRIMARY KEY (city_code, id)
      );
      CREATE UNIQUE INDEX dispatch_proposal_same ON dispatch_proposal (city_code, kind, subject, claim) WHERE status = 'proposed';
      CREATE INDEX dispatch_proposal_status ON dispatch_proposal (city_code, status, last_at DESC, id DESC);
      CREATE INDEX dispatch_proposal_kind ON dispatch_proposal (city_code, status, kind, last_at DESC, id DESC);

      INSERT INTO dispatch_proposal (city_code, id, kind, subject, claim, content, because, principle, legal_basis, precedent_dispute_id, times, against, case_ids, status,
        first_at, last_at)
      SELECT city_code, id, 'catalogue_row', category_code || '@' || coalesce(place_code, 'all'), lead_unit_id,
        jsonb_build_object('categoryCode', category_code, 'placeCode', place_code, 'scope', scope, 'functionCode', function_code, 'leadUnitId', lead_unit_id),
        because, principle, legal_basis, precedent_dispute_id, cardinality(case_ids), 0, case_ids, status, first_at, last_at
      FROM dispatch_catalogue_proposal;
      INSERT INTO dispatch_lesson (city_code, case_id, kind, subject, claim, content, because, principle, legal_basis, dispute_id, at)
      SELECT DISTINCT ON (p.city_code, c.case_id) p.city_code, c.case_id, p.kind, p.subject, p.claim, p.content, p.because, p.principle, p.legal_basis, p.precedent_dispute_id, p.last_at
      FROM dispatch_proposal p CROSS JOIN LATERAL unnest(p.case_ids) AS c(case_id) WHERE p.status = 'proposed'
      ORDER BY p.city_code, c.case_id, p.last_at DESC;

      -- A replay of past cases. The row is the truth: whoever runs it takes it, says how far it has come, and stops when it is no longer theirs.
      CREATE TABLE dispatch_dry_run (
        city_code text NOT NULL,
        id uuid NOT NULL,
        status text NOT NULL,
        -- what was asked: the change, which cases, and whether places and categories are read anew
        request jsonb NOT NULL,
        -- the rows as they were when it was asked; a draft edited meanwhile is another dry run
        candidate jsonb NOT NULL,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        attempts smallint NOT NULL,
        heard_at timestamptz NOT NULL,
        cases_done integer NOT NULL,
        cases_total integer,
        result jsonb,
        failure text,
        finished_at timestamptz,
        PRIMARY KEY (city_code, id)
      );
      CREATE UNIQUE INDEX dispatch_dry_run_one ON dispatch_dry_run (city_code) WHERE status IN ('queued', 'running');
      CREATE INDEX dispatch_dry_run_newest ON dispatch_dry_run (city_code, requested_at DESC, id DESC);

      -- How sure the system must be to send a case out by itself: every change a row, the newest holds. None: as shipped.
      CREATE TABLE dispatch_threshold (
        city_code text NOT NULL,
        revision integer NOT NULL,
        automatic double precision NOT NULL,
        reason text NOT NULL,
        author_id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (city_code, revision)
      );

      -- What an editor has said a case is about, when it was filed as something else: by its id, its text stays where it is.
      CREATE TABLE suggestion_case_label (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        category_code text NOT NULL,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX suggestion_case_label_newest ON suggestion_case_label (city_code, decided_at DESC);

      -- One row for each time a case was given to a lead by the system or by a dispatcher.
      CREATE TABLE reporting_dispatch (
        city_code text NOT NULL,
        assignment_id uuid NOT NULL,
        case_id uuid NOT NULL,
        version integer NOT NULL,
        dispatched_at timestamptz NOT NULL,
        -- system or person; who answers for it, never the unit that received it
        author_kind text NOT NULL,
        author_id text NOT NULL,
        -- of the catalogue, when the system went by it
        rule_id text,
        rule_version text,
        category_code text,
        county_code text,
        township_code text,
        unit_ids text[] NOT NULL,
        recused_unit_ids text[],
        -- why it was wrong: return, ruling, reassign, recall; null while nobody has said so
        wrong_because text,
        PRIMARY KEY (city_code, assignment_id)
      );
      CREATE INDEX reporting_dispatch_case ON reporting_dispatch (city_code, case_id, dispatched_at DESC);
      CREATE INDEX reporting_dispatch_at ON reporting_dispatch (city_code, dispatched_at DESC, assignment_id DESC);
      CREATE INDEX reporting_dispatch_wrong ON reporting_dispatch (city_code, dispatched_at DESC, assignment_id DESC) WHERE wrong_because IS NOT NULL;
      CREATE INDEX reporting_dispatch_rule ON reporting_dispatch (city_code, rule_id, dispatched_at DESC, assignment_id DESC) WHERE rule_id IS NOT NULL;
      CREATE INDEX reporting_dispatch_author ON reporting_dispatch (city_code, author_id, dispatched_at DESC, assignment_id DESC);

      -- Returned, recalled or given to another unit after its first dispatch; empty in older facts reads as “never”.
      ALTER TABLE reporting_case_fact ADD COLUMN redispatched boolean;
      UPDATE reporting_case_fact SET redispatched = true WHERE transfers > 0;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reporting_case_fact DROP COLUMN redispatched;
      DROP TABLE suggestion_case_label; DROP TABLE reporting_dispatch; DROP TABLE dispatch_threshold; DROP TABLE dispatch_dry_run; DROP TABLE dispatch_proposal; DROP TABLE dispatch_settled_voice; DROP TABLE dispatch_lesson;
    `)
  }
}
