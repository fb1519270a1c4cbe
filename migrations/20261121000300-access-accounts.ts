import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AccessAccounts1763683380000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_role (
        city_code text NOT NULL,
        id text NOT NULL,
        zh text NOT NULL,
        reach text NOT NULL CHECK (reach IN ('none', 'own_unit', 'county', 'city')),
        PRIMARY KEY (city_code, id)
      );

      -- Taking a permission away sets granted to false: the row stays, so that loading the shipped roles does not bring it back.
      CREATE TABLE access_role_permission (
        city_code text NOT NULL,
        role_id text NOT NULL,
        permission text NOT NULL,
        granted boolean NOT NULL DEFAULT true,
        PRIMARY KEY (city_code, role_id, permission),
        FOREIGN KEY (city_code, role_id) REFERENCES access_role (city_code, id)
      );

      CREATE TABLE access_user (
        city_code text NOT NULL,
        id uuid NOT NULL,
        user_name text NOT NULL CHECK (user_name ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
        display_name text NOT NULL,
        unit_id text NOT NULL,
        password_hash text NOT NULL,
        outsourced boolean NOT NULL DEFAULT false,
        disabled_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, id),
        CONSTRAINT access_user_name UNIQUE (city_code, user_name)
      );

      CREATE TABLE access_user_role (
        city_code text NOT NULL,
        user_id uuid NOT NULL,
        role_id text NOT NULL CHECK (role_id <> 'system'),
        PRIMARY KEY (city_code, user_id, role_id),
        FOREIGN KEY (city_code, user_id) REFERENCES access_user (city_code, id),
        FOREIGN KEY (city_code, role_id) REFERENCES access_role (city_code, id)
      );
      -- Nobody holds two of the three administrators.
      CREATE UNIQUE INDEX access_user_one_administrator ON access_user_role (city_code, user_id)
        WHERE role_id IN ('system_admin', 'security_admin', 'audit_admin');

      CREATE TABLE access_session (
        city_code text NOT NULL,
        token_hash text NOT NULL,
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        csrf_token text NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        remote_address text NOT NULL,
        user_agent text NOT NULL,
        PRIMARY KEY (city_code, token_hash),
        CONSTRAINT access_session_id UNIQUE (city_code, id),
        FOREIGN KEY (city_code, user_id) REFERENCES access_user (city_code, id)
      );
      CREATE INDEX access_session_of_user ON access_session (city_code, user_id) WHERE revoked_at IS NULL;
      CREATE INDEX access_session_expiry ON access_session (city_code, expires_at);

      -- Wrong passwords by the name typed, whether or not an account has it: an unknown name locks like a known one and so tells nothing.
      -- A keyed hash, because people type their password into the wrong field.
      CREATE TABLE access_sign_in_lock (
        city_code text NOT NULL,
        name_hash text NOT NULL,
        failed_at timestamptz[] NOT NULL,
        locked_until timestamptz,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, name_hash)
      );
      CREATE INDEX access_sign_in_lock_age ON access_sign_in_lock (city_code, changed_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE access_sign_in_lock; DROP TABLE access_session; DROP TABLE access_user_role; DROP TABLE access_user;
      DROP TABLE access_role_permission; DROP TABLE access_role;
    `)
  }
}
