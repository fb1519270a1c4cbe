import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is compared to tell that two cases are one matter, how rare each piece of text is in this city, and what operators chose. */
export class DuplicateSignatures1763810640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duplicate_signature (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        filed_at timestamptz NOT NULL,
        division_code text,
        category_code text,
        -- the first nine digits of the division and the first four of the category; null above that
        township_code text,
        category_family text,
        -- as intake keys it; null: anonymous or sealed
        caller_hash text,
        -- hashes of the rarest runs of three characters, with the city in the seed: the index beside needs no city of its own
        keys integer[] NOT NULL,
        -- hashed pairs of characters, ascending, four bytes each, little-endian: what is compared, and no text
        grams bytea NOT NULL,
        -- when it is to be asked whether the case still counts
        look_again_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, case_id)
      ) WITH (toast_tuple_target = 256);
      -- Out of the row: finding reads many rows and the content of few. Hashes do not compress.
      ALTER TABLE duplicate_signature ALTER COLUMN grams SET STORAGE EXTERNAL;
      ALTER TABLE duplicate_signature ALTER COLUMN keys SET STORAGE PLAIN;
      -- No pending list: every question would read it once a key. Who writes is in the background and can wait.
      CREATE INDEX duplicate_signature_keys ON duplicate_signature USING gin (keys) WITH (fastupdate = off);
      CREATE INDEX duplicate_signature_caller ON duplicate_signature (city_code, caller_hash, filed_at DESC) WHERE caller_hash IS NOT NULL;
      CREATE INDEX duplicate_signature_place ON duplicate_signature (city_code, township_code, category_family, filed_at DESC)
        WHERE township_code IS NOT NULL AND category_family IS NOT NULL;
      CREATE INDEX duplicate_signature_look_again ON duplicate_signature (city_code, look_again_at);

      CREATE TABLE duplicate_frequency (
        city_code text NOT NULL,
        counted_at timestamptz NOT NULL,
        -- the size of the sample, and of what it stands for
        cases integer NOT NULL,
        indexed integer NOT NULL,
        counts bytea NOT NULL,
        PRIMARY KEY (city_code)
      );

      -- how far the cases from before this table have been taken in, newest first
      CREATE TABLE duplicate_backfill (
        city_code text NOT NULL,
        filed_at timestamptz,
        case_id uuid,
        written integer NOT NULL,
        done boolean NOT NULL,
        PRIMARY KEY (city_code)
      );

      CREATE TABLE duplicate_settings (
        city_code text NOT NULL,
        version integer NOT NULL,
        settings jsonb NOT NULL,
        reason text NOT NULL,
        author_id text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (city_code, version)
      );

      CREATE TABLE duplicate_choice (
        city_code text NOT NULL,
        actor_id text NOT NULL,
        -- the draft the cases were shown for: one choice each, the last counts
        draft_key text NOT NULL,
        at timestamptz NOT NULL,
        choice text NOT NULL,
        chosen_case_id uuid,
        filed_case_id uuid,
        top_similarity real,
        shown jsonb NOT NULL,
        PRIMARY KEY (city_code, actor_id, draft_key)
      );
      CREATE INDEX duplicate_choice_at ON duplicate_choice (city_code, at)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE duplicate_choice, duplicate_settings, duplicate_backfill, duplicate_frequency, duplicate_signature')
  }
}
