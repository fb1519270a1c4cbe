import { Inject, Injectable } from '@nestjs/common'
import { Clock, idOf, plainDateOf } from '@tongban/kernel/core'
import { FUNCTION_CODE_LABELS_ZH, OrgDirectory } from '@tongban/org/contract'
import { Database, type Tx } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { ProposedChangeView } from '../../contract/catalogue-proposal.schema.js'
import { CATALOGUE_FIELDS, type CatalogueField } from '../../contract/catalogue-version.schema.js'
import { FIELD_LABELS_ZH, proposedChange, wordsOf, type CatalogueNaming, type ProposedChange, type ProposedRow } from '../../domain/index.js'
import { CatalogueDrafts } from '../catalogue-drafts.js'

type Proposed = { readonly content: ProposedRow; readonly legal_basis: string }

const FUNCTIONS: ReadonlyMap<string, string> = new Map(Object.entries(FUNCTION_CODE_LABELS_ZH))
/** What the first line of a proposal says already. */
const SAID_ANYWAY: readonly CatalogueField[] = ['categoryCode', 'placeCode', 'scope', 'functionCode', 'leadUnitId']

/** What a proposed row would do to the catalogue as it stands: to the draft, when one is open, else to what is in force. */
@Injectable()
export class ProposalChanges {
  constructor(
    @Inject(CatalogueDrafts) private readonly drafts: CatalogueDrafts,
    @Inject(Database) private readonly database: Database,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async rows(tx: Tx = this.database): Promise<readonly CatalogueRow[]> {
    return ((await this.drafts.current(tx)) ?? (await this.drafts.inForce(tx))).rows
  }

  of({ content, legal_basis: legalBasis }: Proposed, rows: readonly CatalogueRow[]): ProposedChange {
    return proposedChange(content, legalBasis, rows, plainDateOf(this.clock.now()))
  }

  /** In the caller's transaction; refused as an editor's change of the draft would be. */
  intoDraft(...proposed: Parameters<CatalogueDrafts['propose']>): ReturnType<CatalogueDrafts['propose']> {
    return this.drafts.propose(...proposed)
  }

  /** As proposed, and for the whole city. */
  viewsOf(proposed: Proposed, rows: readonly CatalogueRow[]): ProposedChangeView[] {
    const here = this.viewOf(this.of(proposed, rows))
    if (proposed.content.placeCode === null) return [here]
    return [here, this.viewOf(this.of({ ...proposed, content: { ...proposed.content, placeCode: null } }, rows))]
  }

  private viewOf({ row, from, replaces }: ProposedChange): ProposedChangeView {
    const { naming } = this
    const after: CatalogueRow = { ...row, id: '' }
    const words = (of: CatalogueRow, field: CatalogueField): string => wordsOf(of, field, naming)
    const differs = (field: CatalogueField): boolean => from === null || JSON.stringify(from[field]) !== JSON.stringify(after[field])
    const named = (field: CatalogueField): { field: CatalogueField; labelZh: string } => ({ field, labelZh: FIELD_LABELS_ZH[field] })
    return {
      place: row.placeCode === null ? null : { id: row.placeCode, name: naming.place(row.placeCode) ?? row.placeCode },
      fromRowId: from?.id ?? null,
      replaces,
      fields: CATALOGUE_FIELDS.filter((field) => differs(field) && (from !== null || isSaid(after, field))).map((field) => ({
        ...named(field), before: from === null ? '' : words(from, field), after: words(after, field),
      })),
      kept: CATALOGUE_FIELDS.filter((field) => !differs(field) && !SAID_ANYWAY.includes(field) && isSaid(after, field)).map((field) => ({ ...named(field), value: words(after, field) })),
      row,
    }
  }

  private get naming(): CatalogueNaming {
    return {
      category: (code) => this.categories.category(idOf(code))?.name ?? null,
      place: (code) => this.org.division(idOf(code))?.name ?? null,
      unit: (id) => this.org.unit(idOf(id))?.name ?? null,
      functions: FUNCTIONS,
    }
  }
}

/** A field that was left as it is when nothing is written says nothing. */
function isSaid(row: CatalogueRow, field: CatalogueField): boolean {
  const value = row[field]
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== false
}
