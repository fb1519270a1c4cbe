import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CallbackTask1763683560000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE callback_task (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        round smallint NOT NULL,
        waiting_since timestamptz NOT NULL,
        next_attempt_at timestamptz NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        claimed_by text,
        claimed_until timestamptz,
        done_at timestamptz,
        PRIMARY KEY (city_code, case_id, round)
      );
      CREATE INDEX callback_task_open ON callback_task (city_code, next_attempt_at, case_id) WHERE done_at IS NULL;

      CREATE TABLE callback_attempt (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        round smallint NOT NULL,
        attempt smallint NOT NULL,
        at timestamptz NOT NULL,
        agent_id text NOT NULL,
        result text NOT NULL,
        note text NOT NULL,
        PRIMARY KEY (city_code, case_id, round, attempt)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE callback_attempt; DROP TABLE callback_task`)
  }
}
