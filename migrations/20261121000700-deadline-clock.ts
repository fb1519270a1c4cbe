import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DeadlineClock1763683620000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deadline_policy (
        city_code text NOT NULL,
        version int NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        rules jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (city_code, version)
      );

      CREATE TABLE deadline_clock (
        city_code text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        assignment_id uuid,
        unit_id text,
        kind text NOT NULL,
        state text NOT NULL DEFAULT 'running',
        service_class text NOT NULL,
        cause text NOT NULL,
        policy_version int NOT NULL,
        calendar_code text NOT NULL,
        calendar_version int NOT NULL,
        limit_amount int NOT NULL,
        limit_unit text NOT NULL,
        started_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        warn_at timestamptz,
        fires_at timestamptz,
        last_at timestamptz NOT NULL,
        warned_at timestamptz,
        warned_noticed_at timestamptz,
        overdue_at timestamptz,
        overdue_noticed_at timestamptz,
        finished_at timestamptz,
        late_by_ms bigint,
        cancel_reason text,
        paused_at timestamptz,
        pause_reason text,
        adjustments jsonb NOT NULL DEFAULT '[]',
        reschedules jsonb NOT NULL DEFAULT '[]',
        reopenings jsonb NOT NULL DEFAULT '[]',
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX deadline_clock_fires ON deadline_clock (city_code, fires_at, id) WHERE fires_at IS NOT NULL;
      CREATE UNIQUE INDEX deadline_clock_case ON deadline_clock (city_code, case_id, kind, assignment_id) NULLS NOT DISTINCT;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE deadline_clock; DROP TABLE deadline_policy`)
  }
}
