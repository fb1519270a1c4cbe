import { Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { MoreButton, PageScaffold, useCan, useKeys, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { proposalKindSchema, proposalStatusSchema, readCatalogueProposals, type Proposal } from '../../contract/catalogue-proposal.schema.js'
import { ProposalItem } from './proposal-item.js'
import { useProposalText } from './proposal-strings.js'
import styles from './proposals-page.module.css'

const FILTERS = { status: 'proposed', kind: '' } as const

/** `/catalogue-proposals`: what cases say should change in catalogue, gazetteer and training, and an editor's word on it. */
export default function ProposalsPage(): ReactNode {
  const text = useProposalText()
  const can = useCan()
  const [said, setSaid] = useState('')
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const status = proposalStatusSchema.safeParse(filters.status).data ?? 'proposed'
  const kind = proposalKindSchema.safeParse(filters.kind).data
  const pages = useReadPages(readCatalogueProposals, { query: { status, limit: 50, ...(kind === undefined ? {} : { kind }) } }, { enabled: can('catalogue.read_proposals') })
  return (
    <PageScaffold
      title={text('proposals.title')}
      permission="catalogue.read_proposals"
      aside={<span role="status">{said}</span>}
      toolbar={
        <div className={styles.filters}>
          <Segmented
            aria-label={text('status.label')}
            value={status}
            options={proposalStatusSchema.options.map((value) => ({ value, label: text(`status.${value}`) }))}
            onChange={(value) => set({ status: value })}
          />
          <Segmented
            aria-label={text('kind.label')}
            value={kind ?? 'all'}
            options={[{ value: 'all', label: text('kind.all') }, ...proposalKindSchema.options.map((value) => ({ value, label: text(`kind.${value}`) }))]}
            onChange={(value) => set({ kind: value === 'all' ? '' : value })}
          />
          <span className={styles.small}>{text('proposals.hint')}</span>
          {status === 'proposed' && can('catalogue.edit') ? <span className={styles.keys}>{text('proposals.keys')}</span> : null}
        </div>
      }
      read={pages}
      empty={{ title: text('proposals.empty'), hint: text('proposals.emptyHint') }}
    >
      {(items: readonly Proposal[]) => (
        <>
          <Items items={items} onSaid={setSaid} />
          <MoreButton pages={pages} />
        </>
      )}
    </PageScaffold>
  )
}

function Items({ items, onSaid }: { readonly items: readonly Proposal[]; readonly onSaid: (said: string) => void }): ReactNode {
  const text = useProposalText()
  const [chosen, setChosen] = useState<string | null>(null)
  const at = Math.max(0, items.findIndex(({ id }) => id === chosen))
  const go = (step: number): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
    if (next !== undefined) setChosen(next.id)
  }
  useKeys({ arrowdown: () => go(1), arrowup: () => go(-1), j: () => go(1), k: () => go(-1) })
  return (
    <ul className={styles.list} aria-label={text('proposals.list')}>
      {items.map((proposal, index) => (
        <ProposalItem key={proposal.id} proposal={proposal} isCurrent={index === at} onChoose={() => setChosen(proposal.id)} onSaid={onSaid} />
      ))}
    </ul>
  )
}
