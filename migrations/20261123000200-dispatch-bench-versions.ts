import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who changed how long a claim lasts, when and why: every change a row. What is in force stays in `dispatch_bench_setting`, where each claim and renewal
 * reads it, also those of the version before. Expands only; what a city has set already is its first version.
 */
export class DispatchBenchVersions1763856120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatch_bench_setting_version (
        city_code text NOT NULL,
        version integer NOT NULL,
        claim_lease_seconds integer NOT NULL,
        reason text NOT NULL,
        author_id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (city_code, version)
      );
      INSERT INTO dispatch_bench_setting_version (city_code, version, claim_lease_seconds, reason, author_id, at)
      SELECT city_code, 1, claim_lease_seconds, '', changed_by, changed_at FROM dispatch_bench_setting;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dispatch_bench_setting_version')
  }
}
