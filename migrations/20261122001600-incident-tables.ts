import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Incidents: one cause, the cases joined to it, the posts that were called, and what was done, in an append-only log. */
export class IncidentTables1763772960000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident_incident (
        city_code text NOT NULL,
        id uuid NOT NULL,
        version integer NOT NULL,
        status text NOT NULL,
        kind text NOT NULL,
        level text NOT NULL,
        title text NOT NULL,
        cause text NOT NULL,
        place_code text NOT NULL,
        place_text text NOT NULL,
        -- divisions, none inside another of them
        area text[] NOT NULL,
        -- the lowest level that was called
        depth text NOT NULL,
        -- prefixes of categories whose new cases may belong to it
        category_codes text[] NOT NULL,
        county_codes text[] NOT NULL,
        -- units that are called or whose place it touches
        unit_ids text[] NOT NULL,
        opened_at timestamptz NOT NULL,
        opened_by text NOT NULL,
        opened_unit_id text,
        -- the request that opened it, so that a repeat opens nothing; null when none was named
        open_key text,
        open_hash text,
        responding_at timestamptz,
        contained_at timestamptz,
        ended_at timestamptz,
        summary text,
        cancel_reason text,
        affected_people integer,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX incident_incident_opened ON incident_incident (city_code, opened_at DESC, id DESC);
      CREATE INDEX incident_incident_ended ON incident_incident (city_code, ended_at);
      CREATE UNIQUE INDEX incident_incident_open_key ON incident_incident (city_code, opened_by, open_key) WHERE open_key IS NOT NULL;

      CREATE TABLE incident_log (
        city_code text NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        incident_id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor_id text NOT NULL,
        actor_unit_id text,
        type text NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (city_code, incident_id, id)
      );
      CREATE FUNCTION incident_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'incident_log is append-only'; END $$;
      CREATE TRIGGER incident_log_append_only BEFORE UPDATE OR DELETE ON incident_log FOR EACH ROW EXECUTE FUNCTION incident_log_is_append_only();
      CREATE TRIGGER incident_log_no_truncate BEFORE TRUNCATE ON incident_log FOR EACH STATEMENT EXECUTE FUNCTION incident_log_is_append_only();

      CREATE TABLE incident_post (
        city_code text NOT NULL,
        incident_id uuid NOT NULL,
        -- unit:<id> or division:<code>
        post_key text NOT NULL,
        parent_key text,
        name text NOT NULL,
        level text NOT NULL,
        position integer NOT NULL,
        state text NOT NULL,
        -- each time it is called again from the first in line
        round smallint NOT NULL,
        call_id uuid,
        called_at timestamptz,
        acked_at timestamptz,
        acked_by text,
        acked_name text,
        acked_way text,
        acked_note text,
        late boolean NOT NULL,
        -- when the next in line is called unless somebody answers; null: nothing to wait for
        fires_at timestamptz,
        PRIMARY KEY (city_code, incident_id, post_key)
      );
      CREATE INDEX incident_post_fires ON incident_post (city_code, fires_at) WHERE fires_at IS NOT NULL;

      CREATE TABLE incident_call (
        city_code text NOT NULL,
        id uuid NOT NULL,
        incident_id uuid NOT NULL,
        post_key text NOT NULL,
        level text NOT NULL,
        round smallint NOT NULL,
        line integer NOT NULL,
        contact_id text NOT NULL,
        contact_name text NOT NULL,
        contact_title text NOT NULL,
        phone_masked text,
        user_id text,
        called_at timestamptz NOT NULL,
        ack_due_at timestamptz NOT NULL,
        state text NOT NULL,
        acked_at timestamptz,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX incident_call_post ON incident_call (city_code, incident_id, post_key, called_at);

      CREATE TABLE incident_case (
        city_code text NOT NULL,
        id uuid NOT NULL,
        incident_id uuid NOT NULL,
        case_id uuid NOT NULL,
        joined_at timestamptz NOT NULL,
        joined_by text NOT NULL,
        left_at timestamptz,
        -- of an incident that has not ended
        active boolean NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      -- a case belongs to one open incident at most
      CREATE UNIQUE INDEX incident_case_active ON incident_case (city_code, case_id) WHERE active;
      CREATE INDEX incident_case_incident ON incident_case (city_code, incident_id, joined_at DESC, id DESC) WHERE left_at IS NULL;
      CREATE INDEX incident_case_case ON incident_case (city_code, case_id, joined_at DESC);

      CREATE TABLE incident_case_task (
        city_code text NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        incident_id uuid NOT NULL,
        case_id uuid NOT NULL,
        membership_id uuid NOT NULL,
        what text NOT NULL,
        due_at timestamptz NOT NULL,
        attempts integer NOT NULL,
        done_at timestamptz,
        -- how it ended: noted, refused (the case takes no notes), given_up
        outcome text,
        PRIMARY KEY (city_code, id),
        CONSTRAINT incident_case_task_once UNIQUE (city_code, membership_id, what)
      );
      CREATE INDEX incident_case_task_due ON incident_case_task (city_code, due_at, id) WHERE done_at IS NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE incident_case_task; DROP TABLE incident_case; DROP TABLE incident_call; DROP TABLE incident_post;
      DROP TABLE incident_log; DROP FUNCTION incident_log_is_append_only; DROP TABLE incident_incident;
    `)
  }
}
