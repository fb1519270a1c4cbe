import type { MigrationInterface, QueryRunner } from 'typeorm'

export class WorktimeCalendar1763683350000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE worktime_holiday (
        city_code text NOT NULL,
        date date NOT NULL,
        name text NOT NULL,
        is_off_day boolean NOT NULL,
        source_url text NOT NULL,
        PRIMARY KEY (city_code, date)
      );

      -- A row is never changed: other hours, or other holidays, make a row of a higher version.
      CREATE TABLE worktime_calendar (
        city_code text NOT NULL,
        code text NOT NULL,
        version integer NOT NULL CHECK (version >= 1),
        -- null: the calendar of the whole city
        division_code text,
        -- null: from the beginning
        valid_from date,
        office_hours jsonb NOT NULL CHECK (jsonb_typeof(office_hours) = 'array'),
        PRIMARY KEY (city_code, code, version)
      );
      CREATE UNIQUE INDEX worktime_calendar_scope ON worktime_calendar (city_code, coalesce(division_code, ''), version);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE worktime_calendar; DROP TABLE worktime_holiday;`)
  }
}
