import type { Principal } from '@tongban/access/contract'
import type { Result } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import type { CatalogueRow, CatalogueRowDraft } from '../contract/catalogue.schema.js'

/** The draft as it stands, for whoever tries it out before it is published. */
export type DraftAsItStands = { readonly rows: readonly CatalogueRow[]; readonly revision: number }
export type CatalogueAsInForce = { readonly rows: readonly CatalogueRow[]; readonly version: number | null }

/** The door to the catalogue's draft for what learns from cases (accepted proposals) and what replays them (dry runs). The catalogue implements it. */
export abstract class CatalogueDrafts {
  /**
   * Puts a row into the draft that is open, or opens one from the version in force; a row for the same matter, place and conditions is replaced. In the
   * caller's transaction, with the draft's own audit entry. Refused as an editor's change would be.
   */
  abstract propose(tx: Tx, row: CatalogueRowDraft, reason: string, by: Principal): Promise<Result<{ readonly rowId: string }>>
  /** Null: no draft is open. */
  abstract current(tx: Tx): Promise<DraftAsItStands | null>
  /** What dispatches go by now. */
  abstract inForce(tx: Tx): Promise<CatalogueAsInForce>
}
