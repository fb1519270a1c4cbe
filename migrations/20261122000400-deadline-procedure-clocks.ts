import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Procedures of one case may repeat: a clock is also told apart by its subject (a request, a dispute, an id of its own where a duty comes again).
 * Expands only: the version before this one names no index in its ON CONFLICT and leaves the subject empty, which the new index takes as one.
 */
export class DeadlineProcedureClocks1763769840000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deadline_clock ADD COLUMN subject_id uuid;
      CREATE UNIQUE INDEX deadline_clock_subject ON deadline_clock (city_code, case_id, kind, assignment_id, subject_id) NULLS NOT DISTINCT;
      DROP INDEX deadline_clock_case;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM deadline_clock WHERE subject_id IS NOT NULL;
      CREATE UNIQUE INDEX deadline_clock_case ON deadline_clock (city_code, case_id, kind, assignment_id) NULLS NOT DISTINCT;
      DROP INDEX deadline_clock_subject;
      ALTER TABLE deadline_clock DROP COLUMN subject_id;
    `)
  }
}
