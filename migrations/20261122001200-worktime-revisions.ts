import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The calendars of the city as one book with numbered revisions, so that a past one can be read again. Expands only: the two tables before it stay as they
 * are for the version that reads them, are copied here, and are written no more.
 *
 * `layer`: `nation`, `city`, a division's code, or `<division code>/<unit id>`.
 */
export class WorktimeRevisions1763769970000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who changed what and why; a row is never changed. Its primary key is what two administrators at once meet at.
      CREATE TABLE worktime_revision (
        city_code text NOT NULL,
        revision integer NOT NULL CHECK (revision >= 1),
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor_id text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('seed', 'import', 'edit')),
        layer text NOT NULL,
        reason text NOT NULL,
        source text,
        days_set integer NOT NULL,
        days_removed integer NOT NULL,
        hours_changed boolean NOT NULL,
        -- what makes a repeat of the same request answer the same
        request_key text,
        request_hash text,
        PRIMARY KEY (city_code, revision)
      );
      CREATE UNIQUE INDEX worktime_revision_request ON worktime_revision (city_code, request_key) WHERE request_key IS NOT NULL;

      -- Office hours of a layer. A row is never changed; the later revision holds from its first day on.
      CREATE TABLE worktime_hours (
        city_code text NOT NULL,
        layer text NOT NULL,
        revision integer NOT NULL CHECK (revision >= 1),
        -- null: from the beginning
        valid_from date,
        -- null: those of the layer above
        office_hours jsonb CHECK (jsonb_typeof(office_hours) = 'array'),
        -- false: works through the days off of the layers above
        keeps_holidays boolean NOT NULL DEFAULT true,
        PRIMARY KEY (city_code, layer, revision)
      );

      -- Dated exceptions. A row is only ever closed: it holds for the revisions [since_revision, until_revision).
      CREATE TABLE worktime_day (
        city_code text NOT NULL,
        layer text NOT NULL,
        date date NOT NULL,
        since_revision integer NOT NULL CHECK (since_revision >= 0),
        until_revision integer CHECK (until_revision > since_revision),
        kind text NOT NULL CHECK (kind IN ('off', 'work')),
        name text NOT NULL,
        -- null: none on a day off, the make-up hours on a working day
        spans jsonb CHECK (jsonb_typeof(spans) = 'array'),
        source text NOT NULL,
        PRIMARY KEY (city_code, layer, date, since_revision)
      );
      CREATE UNIQUE INDEX worktime_day_present ON worktime_day (city_code, layer, date) WHERE until_revision IS NULL;

      INSERT INTO worktime_revision (city_code, revision, id, at, actor_id, kind, layer, reason, days_set, days_removed, hours_changed)
      SELECT city_code, max(version), gen_random_uuid(), now(), 'system', 'seed', 'city', '升级前已有的工作日历', 0, 0, true FROM worktime_calendar GROUP BY city_code;

      INSERT INTO worktime_hours (city_code, layer, revision, valid_from, office_hours)
      SELECT city_code, coalesce(division_code, 'city'), version, valid_from, office_hours FROM worktime_calendar;

      INSERT INTO worktime_day (city_code, layer, date, since_revision, kind, name, source)
      SELECT city_code, 'nation', date, 0, CASE WHEN is_off_day THEN 'off' ELSE 'work' END, name, source_url FROM worktime_holiday;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE worktime_day; DROP TABLE worktime_hours; DROP TABLE worktime_revision`)
  }
}
