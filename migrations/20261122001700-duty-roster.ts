import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DutyRoster1763770320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row a post (unit:<id> or division:<code>): whoever edits its roster says which version they saw.
      CREATE TABLE duty_roster (
        city_code text NOT NULL,
        post_key text NOT NULL,
        version int NOT NULL,
        changed_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        PRIMARY KEY (city_code, post_key)
      );

      CREATE TABLE duty_entry (
        city_code text NOT NULL,
        id uuid NOT NULL,
        post_key text NOT NULL,
        name text NOT NULL,
        title text NOT NULL,
        -- bound to the row's id; the hash finds a number again, the mask is what lists show
        phone_cipher bytea,
        phone_hash text,
        phone_masked text,
        user_id text,
        line smallint NOT NULL CHECK (line BETWEEN 1 AND 9),
        kind text NOT NULL CHECK (kind IN ('pattern', 'shift')),
        -- of a pattern: [{"on": day, "startMinute": int, "minutes": int}]
        spans jsonb NOT NULL DEFAULT '[]',
        -- a shift lasts from one to the other; a pattern begins on days from one until before the other
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        PRIMARY KEY (city_code, id),
        CONSTRAINT duty_entry_shift_ends CHECK (valid_to > valid_from AND (kind = 'pattern' OR valid_to IS NOT NULL))
      );
      CREATE INDEX duty_entry_post ON duty_entry (city_code, post_key, valid_to);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE duty_entry; DROP TABLE duty_roster`)
  }
}
