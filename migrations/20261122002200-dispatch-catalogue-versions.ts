import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The catalogue as published versions and the one draft. Expands only: the version before this one goes on reading dispatch_catalogue_row, which is left as
 * it is; a city that has rows there finds them again as version 1, unchanged. What is new about a row (conditions, dates, a named unit) has defaults, so
 * that a row of before reads as it always did.
 */
export class DispatchCatalogueVersions1763810540000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatch_catalogue_version (
        city_code text NOT NULL,
        version integer NOT NULL,
        -- of two that have begun the higher one holds
        valid_from timestamptz NOT NULL,
        rows jsonb NOT NULL,
        row_count integer NOT NULL,
        -- null: shipped, or carried over
        author_id text,
        reason text NOT NULL,
        based_on integer,
        published_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        withdrawn_by text,
        withdrawn_reason text,
        PRIMARY KEY (city_code, version)
      );
      CREATE FUNCTION dispatch_catalogue_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.rows IS DISTINCT FROM OLD.rows OR NEW.valid_from <> OLD.valid_from OR NEW.version <> OLD.version OR NEW.reason <> OLD.reason
          OR NEW.author_id IS DISTINCT FROM OLD.author_id OR NEW.published_at <> OLD.published_at OR OLD.withdrawn_at IS NOT NULL THEN
          RAISE EXCEPTION 'a published version of the catalogue never changes';
        END IF;
        RETURN NEW;
      END $$;
      -- Withdrawing one before it begins is all that ever happens to a version.
      CREATE TRIGGER dispatch_catalogue_version_stays BEFORE UPDATE ON dispatch_catalogue_version
        FOR EACH ROW EXECUTE FUNCTION dispatch_catalogue_version_stays();

      CREATE TABLE dispatch_catalogue_draft (
        city_code text NOT NULL,
        id uuid NOT NULL,
        based_on integer NOT NULL,
        restored_from integer,
        -- counts every change of the draft
        revision integer NOT NULL,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by text,
        -- null: it was discarded
        published_version integer,
        PRIMARY KEY (city_code, id)
      );
      -- One draft is open at a time.
      CREATE UNIQUE INDEX dispatch_catalogue_draft_open ON dispatch_catalogue_draft (city_code) WHERE closed_at IS NULL;

      CREATE TABLE dispatch_catalogue_draft_row (
        city_code text NOT NULL,
        draft_id uuid NOT NULL,
        id text NOT NULL,
        row jsonb NOT NULL,
        revision integer NOT NULL,
        -- null: as in the version it was made from
        changed_by text,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, draft_id, id)
      );

      INSERT INTO dispatch_catalogue_version (city_code, version, valid_from, rows, row_count, reason, published_at)
      SELECT city_code, 1, '2024-01-01T00:00:00+08:00',
        jsonb_agg(jsonb_build_object('id', id, 'categoryCode', category_code, 'placeCode', place_code, 'scope', scope, 'functionCode', function_code,
          'assistFunctions', assist_functions, 'copyCounty', copy_county, 'forbidTownship', forbid_township, 'legalBasis', legal_basis,
          'requiredFacts', required_facts) ORDER BY id),
        count(*), '由升级前的派单目录转入', now()
      FROM dispatch_catalogue_row GROUP BY city_code;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dispatch_catalogue_draft_row; DROP TABLE dispatch_catalogue_draft; DROP TABLE dispatch_catalogue_version;
      DROP FUNCTION dispatch_catalogue_version_stays;
    `)
  }
}
