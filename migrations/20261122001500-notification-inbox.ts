import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people are told, by which way it leaves the house, and who said that it shall. */
export class NotificationInbox1763770200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for a person and an event. user_id is an account; '@contact:<id>' is somebody on a roster without one, '@webhook' the receiving system.
      CREATE TABLE notification_message (
        city_code text NOT NULL,
        id uuid NOT NULL,
        user_id text NOT NULL,
        -- what it tells of, from the event: heard twice or by two workers, it is told once
        source_key text NOT NULL,
        event_type text NOT NULL,
        kind text NOT NULL,
        severity text NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        link text,
        case_id uuid,
        due_at timestamptz,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        PRIMARY KEY (city_code, id),
        CONSTRAINT notification_message_once UNIQUE (city_code, user_id, source_key)
      );
      CREATE INDEX notification_message_inbox ON notification_message (city_code, user_id, created_at DESC, id DESC);
      CREATE INDEX notification_message_unread ON notification_message (city_code, user_id, created_at DESC, id DESC) WHERE read_at IS NULL;
      CREATE INDEX notification_message_age ON notification_message (city_code, created_at);

      -- One row for a message and a way out of the house; of a message to a citizen, whose text citizen keeps, only that it went.
      CREATE TABLE notification_delivery (
        city_code text NOT NULL,
        id uuid NOT NULL,
        message_id uuid,
        user_id text,
        case_id uuid,
        event_type text NOT NULL,
        channel text NOT NULL,
        address_cipher bytea,
        address_masked text,
        -- waiting · gathered (for the next digest) · sent · failed (says no for good) · given_up (tried to the end) · suppressed (never tried)
        state text NOT NULL,
        may_wait boolean NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        answer text,
        latency_ms integer,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        PRIMARY KEY (city_code, id),
        CONSTRAINT notification_delivery_once UNIQUE (city_code, message_id, channel)
      );
      CREATE INDEX notification_delivery_waiting ON notification_delivery (city_code, channel, next_at, id) WHERE state = 'waiting';
      CREATE INDEX notification_delivery_gathered ON notification_delivery (city_code, user_id) WHERE state = 'gathered';
      CREATE INDEX notification_delivery_log ON notification_delivery (city_code, created_at DESC, id DESC);

      -- Where a person is reached outside the house, encrypted, and what they do not want to be bothered by.
      CREATE TABLE notification_contact (
        city_code text NOT NULL,
        user_id text NOT NULL,
        phone_cipher bytea,
        phone_masked text,
        email_cipher bytea,
        email_masked text,
        wechat_cipher bytea,
        wechat_masked text,
        muted text[] NOT NULL DEFAULT '{}',
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, user_id)
      );

      -- The matrix event × audience × channel, whole, a row a version; the newest counts. Without any, the shipped one does.
      CREATE TABLE notification_rules (
        city_code text NOT NULL,
        version integer NOT NULL,
        rules jsonb NOT NULL,
        reason text NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, version)
      );

      -- That the digest of a day has been made.
      CREATE TABLE notification_digest (
        city_code text NOT NULL,
        day date NOT NULL,
        people integer NOT NULL,
        made_at timestamptz NOT NULL,
        PRIMARY KEY (city_code, day)
      );

      -- A way out that keeps failing is left alone for a while, by all processes.
      CREATE TABLE notification_channel (
        city_code text NOT NULL,
        channel text NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        paused_until timestamptz,
        last_failure text,
        failed_at timestamptz,
        sent_at timestamptz,
        PRIMARY KEY (city_code, channel)
      );

      -- Messages to citizens may wait for the morning; those under way before this did not.
      ALTER TABLE citizen_message ADD COLUMN may_wait boolean NOT NULL DEFAULT false;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE citizen_message DROP COLUMN may_wait;
      DROP TABLE notification_channel; DROP TABLE notification_digest; DROP TABLE notification_rules; DROP TABLE notification_contact;
      DROP TABLE notification_delivery; DROP TABLE notification_message;
    `)
  }
}
