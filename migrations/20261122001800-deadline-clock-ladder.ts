import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The rungs of a clock with their moments, laid out when its due moment is set: what changes a clock is decided in SQL from the row alone, also what
 * it owed while no worker ran. Null has still to be laid out by whoever fires. Expands only: the version before starts clocks without a ladder.
 */
export class DeadlineClockLadder1763770560000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // [{"code": text, "at": epoch ms}], the soonest first; those reached stay among them.
    await runner.query(`ALTER TABLE deadline_clock ADD COLUMN ladder jsonb DEFAULT '[]'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE deadline_clock DROP COLUMN ladder`)
  }
}
