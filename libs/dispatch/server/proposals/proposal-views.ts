import { Inject, Injectable } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { idOf, instant, isoOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { ANSWERING_SCOPE_LABELS_ZH } from '../../contract/catalogue.schema.js'
import { PROPOSAL_CAUSE_ZH, PROPOSAL_KIND_ZH, PROPOSAL_STATUS_ZH, type Proposal } from '../../contract/catalogue-proposal.schema.js'
import { ProposalChanges } from './proposal-changes.js'
import type { ProposalRow } from './proposal.store.js'

/** Of each proposal; a page of a hundred stays one look-up. */
const CASES_SHOWN = 5

type Named = { readonly id: string; readonly name: string }

/** Names to codes, and the cases of each to who may see them. */
@Injectable()
export class ProposalViews {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(ProposalChanges) private readonly changes: ProposalChanges,
  ) {}

  /** However many there are: one query for the cases within this person's reach, one for the names of those who decided, and the catalogue as it stands when a row waits. */
  async of(rows: readonly ProposalRow[], principal: Principal): Promise<Proposal[]> {
    const shown = [...new Set(rows.flatMap((row) => row.case_ids.slice(0, CASES_SHOWN)))]
    const numbers = new Map((shown.length === 0 ? [] : await this.cases.visibleAmong(principal, shown)).map(({ id, number }) => [id, number]))
    const deciders = [...new Set(rows.flatMap((row) => row.decided_by ?? []))]
    const names = deciders.length === 0 ? new Map<string, string>() : await this.users.namesOf(deciders)
    const catalogue = rows.some(({ kind, status }) => kind === 'catalogue_row' && status === 'proposed') ? await this.changes.rows() : []
    return rows.map((row) => ({
      id: row.id, kind: row.kind, kindZh: PROPOSAL_KIND_ZH[row.kind], ...this.content(row),
      changes: row.kind === 'catalogue_row' && row.status === 'proposed' ? this.changes.viewsOf(row, catalogue) : [], needsScope: needsScope(row),
      because: row.because, becauseZh: PROPOSAL_CAUSE_ZH[row.because], principle: row.principle, legalBasis: row.legal_basis, precedentDisputeId: row.precedent_dispute_id,
      times: row.times, against: row.against, status: row.status, statusZh: PROPOSAL_STATUS_ZH[row.status],
      cases: row.case_ids.slice(0, CASES_SHOWN).flatMap((id) => (numbers.has(id) ? [{ id, number: numbers.get(id) ?? '' }] : [])),
      firstAt: isoOf(instant(row.first_at)), lastAt: isoOf(instant(row.last_at)),
      decided:
        row.decided_at === null || row.decided_by === null
          ? null
          : {
              at: isoOf(instant(row.decided_at)), by: { id: row.decided_by, name: names.get(row.decided_by) ?? row.decided_by }, reason: row.decided_reason ?? '',
              edited: row.accepted_content !== null,
            },
    }))
  }

  private content(row: ProposalRow): Pick<Proposal, 'catalogueRow' | 'gazetteerEntry' | 'trainingLabel'> {
    const none = { catalogueRow: null, gazetteerEntry: null, trainingLabel: null }
    switch (row.kind) {
      case 'catalogue_row': {
        const { categoryCode, placeCode, scope, functionCode, leadUnitId } = row.content
        const leadUnit = { id: leadUnitId, name: this.org.unit(idOf(leadUnitId))?.name ?? leadUnitId }
        const place = placeCode === null ? null : this.division(placeCode)
        return { ...none, catalogueRow: { category: this.category(categoryCode), place, scope, scopeZh: ANSWERING_SCOPE_LABELS_ZH[scope], functionCode, leadUnit } }
      }
      case 'gazetteer_entry':
        return { ...none, gazetteerEntry: { name: row.content.name, division: this.division(row.content.divisionCode) } }
      case 'training_label':
        return { ...none, trainingLabel: { filedAs: this.category(row.content.filedAs), category: this.category(row.content.categoryCode) } }
    }
  }

  private division(code: string): Named {
    const path = this.org.pathOf(idOf(code)).filter(({ level }) => level !== 'city')
    return { id: code, name: path.length === 0 ? code : path.map(({ name }) => name).join('›') }
  }

  private category(code: string): Named {
    return { id: code, name: this.categories.category(idOf(code))?.name ?? code }
  }
}

const needsScope = (row: ProposalRow): boolean => row.kind === 'catalogue_row' && row.status === 'proposed' && row.content.placeCode === null
