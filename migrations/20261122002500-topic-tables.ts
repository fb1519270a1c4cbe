import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Hot topics, what is counted every day, early warnings with their append-only log, and the tasks opened from them. Expands only. */
export class TopicTables1763776500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- every number of it greater than those before: who keeps topics in memory reads what is newer
      CREATE SEQUENCE topic_revision;

      CREATE TABLE topic_topic (
        city_code text NOT NULL,
        id uuid NOT NULL,
        revision bigint NOT NULL,
        -- false: no case of the window is in it any more
        open boolean NOT NULL,
        title text NOT NULL,
        words text[] NOT NULL,
        cases_7 integer NOT NULL,
        cases_30 integer NOT NULL,
        trend text NOT NULL,
        growth double precision NOT NULL,
        -- cases a day of the last 30 days, the newest last
        days integer[] NOT NULL,
        category_code text,
        county_codes text[] NOT NULL,
        township_codes text[] NOT NULL,
        -- units that lead one of its cases
        unit_ids text[] NOT NULL,
        -- units one of its cases is about: their people see nothing of it
        recused_unit_ids text[] NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        -- the heaviest terms of its cases: buckets and weights, four bytes each
        centroid bytea NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX topic_topic_hot_7 ON topic_topic (city_code, cases_7 DESC, id) WHERE open;
      CREATE INDEX topic_topic_hot_30 ON topic_topic (city_code, cases_30 DESC, id) WHERE open;
      CREATE INDEX topic_topic_revision ON topic_topic (city_code, revision);

      -- which topic a case is in: one at most
      CREATE TABLE topic_case (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        topic_id uuid,
        filed_at timestamptz NOT NULL,
        county_code text,
        township_code text,
        category_code text,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX topic_case_topic ON topic_case (city_code, topic_id, filed_at DESC, case_id DESC);
      CREATE INDEX topic_case_filed ON topic_case (city_code, filed_at);

      -- one row: when the window was clustered last, and in how many texts each feature stood
      CREATE TABLE topic_run (
        city_code text NOT NULL,
        at timestamptz NOT NULL,
        revision bigint NOT NULL,
        cases integer NOT NULL,
        background bytea NOT NULL,
        PRIMARY KEY (city_code)
      );

      CREATE TABLE topic_day (
        city_code text NOT NULL,
        day date NOT NULL,
        category_code text NOT NULL,
        county_code text NOT NULL,
        township_code text NOT NULL,
        cases integer NOT NULL,
        sensitive integer NOT NULL,
        PRIMARY KEY (city_code, day, category_code, county_code, township_code)
      );

      CREATE TABLE topic_settings (
        city_code text NOT NULL,
        body jsonb NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code)
      );

      CREATE TABLE topic_alert (
        city_code text NOT NULL,
        id uuid NOT NULL,
        version integer NOT NULL,
        status text NOT NULL,
        open boolean NOT NULL,
        subject_key text NOT NULL,
        topic_id uuid,
        county_code text,
        unit_ids text[] NOT NULL,
        recused_unit_ids text[] NOT NULL,
        raised_at timestamptz NOT NULL,
        ended_at timestamptz,
        -- when nobody has acknowledged it by then, it goes one level up
        fires_at timestamptz,
        body jsonb NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      CREATE UNIQUE INDEX topic_alert_subject ON topic_alert (city_code, subject_key) WHERE open;
      CREATE INDEX topic_alert_ended ON topic_alert (city_code, subject_key, ended_at) WHERE NOT open;
      CREATE INDEX topic_alert_raised ON topic_alert (city_code, raised_at DESC, id DESC);
      CREATE INDEX topic_alert_fires ON topic_alert (city_code, fires_at, id) WHERE fires_at IS NOT NULL;
      CREATE INDEX topic_alert_case ON topic_alert USING gin ((body -> 'caseIds') jsonb_path_ops);
      CREATE INDEX topic_alert_topic ON topic_alert (city_code, topic_id) WHERE topic_id IS NOT NULL;

      CREATE TABLE topic_task (
        city_code text NOT NULL,
        id uuid NOT NULL,
        version integer NOT NULL,
        status text NOT NULL,
        open boolean NOT NULL,
        alert_id uuid NOT NULL,
        unit_id text NOT NULL,
        unit_ids text[] NOT NULL,
        county_code text,
        recused_unit_ids text[] NOT NULL,
        opened_at timestamptz NOT NULL,
        fires_at timestamptz,
        -- the request that opened it, so that a repeat opens nothing
        open_key text,
        open_hash text,
        body jsonb NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX topic_task_opened ON topic_task (city_code, opened_at DESC, id DESC);
      CREATE INDEX topic_task_unit ON topic_task (city_code, unit_id, opened_at DESC, id DESC);
      CREATE INDEX topic_task_alert ON topic_task (city_code, alert_id);
      CREATE INDEX topic_task_fires ON topic_task (city_code, fires_at, id) WHERE fires_at IS NOT NULL;
      CREATE UNIQUE INDEX topic_task_open_key ON topic_task (city_code, open_key) WHERE open_key IS NOT NULL;

      -- what was done about alerts and their tasks; the subject is the alert
      CREATE TABLE topic_log (
        city_code text NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        alert_id uuid NOT NULL,
        task_id uuid,
        at timestamptz NOT NULL,
        actor_id text NOT NULL,
        actor_unit_id text,
        act text NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (city_code, alert_id, id)
      );
      CREATE FUNCTION topic_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'topic_log is append-only'; END $$;
      CREATE TRIGGER topic_log_append_only BEFORE UPDATE OR DELETE ON topic_log FOR EACH ROW EXECUTE FUNCTION topic_log_is_append_only();
      CREATE TRIGGER topic_log_no_truncate BEFORE TRUNCATE ON topic_log FOR EACH STATEMENT EXECUTE FUNCTION topic_log_is_append_only();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE topic_log; DROP FUNCTION topic_log_is_append_only; DROP TABLE topic_task; DROP TABLE topic_alert; DROP TABLE topic_settings;
      DROP TABLE topic_day; DROP TABLE topic_run; DROP TABLE topic_case; DROP TABLE topic_topic; DROP SEQUENCE topic_revision;
    `)
  }
}
