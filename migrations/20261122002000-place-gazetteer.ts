import type { MigrationInterface, QueryRunner } from 'typeorm'

/** New tables only. */
export class PlaceGazetteer1763770020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE place_gazetteer (
        city_code text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        aliases text[] NOT NULL,
        kind text NOT NULL,
        division_code text NOT NULL,
        -- how surely the name means the division, 0..1
        weight real NOT NULL,
        latitude double precision,
        longitude double precision,
        status text NOT NULL,
        source text NOT NULL,
        -- dispatched cases that say the same, and those that say otherwise
        agreeing integer NOT NULL,
        contradicting integer NOT NULL,
        -- the newest of those that say the same
        case_ids uuid[] NOT NULL,
        note text NOT NULL,
        version integer NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      -- One name once in a county's own part of the tree while it is used or waits to be.
      CREATE UNIQUE INDEX place_gazetteer_same ON place_gazetteer (city_code, name, division_code) WHERE status IN ('proposed', 'confirmed');
      CREATE INDEX place_gazetteer_name ON place_gazetteer (city_code, name);
      CREATE INDEX place_gazetteer_changed ON place_gazetteer (city_code, status, changed_at DESC, id DESC);

      -- What an accepted case says of a name: each case once.
      CREATE TABLE place_gazetteer_vote (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        name text NOT NULL,
        county_code text NOT NULL,
        township_code text NOT NULL,
        division_code text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (city_code, case_id, name)
      );
      CREATE INDEX place_gazetteer_vote_name ON place_gazetteer_vote (city_code, name, county_code);

      -- One row a city. The revision grows with every change of what the resolver knows; every process compares it with its own.
      CREATE TABLE place_gazetteer_state (
        city_code text NOT NULL,
        revision integer NOT NULL,
        agreeing_needed integer NOT NULL,
        accepts_alone boolean NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (city_code)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE place_gazetteer_state; DROP TABLE place_gazetteer_vote; DROP TABLE place_gazetteer;`)
  }
}
