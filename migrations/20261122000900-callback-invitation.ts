import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Expands only: tasks and attempts written before speak Chinese, were made by phone, and nobody was invited. */
export class CallbackInvitation1763770140000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE callback_task
        -- the language the citizen wants to be spoken to in
        ADD COLUMN language text,
        -- the citizen was asked to rate by message; until then nobody calls
        ADD COLUMN invited_until timestamptz,
        ADD COLUMN invited_by text;
      ALTER TABLE callback_attempt
        ADD COLUMN channel text,
        ADD COLUMN idempotency_key text;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE callback_attempt DROP COLUMN channel, DROP COLUMN idempotency_key;
      ALTER TABLE callback_task DROP COLUMN language, DROP COLUMN invited_until, DROP COLUMN invited_by;
    `)
  }
}
