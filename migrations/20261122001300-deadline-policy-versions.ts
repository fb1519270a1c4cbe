import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who published a version of the deadline table and why, and whether it was withdrawn before its first day. Expands only: the version before this one
 * reads the columns it knows, and would start clocks by a withdrawn version, which the seeding process never writes.
 */
export class DeadlinePolicyVersions1763769980000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline_policy
        ADD COLUMN author_id text,
        ADD COLUMN reason text NOT NULL DEFAULT '',
        ADD COLUMN based_on int,
        ADD COLUMN withdrawn_at timestamptz,
        ADD COLUMN withdrawn_by text,
        ADD COLUMN withdrawn_reason text;
      -- Changes of calendars that are being worked through: how far, so that a worker that was killed goes on where it was.
      CREATE TABLE deadline_recount (
        city_code text NOT NULL,
        change_id text NOT NULL,
        reason text NOT NULL,
        scopes jsonb NOT NULL,
        asked_at timestamptz NOT NULL,
        last_case_id uuid,
        done_at timestamptz,
        cases int NOT NULL DEFAULT 0,
        clocks int NOT NULL DEFAULT 0,
        PRIMARY KEY (city_code, change_id)
      );
      CREATE INDEX deadline_recount_open ON deadline_recount (city_code, asked_at, change_id) WHERE done_at IS NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE deadline_recount;
      ALTER TABLE deadline_policy DROP COLUMN author_id, DROP COLUMN reason, DROP COLUMN based_on, DROP COLUMN withdrawn_at, DROP COLUMN withdrawn_by,
        DROP COLUMN withdrawn_reason;
    `)
  }
}
