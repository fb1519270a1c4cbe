import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who works on which case at the dispatchers' bench, and how the pool is read. Expands only: what is not claimed has no row, what is not set counts as usual. */
export class DispatchClaims1763770726000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dispatch_claim (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        claimed_by text NOT NULL,
        -- signing out lets go of what this session holds
        session_id text,
        claimed_at timestamptz NOT NULL,
        until_at timestamptz NOT NULL,
        -- from whom it was taken over, and why
        taken_from text,
        taken_reason text,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX dispatch_claim_person ON dispatch_claim (city_code, claimed_by);

      CREATE TABLE dispatch_bench_setting (
        city_code text NOT NULL,
        claim_lease_seconds integer NOT NULL CHECK (claim_lease_seconds BETWEEN 60 AND 3600),
        changed_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        PRIMARY KEY (city_code)
      );

      -- The pool in the order of its clock, whole and of one county.
      CREATE INDEX case_case_pool ON case_case (city_code, dispatch_due_at, id) WHERE status = 'awaiting_dispatch';
      CREATE INDEX case_case_pool_county ON case_case (city_code, county_code, dispatch_due_at, id) WHERE status = 'awaiting_dispatch';

      -- Why a case is in the pool, as codes, out of the plan that was kept when it was filed: one reading for the list, its filter and its counts.
      CREATE FUNCTION dispatch_pool_reasons(trail jsonb, dispatched_at timestamptz) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE
          WHEN cardinality(found) > 0 THEN found
          WHEN trail -> 'reasons' @> '[{"code":"not_sure_enough"}]' THEN ARRAY['not_sure_enough']
          ELSE ARRAY['other'] END
        FROM (SELECT array_remove(ARRAY[
          CASE WHEN dispatched_at IS NOT NULL THEN 'came_back' END,
          CASE WHEN trail ->> 'chosenUnitId' IS DISTINCT FROM trail #>> '{lead,id}' AND trail ->> 'chosenUnitId' IS NOT NULL THEN 'unit_chosen' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"place_unknown"}]' THEN 'place_unknown' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"place_ambiguous"}]' THEN 'place_ambiguous' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"place_too_coarse"}]' THEN 'place_too_coarse' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"category_missing"}]' THEN 'category_missing' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"row_missing"}]' THEN 'row_missing' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"row_tied"}]' THEN 'row_tied' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"township_forbidden"}]' THEN 'township_forbidden' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"unit_missing"}]' THEN 'unit_missing' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"recused"}]' THEN 'recused' END,
          CASE WHEN trail -> 'reasons' @> '[{"code":"held"}]' AND trail ->> 'chosenUnitId' IS NULL THEN 'held' END
        ], NULL) AS found) AS reasons
      $$;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION dispatch_pool_reasons(jsonb, timestamptz);
      DROP INDEX case_case_pool_county; DROP INDEX case_case_pool; DROP TABLE dispatch_bench_setting; DROP TABLE dispatch_claim;
    `)
  }
}
