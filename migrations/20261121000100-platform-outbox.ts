import type { MigrationInterface, QueryRunner } from 'typeorm'

export class PlatformOutbox1763683260000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE platform_idempotency (
        city_code text NOT NULL,
        scope text NOT NULL,
        key text NOT NULL,
        body_hash text NOT NULL,
        result jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (city_code, scope, key)
      );
      CREATE INDEX platform_idempotency_age ON platform_idempotency (city_code, created_at);

      CREATE TABLE outbox_event (
        city_code text NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        type text NOT NULL,
        subject_id text NOT NULL,
        occurred_at timestamptz NOT NULL,
        data jsonb NOT NULL,
        trace_id text NOT NULL,
        published_at timestamptz,
        settled_at timestamptz,
        sweeps smallint NOT NULL DEFAULT 0,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX outbox_event_unpublished ON outbox_event (city_code, id) WHERE published_at IS NULL;
      CREATE INDEX outbox_event_unsettled ON outbox_event (city_code, id) WHERE published_at IS NOT NULL AND settled_at IS NULL;

      CREATE TABLE outbox_consumed (
        city_code text NOT NULL,
        consumer text NOT NULL,
        event_id bigint NOT NULL,
        PRIMARY KEY (city_code, event_id, consumer)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox_consumed; DROP TABLE outbox_event; DROP TABLE platform_idempotency;`)
  }
}
