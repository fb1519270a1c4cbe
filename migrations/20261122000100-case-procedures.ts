import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Expands only: every new column may be empty, so that the version before this one goes on writing. */
export class CaseProcedures1763769660000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_case
        ADD COLUMN subject_unit_ids text[],
        ADD COLUMN language text,
        -- requests, disputes, shelving, merging: null for a case with nothing out of the ordinary
        ADD COLUMN procedures jsonb,
        ADD COLUMN problem_at timestamptz,
        ADD COLUMN parent_id uuid,
        ADD COLUMN urges smallint,
        ADD COLUMN last_urged_at timestamptz,
        ADD COLUMN shelved_until timestamptz,
        ADD COLUMN disputed_at timestamptz;
      CREATE INDEX case_case_problem ON case_case (city_code, problem_at DESC, id DESC) WHERE problem_at IS NOT NULL;
      CREATE INDEX case_case_parent ON case_case (city_code, parent_id) WHERE parent_id IS NOT NULL;
      CREATE INDEX case_case_urged ON case_case (city_code, last_urged_at DESC, id DESC) WHERE last_urged_at IS NOT NULL;
      CREATE INDEX case_case_disputed ON case_case (city_code, disputed_at, id) WHERE disputed_at IS NOT NULL;

      ALTER TABLE case_assignment
        ADD COLUMN dispatched_by text,
        ADD COLUMN no_return boolean,
        ADD COLUMN arrive_due_at timestamptz,
        ADD COLUMN arrived_at timestamptz;

      -- Which commit of the case a row belongs to: what happened since a version somebody saw. Empty in rows written before.
      ALTER TABLE case_timeline ADD COLUMN version integer;

      CREATE TABLE case_request (
        city_code text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        assignment_id uuid NOT NULL,
        unit_id text NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_by text NOT NULL,
        endorsed_by text,
        ruling_due_at timestamptz,
        ruled_at timestamptz,
        ruled_by text,
        ruling text,
        reason text NOT NULL,
        details jsonb NOT NULL,
        PRIMARY KEY (city_code, id),
        FOREIGN KEY (city_code, case_id) REFERENCES case_case (city_code, id)
      );
      CREATE INDEX case_request_to_rule ON case_request (city_code, ruling_due_at, id) WHERE status = 'pending';
      CREATE INDEX case_request_to_endorse ON case_request (city_code, unit_id, asked_at, id) WHERE status = 'awaiting_endorsement';
      CREATE INDEX case_request_unit ON case_request (city_code, unit_id, asked_at DESC, id DESC);
      CREATE INDEX case_request_case ON case_request (city_code, case_id);

      CREATE TABLE case_dispute (
        city_code text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        cause text NOT NULL,
        unit_ids text[] NOT NULL,
        opened_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        lapsed_at timestamptz,
        category_code text,
        division_code text,
        title text NOT NULL,
        ruled_at timestamptz,
        ruled_unit_id text,
        -- a ruling is a precedent: the sentence it is found by, why, and on what ground
        principle text,
        reasons text,
        legal_basis text,
        PRIMARY KEY (city_code, id),
        FOREIGN KEY (city_code, case_id) REFERENCES case_case (city_code, id)
      );
      CREATE INDEX case_dispute_open ON case_dispute (city_code, due_at, id) WHERE ruled_at IS NULL;
      CREATE INDEX case_dispute_ruled ON case_dispute (city_code, ruled_at DESC, id DESC) WHERE ruled_at IS NOT NULL;
      CREATE INDEX case_dispute_category ON case_dispute (city_code, category_code text_pattern_ops, ruled_at DESC) WHERE ruled_at IS NOT NULL;
      CREATE INDEX case_dispute_units ON case_dispute USING gin (unit_ids) WHERE ruled_at IS NULL;

      CREATE TABLE case_shelving (
        city_code text NOT NULL,
        -- the request it was granted by
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        unit_id text,
        county_code text,
        reason text NOT NULL,
        leader text NOT NULL,
        public_note text NOT NULL,
        since_at timestamptz NOT NULL,
        until_at timestamptz NOT NULL,
        next_review_at timestamptz NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (city_code, id),
        FOREIGN KEY (city_code, case_id) REFERENCES case_case (city_code, id)
      );
      CREATE INDEX case_shelving_next ON case_shelving (city_code, next_review_at, id) WHERE ended_at IS NULL;
      CREATE INDEX case_shelving_ended ON case_shelving (city_code, ended_at DESC, id DESC) WHERE ended_at IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE case_shelving; DROP TABLE case_dispute; DROP TABLE case_request;
      ALTER TABLE case_timeline DROP COLUMN version;
      ALTER TABLE case_assignment DROP COLUMN dispatched_by, DROP COLUMN no_return, DROP COLUMN arrive_due_at, DROP COLUMN arrived_at;
      ALTER TABLE case_case DROP COLUMN subject_unit_ids, DROP COLUMN language, DROP COLUMN procedures, DROP COLUMN problem_at, DROP COLUMN parent_id,
        DROP COLUMN urges, DROP COLUMN last_urged_at, DROP COLUMN shelved_until, DROP COLUMN disputed_at;
    `)
  }
}
