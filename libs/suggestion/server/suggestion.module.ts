import { Global, Module } from '@nestjs/common'
import { CategorySuggester } from '../contract/category-suggester.js'
import { InMemoryCategorySuggester } from './in-memory-category-suggester.js'

@Global()
@Module({
  providers: [InMemoryCategorySuggester, { provide: CategorySuggester, useExisting: InMemoryCategorySuggester }],
  exports: [CategorySuggester, InMemoryCategorySuggester],
})
export class SuggestionModule {}
