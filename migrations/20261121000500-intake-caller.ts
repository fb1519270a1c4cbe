import type { MigrationInterface, QueryRunner } from 'typeorm'

export class IntakeCaller1763683500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Personal data: AES-256-GCM bound to the case, and a keyed hash of the phone to look earlier cases up by.
      CREATE TABLE intake_caller (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        phone_cipher bytea,
        phone_hash text,
        phone_masked text,
        name_cipher bytea,
        name_masked text,
        sealed boolean NOT NULL,
        wants_callback boolean NOT NULL,
        filed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX intake_caller_phone ON intake_caller (city_code, phone_hash, filed_at DESC) WHERE phone_hash IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE intake_caller`)
  }
}
