import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who changed the thresholds of warnings, when and why: every change a row. What is in force stays where it was, so that a process of the version before
 * goes on reading it. Expands only; what a city has set already is its first version, by whom is not known.
 */
export class TopicSettingsVersions1763856060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE topic_settings_version (
        city_code text NOT NULL,
        version integer NOT NULL,
        settings jsonb NOT NULL,
        reason text NOT NULL,
        -- null: from before it was written down
        author_id text,
        at timestamptz NOT NULL,
        PRIMARY KEY (city_code, version)
      );
      INSERT INTO topic_settings_version (city_code, version, settings, reason, author_id, at) SELECT city_code, 1, body, '', NULL, changed_at FROM topic_settings;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE topic_settings_version')
  }
}
