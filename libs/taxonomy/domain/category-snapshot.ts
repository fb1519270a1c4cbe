import type { CategoryCode } from '@tongban/kernel/core'
import { CategoryTree, type Category } from '@tongban/taxonomy/contract'

const byCode = (a: Category, b: Category): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

/** The tree built once from plain rows and never changed. Rows that make no tree (a twin, an orphan, a misplaced code) throw. */
export class CategorySnapshot extends CategoryTree {
  private readonly categories: readonly Category[]
  private readonly byCode = new Map<CategoryCode, Category>()
  private readonly children = new Map<CategoryCode | null, Category[]>()

  constructor(categories: readonly Category[]) {
    super()
    this.categories = [...categories].sort(byCode)
    for (const category of this.categories) this.add(category)
  }

  category(code: CategoryCode): Category | null {
    return this.byCode.get(code) ?? null
  }

  childrenOf(code: CategoryCode | null): readonly Category[] {
    return this.children.get(code) ?? []
  }

  pathOf(code: CategoryCode): readonly Category[] {
    const path: Category[] = []
    let at = this.category(code)
    while (at) {
      path.unshift(at)
      at = at.parentCode === null ? null : this.category(at.parentCode)
    }
    return path
  }

  ancestorsOf(code: CategoryCode): readonly Category[] {
    return this.pathOf(code).slice(0, -1).reverse()
  }

  isLeaf(code: CategoryCode): boolean {
    return this.byCode.has(code) && !this.children.has(code)
  }

  all(): readonly Category[] {
    return this.categories
  }

  /** Called in code order, so a parent always comes before its children. */
  private add(category: Category): void {
    const { code, parentCode } = category
    if (this.byCode.has(code)) throw new Error(`Category ${code} appears twice`)
    if (parentCode !== (code.length === 2 ? null : code.slice(0, -2))) {
      throw new Error(`Category ${code} does not belong under ${parentCode ?? 'the top'}`)
    }
    if (parentCode !== null && !this.byCode.has(parentCode)) throw new Error(`Category ${code} has an unknown parent ${parentCode}`)
    this.byCode.set(code, category)
    const siblings = this.children.get(parentCode)
    if (siblings) siblings.push(category)
    else this.children.set(parentCode, [category])
  }
}
