import { Controller, Inject } from '@nestjs/common'
import { idOf, type CategoryCode } from '@tongban/kernel/core'
import { HttpEndpoint, Input, Refused, type InputOf } from '@tongban/platform/server'
import { CategoryTree } from '../../contract/category-tree.js'
import type { Category } from '../../contract/category.schema.js'
import { listCategories } from '../../contract/taxonomy-endpoints.js'

const MAX_CATEGORIES = 100

@Controller()
export class TaxonomyController {
  constructor(@Inject(CategoryTree) private readonly tree: CategoryTree) {}

  @HttpEndpoint(listCategories)
  categories(@Input() { query: { parentCode, q } }: InputOf<typeof listCategories>): { items: readonly Category[] } {
    const parent = parentCode === undefined ? null : idOf<CategoryCode>(parentCode)
    if (parent !== null && this.tree.category(parent) === null) {
      throw new Refused({ code: 'CATEGORY_UNKNOWN', params: { categoryCode: parent } })
    }
    const found = q ? this.search(parent, q) : this.tree.childrenOf(parent)
    return { items: found.slice(0, MAX_CATEGORIES) }
  }

  private search(parent: CategoryCode | null, q: string): readonly Category[] {
    return this.tree.all().filter(
      ({ code, name, keywords }) =>
        (parent === null || (code !== parent && code.startsWith(parent))) && (name.includes(q) || keywords.some((keyword) => keyword.includes(q))),
    )
  }
}
