import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The flags by which the list of cases is filtered. Expands only; partial, so that an ordinary case writes nothing here. */
export class CaseFlags1763769667000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX case_case_shelved ON case_case (city_code, shelved_until, id) WHERE shelved_until IS NOT NULL;
      -- Cases that others were merged into; those merged are in case_case_parent.
      CREATE INDEX case_case_parents ON case_case (city_code, filed_at DESC, id DESC) WHERE procedures -> 'children' <> '[]'::jsonb;
      -- Without it the planner takes nearly every case for such a one, and reads them all instead of the index.
      CREATE STATISTICS case_case_children ON (procedures -> 'children') FROM case_case;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP STATISTICS case_case_children; DROP INDEX case_case_parents; DROP INDEX case_case_shelved;`)
  }
}
