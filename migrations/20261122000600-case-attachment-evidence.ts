import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Expands only. Empty in rows written before, and wherever a file says neither when nor where. */
export class CaseAttachmentEvidence1763769960000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_attachment
        ADD COLUMN taken_at timestamptz,
        ADD COLUMN latitude double precision,
        ADD COLUMN longitude double precision,
        -- exif: out of the file; client: said by the uploader's device
        ADD COLUMN evidence_source text CHECK (evidence_source IN ('exif', 'client'));
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_attachment DROP COLUMN taken_at, DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN evidence_source;
    `)
  }
}
