import type { MigrationInterface, QueryRunner } from 'typeorm'

/** New tables only. */
export class SuggestionModels1763770147000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE suggestion_model (
        city_code text NOT NULL,
        id uuid NOT NULL,
        number integer NOT NULL,
        state text NOT NULL,
        bytes bytea NOT NULL,
        byte_count integer NOT NULL,
        -- of the data it was trained on
        fingerprint text NOT NULL,
        examples integer NOT NULL,
        own_examples integer NOT NULL,
        counts jsonb NOT NULL,
        figures jsonb NOT NULL,
        trained_by text NOT NULL,
        trained_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      CREATE UNIQUE INDEX suggestion_model_number ON suggestion_model (city_code, number DESC);
      CREATE UNIQUE INDEX suggestion_model_one_active ON suggestion_model (city_code) WHERE state = 'active';

      -- One row a city. The revision grows with every change of what suggestions are made of; every process compares it with its own.
      CREATE TABLE suggestion_state (
        city_code text NOT NULL,
        revision integer NOT NULL,
        category_on boolean NOT NULL,
        urgency_on boolean NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (city_code)
      );

      CREATE TABLE suggestion_training (
        city_code text NOT NULL,
        id uuid NOT NULL,
        state text NOT NULL,
        stage text NOT NULL,
        own boolean NOT NULL,
        activate boolean NOT NULL,
        minimum_per_class integer NOT NULL,
        -- of texts given: taken, and left out because nobody knows their category
        given integer NOT NULL,
        unknown integer NOT NULL,
        problem jsonb,
        model_id uuid,
        requested_by text NOT NULL,
        requested_unit_id text,
        requested_at timestamptz NOT NULL,
        -- while it runs: a process that died lets it go
        beaten_at timestamptz,
        finished_at timestamptz,
        PRIMARY KEY (city_code, id)
      );
      CREATE INDEX suggestion_training_requested ON suggestion_training (city_code, requested_at DESC, id DESC);
      CREATE UNIQUE INDEX suggestion_training_one ON suggestion_training (city_code) WHERE state IN ('gathering', 'queued', 'running');

      -- Labelled texts given for a training, gone when it is over.
      CREATE TABLE suggestion_training_text (
        city_code text NOT NULL,
        training_id uuid NOT NULL,
        hash text NOT NULL,
        label text NOT NULL,
        title text NOT NULL,
        text text NOT NULL,
        PRIMARY KEY (city_code, training_id, hash)
      );

      -- What was shown to somebody who filed, and what they chose. A hash stands for the text.
      CREATE TABLE suggestion_log (
        city_code text NOT NULL,
        case_id uuid NOT NULL,
        at timestamptz NOT NULL,
        text_hash text NOT NULL,
        model_id uuid,
        suggested jsonb NOT NULL,
        chosen text,
        -- 1 to 3; 0: another than those shown; null: left to the system
        rank smallint,
        urgency_words text[] NOT NULL,
        urgency_proposed text NOT NULL,
        urgency_chosen text NOT NULL,
        PRIMARY KEY (city_code, case_id)
      );
      CREATE INDEX suggestion_log_at ON suggestion_log (city_code, at);

      CREATE TABLE suggestion_wording (
        city_code text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        urgency text NOT NULL,
        words text[] NOT NULL,
        with_any text[] NOT NULL,
        near_any text[] NOT NULL,
        unless_near text[] NOT NULL,
        is_lack boolean NOT NULL,
        even_if_supposed boolean NOT NULL,
        enabled boolean NOT NULL,
        examples text[] NOT NULL,
        counter_examples text[] NOT NULL,
        version integer NOT NULL,
        -- null: as shipped, and a new version of the product may bring a better one
        changed_by text,
        changed_at timestamptz,
        PRIMARY KEY (city_code, id)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE suggestion_wording; DROP TABLE suggestion_log; DROP TABLE suggestion_training_text; DROP TABLE suggestion_training; DROP TABLE suggestion_state; DROP TABLE suggestion_model;
    `)
  }
}
