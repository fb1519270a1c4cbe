import type { CategoryCode } from '@tongban/kernel/core'
import type { Category } from './category.schema.js'

/**
 * The category tree held whole in memory (under 500 nodes), so every answer is synchronous.
 * An unknown code gives null or an empty list. Lists come in code order.
 */
export abstract class CategoryTree {
  abstract category(code: CategoryCode): Category | null
  /** Null asks for the first level. */
  abstract childrenOf(code: CategoryCode | null): readonly Category[]
  /** From the first level down to the category itself; empty when unknown. */
  abstract pathOf(code: CategoryCode): readonly Category[]
  /** What lies above, nearest first, the category itself left out: the order in which a catalogue row is looked for. */
  abstract ancestorsOf(code: CategoryCode): readonly Category[]
  /** True for a known category without children; only leaves carry keywords. */
  abstract isLeaf(code: CategoryCode): boolean
  abstract all(): readonly Category[]
}
