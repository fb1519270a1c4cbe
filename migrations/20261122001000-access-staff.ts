import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who works in a unit, for addressing people. */
export class AccessStaff1763769900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX access_user_unit ON access_user (city_code, unit_id) WHERE disabled_at IS NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX access_user_unit`)
  }
}
