import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CitizenAccess1763769661300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The one code of a case that is valid now, as a keyed hash: the digits stand nowhere but in the message, encrypted.
      CREATE TABLE citizen_code (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        id uuid NOT NULL,
        code_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        tries smallint NOT NULL DEFAULT 0,
        used_at timestamptz,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX citizen_code_expiry ON citizen_code (city_code, expires_at);

      CREATE TABLE citizen_session (
        city_code text NOT NULL,
        token_hash text NOT NULL,
        case_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, token_hash)
      );
      CREATE INDEX citizen_session_expiry ON citizen_session (city_code, expires_at);

      -- What is told to who called. No number in it: the sender asks for it when it sends.
      CREATE TABLE citizen_message (
        city_code text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        kind text NOT NULL,
        -- the step of the case it tells of: a code, a request, a round
        step text NOT NULL,
        text_cipher bytea NOT NULL,
        state text NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        -- after this it is of no use; null: never
        useful_until timestamptz,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        failure text,
        PRIMARY KEY (city_code, id),
        CONSTRAINT citizen_message_once UNIQUE (city_code, case_id, kind, step)
      );
      CREATE INDEX citizen_message_queued ON citizen_message (city_code, next_at, id) WHERE state = 'queued';
      CREATE INDEX citizen_message_age ON citizen_message (city_code, created_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE citizen_message; DROP TABLE citizen_session; DROP TABLE citizen_code`)
  }
}
