import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CaseLifecycle1763683440000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE case_number_block INCREMENT BY 100 MINVALUE 100 START 100;

      CREATE TABLE case_case (
        city_code text NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        version integer NOT NULL,
        status text NOT NULL,
        status_since timestamptz NOT NULL,
        round smallint NOT NULL,
        title text NOT NULL,
        description text NOT NULL,
        case_type text NOT NULL,
        category_code text,
        urgency text NOT NULL,
        channel text NOT NULL,
        origin_line text,
        place_text text NOT NULL,
        division_code text,
        county_code text,
        township_code text,
        sealed boolean NOT NULL,
        wants_callback boolean NOT NULL,
        evidence_required boolean NOT NULL,
        attachment_ids uuid[] NOT NULL,
        dispatch_trail jsonb,
        filed_at timestamptz NOT NULL,
        filed_by text NOT NULL,
        dispatch_due_at timestamptz NOT NULL,
        dispatched_at timestamptz,
        service_class text,
        policy_version text,
        promise_due_at timestamptz,
        replied_at timestamptz,
        closed_at timestamptz,
        ended_reason text,
        answer_text text,
        first_callback jsonb,
        final_callback jsonb,
        lead_unit_id text,
        unit_ids text[] NOT NULL,
        timeline_length integer NOT NULL,
        timeline_hash text NOT NULL,
        PRIMARY KEY (city_code, id),
        CONSTRAINT case_case_number UNIQUE (city_code, number)
      );
      CREATE INDEX case_case_filed ON case_case (city_code, filed_at DESC, id DESC);
      CREATE INDEX case_case_county ON case_case (city_code, county_code, filed_at DESC, id DESC);
      CREATE INDEX case_case_waiting ON case_case (city_code, status, status_since, id)
        WHERE status IN ('awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback');
      CREATE INDEX case_case_units ON case_case USING gin (unit_ids);
      CREATE INDEX case_case_words ON case_case USING gin ((title || ' ' || description) gin_trgm_ops);

      CREATE TABLE case_assignment (
        city_code text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        role text NOT NULL,
        unit_id text NOT NULL,
        round smallint NOT NULL,
        status text NOT NULL,
        dispatched_at timestamptz NOT NULL,
        sign_due_at timestamptz NOT NULL,
        contact_due_at timestamptz NOT NULL,
        promise_due_at timestamptz NOT NULL,
        signed_at timestamptz,
        contacted_at timestamptz,
        contact_reached boolean,
        replied_at timestamptz,
        reply_text text,
        accepted_at timestamptz,
        -- what is due next, for the inbox: sign, contact or promise
        next_due_at timestamptz,
        PRIMARY KEY (city_code, id),
        FOREIGN KEY (city_code, case_id) REFERENCES case_case (city_code, id)
      );
      CREATE INDEX case_assignment_case ON case_assignment (city_code, case_id);
      CREATE INDEX case_assignment_todo ON case_assignment (city_code, unit_id, next_due_at, id) WHERE next_due_at IS NOT NULL;
      CREATE INDEX case_assignment_unit ON case_assignment (city_code, unit_id, dispatched_at DESC, id DESC);
      CREATE UNIQUE INDEX case_assignment_one_lead ON case_assignment (city_code, case_id)
        WHERE role = 'lead' AND status IN ('dispatched', 'signed', 'contacted', 'replied');

      CREATE TABLE case_timeline (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        seq integer NOT NULL,
        at timestamptz NOT NULL,
        actor_id text NOT NULL,
        actor_unit_id text,
        type text NOT NULL,
        data jsonb NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (city_code, case_id, seq),
        FOREIGN KEY (city_code, case_id) REFERENCES case_case (city_code, id)
      );
      CREATE FUNCTION case_timeline_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'case_timeline is append-only'; END $$;
      CREATE TRIGGER case_timeline_append_only BEFORE UPDATE OR DELETE ON case_timeline FOR EACH ROW EXECUTE FUNCTION case_timeline_is_append_only();
      CREATE TRIGGER case_timeline_no_truncate BEFORE TRUNCATE ON case_timeline FOR EACH STATEMENT EXECUTE FUNCTION case_timeline_is_append_only();

      CREATE TABLE case_attachment (
        city_code text NOT NULL,
        id uuid NOT NULL,
        -- null until a case or a reply uses it
        case_id uuid,
        uploaded_by text NOT NULL,
        uploaded_at timestamptz NOT NULL,
        file_name text NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL,
        sha256 text NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX case_attachment_case ON case_attachment (city_code, case_id) WHERE case_id IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE case_attachment; DROP TABLE case_timeline; DROP FUNCTION case_timeline_is_append_only; DROP TABLE case_assignment;
      DROP TABLE case_case; DROP SEQUENCE case_number_block;
    `)
  }
}
