import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { CategoryCode } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { CategoryTree } from '../../contract/category-tree.js'
import { categorySchema, type Category } from '../../contract/category.schema.js'
import { CategorySnapshot } from '../../domain/category-snapshot.js'

const READ = statement(
  'taxonomy.read_categories',
  `SELECT code, parent_code AS "parentCode", name, keywords, default_urgency AS "defaultUrgency",
     evidence_required AS "evidenceRequired", usual_answer AS "usualAnswer"
   FROM taxonomy_category WHERE city_code = $1`,
)

/** The tree as PostgreSQL has it, read whole when the process starts; empty until the database is seeded. Other processes see a change when they read again. */
@Injectable()
export class CategoryTreeProvider extends CategoryTree implements OnModuleInit {
  private snapshot = new CategorySnapshot([])

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** Throws on rows that make no tree; what was known before then stays. */
  async reload(from: Tx = this.database): Promise<void> {
    this.snapshot = new CategorySnapshot(z.array(categorySchema).parse(await from.run(READ, [this.config.cityCode])))
  }

  override category(code: CategoryCode): Category | null {
    return this.snapshot.category(code)
  }

  override childrenOf(code: CategoryCode | null): readonly Category[] {
    return this.snapshot.childrenOf(code)
  }

  override pathOf(code: CategoryCode): readonly Category[] {
    return this.snapshot.pathOf(code)
  }

  override ancestorsOf(code: CategoryCode): readonly Category[] {
    return this.snapshot.ancestorsOf(code)
  }

  override isLeaf(code: CategoryCode): boolean {
    return this.snapshot.isLeaf(code)
  }

  override all(): readonly Category[] {
    return this.snapshot.all()
  }
}
