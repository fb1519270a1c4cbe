import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whom a matter is about, wherever rows are read by reach. Expands only; null in every row written before, and in most after. */
export class AccessRecusal1763769661000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reporting_case_fact ADD COLUMN recused_unit_ids text[];
      ALTER TABLE reporting_event ADD COLUMN recused_unit_ids text[];
      -- A unit's own desk asks which few cases it must not see. Partial: an ordinary case writes nothing here.
      CREATE INDEX case_case_subjects ON case_case USING gin (subject_unit_ids) WHERE subject_unit_ids IS NOT NULL;
      -- Who looked at the caller of one case, newest first. Partial: no commit of a case writes into it.
      CREATE INDEX audit_entry_caller_views ON audit_entry (city_code, subject_id, id DESC) WHERE action IN ('caller.reveal', 'caller.history');
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_entry_caller_views;
      DROP INDEX case_case_subjects;
      ALTER TABLE reporting_event DROP COLUMN recused_unit_ids;
      ALTER TABLE reporting_case_fact DROP COLUMN recused_unit_ids;
    `)
  }
}
