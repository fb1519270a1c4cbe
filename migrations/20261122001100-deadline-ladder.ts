import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The rungs of the escalation ladder a clock climbs: the moment of the next one, and those it has reached. Expands only: the version before this one
 * leaves both alone, and a clock it starts has no ladder.
 */
export class DeadlineLadder1763769960000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline_clock
        ADD COLUMN rung_at timestamptz,
        -- [{"code": text, "at": epoch ms, "noticedAt": epoch ms}], in the order they were reached
        ADD COLUMN rungs jsonb NOT NULL DEFAULT '[]';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE deadline_clock DROP COLUMN rung_at, DROP COLUMN rungs`)
  }
}
