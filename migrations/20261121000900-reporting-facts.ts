import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ReportingFacts1763683740000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row a case: what every measure needs. Written from the outbox only.
      CREATE TABLE reporting_case_fact (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        version integer NOT NULL,
        number text NOT NULL,
        status text NOT NULL,
        round smallint NOT NULL,
        title text NOT NULL,
        case_type text NOT NULL,
        urgency text NOT NULL,
        channel text NOT NULL,
        category_code text,
        county_code text,
        township_code text,
        lead_unit_id text,
        unit_ids text[] NOT NULL,
        filed_at timestamptz NOT NULL,
        dispatched_at timestamptz,
        promise_due_at timestamptz,
        replied_at timestamptz,
        closed_at timestamptz,
        signed_late boolean NOT NULL,
        unsigned_due_at timestamptz,
        first_callback_at timestamptz,
        first_outcome text,
        first_contacted boolean,
        first_resolved boolean,
        first_satisfaction text,
        first_truthful boolean,
        final_outcome text,
        final_contacted boolean,
        final_resolved boolean,
        final_satisfaction text,
        final_truthful boolean,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX reporting_case_fact_filed ON reporting_case_fact (city_code, filed_at, case_id);
      CREATE INDEX reporting_case_fact_closed ON reporting_case_fact (city_code, closed_at, case_id) WHERE closed_at IS NOT NULL;
      CREATE INDEX reporting_case_fact_callback ON reporting_case_fact (city_code, first_callback_at, case_id) WHERE first_callback_at IS NOT NULL;
      CREATE INDEX reporting_case_fact_open ON reporting_case_fact (city_code, promise_due_at, case_id)
        WHERE status IN ('awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback');

      -- What the board's stream tells: the last seven days of it, bounded.
      CREATE TABLE reporting_event (
        city_code text NOT NULL,
        event_id bigint NOT NULL,
        at timestamptz NOT NULL,
        case_id uuid NOT NULL,
        number text NOT NULL,
        county_code text,
        unit_id text,
        unit_ids text[] NOT NULL,
        sentence text NOT NULL,
        tone text NOT NULL,
        PRIMARY KEY (city_code, event_id)
      );
      CREATE INDEX reporting_event_at ON reporting_event (city_code, at, event_id);

      -- Goes up with every batch of applied events, in the same transaction: the board's revision.
      CREATE TABLE reporting_revision (
        city_code text NOT NULL,
        revision bigint NOT NULL,
        PRIMARY KEY (city_code)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reporting_revision; DROP TABLE reporting_event; DROP TABLE reporting_case_fact;`)
  }
}
