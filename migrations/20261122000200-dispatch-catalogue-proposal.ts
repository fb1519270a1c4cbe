import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A new table only. */
export class DispatchCatalogueProposal1763769720000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatch_catalogue_proposal (
        city_code text NOT NULL,
        id uuid NOT NULL,
        category_code text NOT NULL,
        -- null: the whole city, as in the catalogue
        place_code text,
        scope text NOT NULL,
        function_code text,
        lead_unit_id text NOT NULL,
        because text NOT NULL,
        principle text NOT NULL,
        legal_basis text NOT NULL,
        -- the cases that say so, the newest last; as many as somebody would look at
        case_ids uuid[] NOT NULL,
        precedent_dispute_id uuid,
        times integer NOT NULL,
        status text NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      -- The same change proposed again counts up while nobody has decided on it.
      CREATE UNIQUE INDEX dispatch_catalogue_proposal_same
        ON dispatch_catalogue_proposal (city_code, category_code, coalesce(place_code, ''), lead_unit_id) WHERE status = 'proposed';
      CREATE INDEX dispatch_catalogue_proposal_status ON dispatch_catalogue_proposal (city_code, status, last_at DESC, id DESC);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dispatch_catalogue_proposal`)
  }
}
