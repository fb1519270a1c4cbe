import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DispatchCatalogue1763683680000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatch_catalogue_row (
        city_code text NOT NULL,
        id text NOT NULL,
        category_code text NOT NULL,
        place_code text,
        scope text NOT NULL,
        function_code text,
        assist_functions text[] NOT NULL,
        copy_county boolean NOT NULL,
        forbid_township boolean NOT NULL,
        legal_basis text NOT NULL,
        required_facts text[] NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      -- The most specific row wins, so two rows for one category and place would be a tie.
      CREATE UNIQUE INDEX dispatch_catalogue_no_tie ON dispatch_catalogue_row (city_code, category_code, coalesce(place_code, ''));
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dispatch_catalogue_row`)
  }
}
