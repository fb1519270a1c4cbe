import type { Tx } from './database.js'

/**
 * Reference data a context ships (divisions, categories, calendar, catalogue, roles). Idempotent: running it again changes nothing
 * that an administrator has edited. `order` puts what others point to first.
 */
export abstract class ReferenceSeed {
  abstract readonly name: string
  abstract readonly order: number
  /** Returns how many rows it wrote. */
  abstract load(tx: Tx, cityCode: string): Promise<number>
}
