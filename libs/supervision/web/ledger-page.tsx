import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { callUrl, DataState, formatPercent, KeyCap, MoreButton, PageScaffold, useCan, useHintedReads, useKeys, useRead, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { countOrders, exportOrders, listOrders, type OrderCounts, type OrderListItem } from '../contract/index.js'
import { IssueByNumber } from './issue-by-number.js'
import { LEDGER_FILTERS, ledgerQuery, type LedgerFilters } from './ledger-filters.js'
import { LedgerToolbar } from './ledger-toolbar.js'
import { isOrderHint } from './order-hints.js'
import { OrderLines } from './order-lines.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'

/** `/supervision`: the ledger of supervision orders 督办台账 within this person's reach. */
export default function LedgerPage(): ReactNode {
  const text = useSupervisionText()
  const can = useCan()
  const { filters, set, clear, isFiltered } = useUrlFilters<keyof LedgerFilters>(LEDGER_FILTERS)
  const [isIssuing, setIssuing] = useState(false)
  const [said, setSaid] = useState('')
  const query = ledgerQuery(filters)
  const pages = useReadPages(listOrders, { query: { ...query, limit: 50 } }, { keepPrevious: true })
  const counts = useRead(countOrders, { query }, { keepPrevious: true })
  useHintedReads([listOrders, countOrders], isOrderHint)
  const items = pages.items as readonly OrderListItem[]
  const mayIssue = can('supervision.issue')
  useKeys({ n: mayIssue ? () => setIssuing(true) : undefined }, { enabled: !isIssuing })
  return (
    <PageScaffold
      title={text('ledger.title')}
      permission="supervision.read"
      aside={counts.data === undefined ? undefined : <Counts counts={counts.data} />}
      action={
        <span className={styles.badges}>
          {can('supervision.export') ? (
            <Button href={callUrl(exportOrders, {}, query)} title={text('ledger.exportHint')}>
              {text('ledger.export')}
            </Button>
          ) : null}
          {mayIssue ? (
            <Button type="primary" onClick={() => setIssuing(true)}>
              {text('ledger.issue')} <KeyCap>N</KeyCap>
            </Button>
          ) : null}
        </span>
      }
      toolbar={<LedgerToolbar filters={filters} set={set} clear={clear} isFiltered={isFiltered} />}
    >
      <div className={styles.page}>
        <p className={styles.said} role="status">
          {said}
        </p>
        {isIssuing ? (
          <section className={styles.box} aria-label={text('ledger.issue')}>
            <IssueByNumber
              onCancel={() => setIssuing(false)}
              onDone={(words) => {
                setIssuing(false)
                setSaid(words)
              }}
            />
          </section>
        ) : null}
        <PageBody pages={pages} items={items} isFiltered={isFiltered} />
      </div>
    </PageScaffold>
  )
}

type BodyProps = { readonly pages: ReturnType<typeof useReadPages<typeof listOrders>>; readonly items: readonly OrderListItem[]; readonly isFiltered: boolean }

function PageBody({ pages, items, isFiltered }: BodyProps): ReactNode {
  const text = useSupervisionText()
  const empty = isFiltered ? { title: text('ledger.noneFound'), hint: text('ledger.noneFoundHint') } : { title: text('ledger.empty'), hint: text('ledger.emptyHint') }
  return (
    <DataState read={pages} isEmpty={(list) => list.length === 0} empty={empty}>
      {() => (
        <div data-busy={pages.isFetching}>
          <OrderLines items={items} label={text('ledger.title')} />
          <MoreButton pages={pages} />
        </div>
      )}
    </DataState>
  )
}

function Counts({ counts: { total, byState, overdueNow, feedback, completion } }: { readonly counts: OrderCounts }): ReactNode {
  const text = useSupervisionText()
  const share = completion.total === 0 ? '—' : formatPercent(completion.releasedOnTime / completion.total)
  return (
    <>
      {text('ledger.counts', { total, owed: byState.issued + byState.signed, overdue: overdueNow, replied: byState.replied })} · {text('ledger.rates', { ...feedback, completed: share })}
    </>
  )
}
