import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatMoment, formatNear, MoreButton, PageScaffold, StatusBadge, useLanguage, useNow, useReadPages } from '@tongban/ui/web'
import { readCatalogueProposals, type CatalogueProposal } from '../../contract/catalogue-proposal.schema.js'
import { useProposalText } from './proposal-strings.js'
import styles from './proposals-page.module.css'

/** `/catalogue-proposals`: what cases say should change in the dispatch catalogue, with the cases that say so. */
export default function ProposalsPage(): ReactNode {
  const text = useProposalText()
  const pages = useReadPages(readCatalogueProposals, { query: { status: 'proposed', limit: 50 } })
  return (
    <PageScaffold
      title={text('proposals.title')}
      permission="catalogue.read_proposals"
      toolbar={<span>{text('proposals.hint')}</span>}
      read={pages}
      empty={{ title: text('proposals.empty'), hint: text('proposals.emptyHint') }}
    >
      {(items: readonly CatalogueProposal[]) => (
        <>
          <ul className={styles.list} aria-label={text('proposals.list')}>
            {items.map((proposal) => (
              <Proposal key={proposal.id} proposal={proposal} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </PageScaffold>
  )
}

function Proposal({ proposal }: { readonly proposal: CatalogueProposal }): ReactNode {
  const text = useProposalText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { category, place, leadUnit, because, becauseZh, scopeZh, times, principle, legalBasis, cases, lastAt, precedentDisputeId } = proposal
  return (
    <li className={styles.proposal}>
      <p className={styles.head}>
        <strong>{text('proposals.to', { category: category.name, place: place?.name ?? text('proposals.wholeCity'), unit: leadUnit.name })}</strong>
        <StatusBadge tone={because === 'ruling' ? 'info' : 'neutral'} text={becauseZh} />
        <span className={styles.small}>{[scopeZh, text('proposals.times', { count: times })].join(' · ')}</span>
        <span className={styles.small} title={formatMoment(lastAt, 'full', language)}>
          {text('proposals.last', { moment: formatNear(lastAt, now, language) })}
        </span>
      </p>
      {principle === '' ? null : <p>{principle}</p>}
      {legalBasis === '' ? null : (
        <p className={styles.small}>
          {text('proposals.basis')}：{legalBasis}
        </p>
      )}
      <p className={styles.links}>
        {cases.length === 0 ? null : <span className={styles.small}>{text('proposals.cases')}</span>}
        {cases.map(({ id, number }) => (
          <Link key={id} to={`/cases/${id}`}>
            {number}
          </Link>
        ))}
        {precedentDisputeId === null ? null : <Link to={`/precedents?category=${category.id}`}>{text('proposals.precedents')}</Link>}
      </p>
    </li>
  )
}
