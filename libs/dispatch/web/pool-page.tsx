import { useEffect, useState, type ReactNode } from 'react'
import { DataState, formatCount, MoreButton, PageScaffold, useHintedReads, useKeys, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { readPool, type PoolItem } from '../contract/dispatch-endpoints.js'
import { useDispatchText } from './dispatch-strings.js'
import { PoolCase } from './pool-case.js'
import { PoolList } from './pool-list.js'
import styles from './pool-page.module.css'

const FILTERS = { case: '' }

/** The dispatcher's desk: what the system was not sure about, the one that has waited longest on top. */
export default function PoolPage(): ReactNode {
  const text = useDispatchText()
  const pages = useReadPages(readPool, { query: { limit: 50 } })
  const { filters, set } = useUrlFilters(FILTERS)
  const [notice, setNotice] = useState('')
  useHintedReads<{ readonly status: string; readonly type: string }>(
    [readPool],
    ({ status, type }) => status === 'awaiting_dispatch' || type === 'case.dispatched.v1' || type === 'case.withdrawn.v1',
  )

  const { items } = pages
  const place = Math.max(
    0,
    items.findIndex(({ id }) => id === filters.case),
  )
  const chosen = items[place]
  const step = (by: number) => (): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, place + by))]
    if (next !== undefined) set({ case: next.id })
  }
  useKeys({ arrowdown: step(1), arrowup: step(-1), j: step(1), k: step(-1) })
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(`pool-${chosen.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const dispatched = (item: PoolItem, unitName: string): void => {
    setNotice(text('pool.dispatched', { number: item.number, unit: unitName }))
    // the next in line, before the list has been read again
    const next = items[place + 1] ?? items[place - 1]
    set({ case: next?.id ?? '' })
  }
  const count = items.length === 0 ? undefined : text(pages.hasMore ? 'pool.countMore' : 'pool.count', { count: formatCount(items.length) })

  return (
    <PageScaffold
      title={text('pool.title')}
      permission="dispatch.pool"
      fixed
      aside={
        <span role="status">
          {count}
          {notice === '' ? null : <span className={styles.notice}>✓ {notice}</span>}
        </span>
      }
      action={<span className={styles.keys}>{text('pool.keys')}</span>}
    >
      <div className={styles.desk}>
        <section className={styles.list}>
          <DataState read={pages} empty={{ title: text('pool.empty'), hint: text('pool.emptyHint') }}>
            {(all) => (
              <>
                <PoolList items={all} chosenId={chosen?.id ?? null} onChoose={(id) => set({ case: id })} />
                <MoreButton pages={pages} />
              </>
            )}
          </DataState>
        </section>
        <section className={styles.case}>
          {chosen === undefined ? null : <PoolCase key={chosen.id} item={chosen} onDispatched={dispatched} />}
        </section>
      </div>
    </PageScaffold>
  )
}
