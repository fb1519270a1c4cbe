import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Expands only. Facts written before have the new columns empty, which every predicate reads as “nothing out of the ordinary”. */
export class ReportingProcedures1763770080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reporting_case_fact
        ADD COLUMN parent_id uuid,
        ADD COLUMN problem_at timestamptz,
        ADD COLUMN transfers smallint,
        -- has left the active clock until then
        ADD COLUMN shelved_until timestamptz,
        ADD COLUMN first_set_aside boolean;

      -- One row for each thing somebody answers for beside the outcome of a case: a return, a wrong dispatch, an arrival after a whistle.
      CREATE TABLE reporting_act (
        city_code text NOT NULL,
        event_id bigint NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL,
        case_id uuid NOT NULL,
        -- who it is counted against: a unit, a row of the catalogue, a person
        author_kind text NOT NULL,
        author_id text NOT NULL,
        -- in time or late, where that is the question
        on_time boolean,
        county_code text,
        unit_ids text[] NOT NULL,
        recused_unit_ids text[],
        PRIMARY KEY (city_code, event_id)
      );
      CREATE INDEX reporting_act_at ON reporting_act (city_code, at DESC, event_id DESC);
      CREATE INDEX reporting_act_author ON reporting_act (city_code, author_kind, author_id, kind, at DESC, event_id DESC);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE reporting_act;
      ALTER TABLE reporting_case_fact DROP COLUMN parent_id, DROP COLUMN problem_at, DROP COLUMN transfers, DROP COLUMN shelved_until, DROP COLUMN first_set_aside;
    `)
  }
}
