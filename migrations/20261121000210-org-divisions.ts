import type { MigrationInterface, QueryRunner } from 'typeorm'

export class OrgDivisions1763683330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE org_division (
        city_code text NOT NULL,
        code text NOT NULL,
        parent_code text,
        level text NOT NULL CHECK (level IN ('city', 'county', 'township', 'village')),
        kind text NOT NULL,
        name text NOT NULL,
        PRIMARY KEY (city_code, code),
        CONSTRAINT org_division_parent FOREIGN KEY (city_code, parent_code) REFERENCES org_division (city_code, code)
      );
      CREATE INDEX org_division_children ON org_division (city_code, parent_code);
      CREATE UNIQUE INDEX org_division_one_top ON org_division (city_code) WHERE parent_code IS NULL;

      CREATE TABLE org_unit (
        city_code text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        short_name text NOT NULL,
        kind text NOT NULL,
        level text NOT NULL CHECK (level IN ('city', 'county', 'township')),
        division_code text NOT NULL,
        function_code text,
        parent_id text,
        peer_class text,
        PRIMARY KEY (city_code, id),
        CONSTRAINT org_unit_division FOREIGN KEY (city_code, division_code) REFERENCES org_division (city_code, code),
        CONSTRAINT org_unit_parent FOREIGN KEY (city_code, parent_id) REFERENCES org_unit (city_code, id)
      );
      CREATE INDEX org_unit_place ON org_unit (city_code, division_code);
      CREATE INDEX org_unit_children ON org_unit (city_code, parent_id);
      -- What the directory takes for granted: nobody answers twice for the same place or matter.
      CREATE UNIQUE INDEX org_unit_one_of_place ON org_unit (city_code, division_code, kind) WHERE kind IN ('township', 'county_coordinator');
      CREATE UNIQUE INDEX org_unit_one_of_function ON org_unit (city_code, division_code, kind, function_code) WHERE function_code IS NOT NULL;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE org_unit; DROP TABLE org_division;`)
  }
}
