import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { ReferenceSeed, readCsv, statement, type Tx } from '@tongban/platform/server'
import { CategoryTreeProvider } from './persistence/category-tree-provider.js'

// Foreign keys are checked at the end of a statement, so one statement may bring a tree in any order.
const ADD_CATEGORIES = statement<{ code: string }>(
  'taxonomy.add_categories',
  `INSERT INTO taxonomy_category (city_code, code, parent_code, name, keywords, default_urgency, evidence_required, usual_answer)
   SELECT $2, code, parent_code, name, coalesce(string_to_array(keywords, '|'), '{}'), default_urgency, evidence_required, usual_answer
   FROM jsonb_to_recordset($1::jsonb) AS r(
     code text, parent_code text, name text, keywords text, default_urgency text, evidence_required boolean, usual_answer text)
   ON CONFLICT DO NOTHING RETURNING code`,
)

/** The category tree. Rows that are there already are left as administrators made them. */
@Injectable()
export class TaxonomySeed extends ReferenceSeed {
  override readonly name = 'taxonomy'
  override readonly order = 20

  constructor(@Inject(CategoryTreeProvider) private readonly tree: CategoryTreeProvider) {
    super()
  }

  /** Ends with a reading of the table in the same transaction: rows that make no tree are never committed, later seeds see them. */
  override async load(tx: Tx, cityCode: string): Promise<number> {
    const rows = await readCsv(join(import.meta.dirname, 'data/categories.csv'))
    const added = await tx.run(ADD_CATEGORIES, [JSON.stringify(rows), cityCode])
    await this.tree.reload(tx)
    return added.length
  }
}
