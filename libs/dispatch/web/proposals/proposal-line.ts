import type { Proposal } from '../../contract/catalogue-proposal.schema.js'
import type { ProposalText } from './proposal-strings.js'

/** What is proposed, in one line. */
export function proposalLine({ catalogueRow, gazetteerEntry, trainingLabel, needsScope }: Proposal, text: ProposalText): string {
  if (catalogueRow !== null) {
    return text('line.row', { category: catalogueRow.category.name, place: catalogueRow.place?.name ?? text(needsScope ? 'proposals.nowhere' : 'proposals.wholeCity'), unit: catalogueRow.leadUnit.name })
  }
  if (gazetteerEntry !== null) return text('line.place', { name: gazetteerEntry.name, division: gazetteerEntry.division.name })
  return trainingLabel === null ? '' : text('line.label', { from: trainingLabel.filedAs.name, to: trainingLabel.category.name })
}
