import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Supervision orders 督办单. `body` is the order as its events made it; the columns repeat what lists, sweeps and scopes ask for. */
export class SupervisionOrders1763770080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE supervision_order (
        city_code text NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        version integer NOT NULL,
        kind text NOT NULL,
        origin text NOT NULL,
        state text NOT NULL,
        title text NOT NULL,
        requirement text NOT NULL,
        unit_id text NOT NULL,
        -- whom it is addressed to and who joins in: scope
        unit_ids text[] NOT NULL,
        county_code text,
        -- units its cases are about: they never learn of it
        recused_unit_ids text[],
        issued_at timestamptz NOT NULL,
        reply_due_at timestamptz NOT NULL,
        -- when the deadline has something to tell; null: nothing is owed, or it has been told
        fires_at timestamptz,
        overdue_at timestamptz,
        late_rounds smallint NOT NULL,
        first_replied_at timestamptz,
        published_at timestamptz,
        -- what makes an automatic order, or a repeated request, come once
        issue_key text,
        issue_hash text,
        body jsonb NOT NULL,
        PRIMARY KEY (city_code, id)
      );
      CREATE UNIQUE INDEX supervision_order_number ON supervision_order (city_code, number);
      CREATE UNIQUE INDEX supervision_order_issue_key ON supervision_order (city_code, issue_key) WHERE issue_key IS NOT NULL;
      CREATE INDEX supervision_order_issued ON supervision_order (city_code, issued_at DESC, id DESC);
      CREATE INDEX supervision_order_unit ON supervision_order (city_code, unit_id, issued_at DESC, id DESC);
      CREATE INDEX supervision_order_county ON supervision_order (city_code, county_code, issued_at DESC, id DESC);
      CREATE INDEX supervision_order_open ON supervision_order (city_code, issued_at DESC, id DESC) WHERE state IN ('issued', 'signed', 'replied');
      CREATE INDEX supervision_order_fires ON supervision_order (city_code, fires_at, id) WHERE fires_at IS NOT NULL;
      CREATE INDEX supervision_order_published ON supervision_order (city_code, published_at DESC, id DESC) WHERE published_at IS NOT NULL;
      CREATE INDEX supervision_order_units ON supervision_order USING gin (unit_ids);

      CREATE TABLE supervision_order_case (
        city_code text NOT NULL,
        order_id uuid NOT NULL,
        case_id uuid NOT NULL,
        -- kept beside the id so that a ledger is found by the number people know
        case_number text NOT NULL,
        ended boolean NOT NULL DEFAULT false,
        PRIMARY KEY (city_code, order_id, case_id),
        FOREIGN KEY (city_code, order_id) REFERENCES supervision_order (city_code, id)
      );
      CREATE INDEX supervision_order_case_case ON supervision_order_case (city_code, case_id);
      CREATE INDEX supervision_order_case_number ON supervision_order_case (city_code, case_number);

      -- Append-only: the order is the replay of these.
      CREATE TABLE supervision_order_event (
        city_code text NOT NULL,
        order_id uuid NOT NULL,
        seq integer NOT NULL,
        at timestamptz NOT NULL,
        type text NOT NULL,
        data jsonb NOT NULL,
        actor_id text NOT NULL,
        actor_unit_id text,
        -- of the request that made it: a repeat is answered, not carried out
        request_key text,
        request_hash text,
        PRIMARY KEY (city_code, order_id, seq),
        FOREIGN KEY (city_code, order_id) REFERENCES supervision_order (city_code, id)
      );
      CREATE UNIQUE INDEX supervision_order_event_request ON supervision_order_event (city_code, order_id, request_key) WHERE request_key IS NOT NULL;

      CREATE TABLE supervision_number (
        city_code text NOT NULL,
        day date NOT NULL,
        last integer NOT NULL,
        PRIMARY KEY (city_code, day)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE supervision_number; DROP TABLE supervision_order_event; DROP TABLE supervision_order_case; DROP TABLE supervision_order;
    `)
  }
}
