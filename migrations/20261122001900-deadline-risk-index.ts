import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The risk list: clocks that run, by when they are due, and what of their cases the list is filtered and grouped by. The second is kept by a listener,
 * after the commit, so that filing does nothing more. Expands only; cases already filed are taken over once.
 */
export class DeadlineRiskIndex1763770440000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX deadline_clock_due ON deadline_clock (city_code, due_at, id) WHERE state = 'running';

      CREATE TABLE deadline_risk_case (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        -- of the case when it was read: an older reading never replaces a newer one
        version int NOT NULL,
        number text NOT NULL,
        -- null of a sealed case: what it is about stands in no other place
        title text,
        county_code text,
        township_code text,
        round smallint NOT NULL,
        -- the units it is about, null where there are none
        recused_unit_ids text[],
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX deadline_risk_case_again ON deadline_risk_case (city_code, case_id) WHERE round >= 2;

      INSERT INTO deadline_risk_case (city_code, case_id, version, number, title, county_code, township_code, round, recused_unit_ids)
      SELECT c.city_code, c.id, c.version, c.number, CASE WHEN c.sealed THEN NULL ELSE c.title END, c.county_code, c.township_code, c.round, c.subject_unit_ids
      FROM case_case c WHERE EXISTS (SELECT FROM deadline_clock d WHERE d.city_code = c.city_code AND d.case_id = c.id AND d.state IN ('running', 'paused'));
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE deadline_risk_case; DROP INDEX deadline_clock_due`)
  }
}
