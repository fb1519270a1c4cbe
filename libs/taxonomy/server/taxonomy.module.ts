import { Global, Module } from '@nestjs/common'
import { CategoryTree } from '../contract/category-tree.js'
import { TaxonomyController } from './http/taxonomy.controller.js'
import { CategoryTreeProvider } from './persistence/category-tree-provider.js'
import { TaxonomySeed } from './taxonomy.seed.js'

/** Global: every context asks the CategoryTree of the contract. */
@Global()
@Module({
  controllers: [TaxonomyController],
  providers: [CategoryTreeProvider, { provide: CategoryTree, useExisting: CategoryTreeProvider }, TaxonomySeed],
  exports: [CategoryTree, TaxonomySeed],
})
export class TaxonomyModule {}
