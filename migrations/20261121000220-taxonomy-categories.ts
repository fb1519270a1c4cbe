import type { MigrationInterface, QueryRunner } from 'typeorm'

export class TaxonomyCategories1763683340000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE taxonomy_category (
        city_code text NOT NULL,
        code text NOT NULL,
        parent_code text,
        name text NOT NULL,
        keywords text[] NOT NULL DEFAULT '{}',
        default_urgency text NOT NULL CHECK (default_urgency IN ('emergency', 'livelihood', 'general', 'complex')),
        evidence_required boolean NOT NULL,
        usual_answer text,
        PRIMARY KEY (city_code, code),
        CONSTRAINT taxonomy_category_parent FOREIGN KEY (city_code, parent_code) REFERENCES taxonomy_category (city_code, code)
      );
      CREATE INDEX taxonomy_category_children ON taxonomy_category (city_code, parent_code);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE taxonomy_category;`)
  }
}
