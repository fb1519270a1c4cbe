import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AuditLog1763683320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        city_code text NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz(3) NOT NULL,
        actor_id text NOT NULL,
        actor_unit_id text,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
        detail jsonb NOT NULL,
        trace_id text NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      -- Entries come in the order of time: a block range index costs next to nothing on the write path.
      CREATE INDEX audit_entry_at ON audit_entry USING brin (at);

      -- Committed but not yet in the chain. The sealer empties it, so that hot commits never meet at a chain head.
      CREATE TABLE audit_unsealed (
        city_code text NOT NULL,
        entry_id bigint NOT NULL,
        PRIMARY KEY (city_code, entry_id)
      );

      CREATE TABLE audit_link (
        city_code text NOT NULL,
        seq bigint NOT NULL,
        entry_id bigint NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (city_code, seq),
        CONSTRAINT audit_link_entry UNIQUE (city_code, entry_id)
      );

      -- The chain's head: a chain cut at its end no longer reaches it.
      CREATE TABLE audit_seal (
        city_code text NOT NULL PRIMARY KEY,
        seq bigint NOT NULL,
        hash text NOT NULL,
        sealed_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
      CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_seal; DROP TABLE audit_link; DROP TABLE audit_unsealed; DROP TABLE audit_entry;
      DROP FUNCTION audit_refuse_change();
    `)
  }
}
