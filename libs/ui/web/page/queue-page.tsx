import type { ReactNode } from 'react'
import { useKeys } from '../keys/use-keys.js'
import { DataState, EmptyState, MoreButton } from './data-state.js'
import { PageScaffold } from './page-scaffold.js'
import type { ReadPages } from '../query/use-read.js'
import styles from './queue-page.module.css'

export type QueuePageProps<Item> = {
  readonly title: string
  readonly permission: string
  /** What screen readers call the list. */
  readonly queueLabel: string
  readonly pages: Pick<ReadPages<Item>, 'items' | 'data' | 'error' | 'isPending' | 'refetch' | 'hasMore' | 'loadMore' | 'isLoadingMore'>
  readonly keyOf: (item: Item) => string
  /** The key in the address; empty: the first of the queue. One that has left the queue meanwhile is still shown. */
  readonly chosen: string
  readonly onChoose: (key: string) => void
  /** What a line of the queue says, inside its button: see `QueueLine`. */
  readonly line: (item: Item) => ReactNode
  /** The work on the chosen one. `item` is undefined when the address names one that is not (or no longer) in the queue. */
  readonly children: (key: string, item: Item | undefined) => ReactNode
  readonly empty: { readonly title: string; readonly hint?: string }
  /** What was just done; said to screen readers too. */
  readonly said?: string
  readonly action?: ReactNode
  readonly toolbar?: ReactNode
  /** Keys of the page itself are silent, e.g. while a dialog is open. */
  readonly keysOff?: boolean
}

/**
 * A page that is worked through: the queue left, the work on one right. J and K (and Alt with the arrows, which also work while
 * writing) move through the queue; loading, empty, failed and forbidden are drawn as everywhere.
 */
export function QueuePage<Item>(props: QueuePageProps<Item>): ReactNode {
  const { title, permission, queueLabel, pages, keyOf, onChoose, line, children, empty, said = '', action, toolbar, keysOff = false } = props
  const { items } = pages
  const chosen = props.chosen === '' ? keyOfFirst(items, keyOf) : props.chosen
  const move = (step: number): void => {
    const at = items.findIndex((item) => keyOf(item) === chosen)
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
    if (next !== undefined) onChoose(keyOf(next))
  }
  const down = (): void => move(1)
  const up = (): void => move(-1)
  useKeys({ j: down, k: up, 'alt+arrowdown': down, 'alt+arrowup': up }, { enabled: !keysOff })
  return (
    <PageScaffold
      title={title}
      permission={permission}
      fixed
      {...(toolbar === undefined ? {} : { toolbar })}
      {...(action === undefined ? {} : { action })}
      aside={
        <span className={styles.said} role="status">
          {said}
        </span>
      }
    >
      <DataState read={pages} isEmpty={(list) => list.length === 0 && props.chosen === ''} empty={empty}>
        {() => (
          <div className={styles.columns}>
            <nav className={styles.queue} aria-label={queueLabel}>
              {items.length === 0 ? <EmptyState title={empty.title} /> : null}
              <ul>
                {items.map((item) => (
                  <li key={keyOf(item)}>
                    <button
                      type="button"
                      ref={keyOf(item) === chosen ? scrollIntoSight : undefined}
                      className={styles.line}
                      aria-current={keyOf(item) === chosen}
                      onClick={() => onChoose(keyOf(item))}
                    >
                      {line(item)}
                    </button>
                  </li>
                ))}
              </ul>
              <MoreButton pages={pages} />
            </nav>
            <div className={styles.work}>{chosen === '' ? null : children(chosen, items.find((item) => keyOf(item) === chosen))}</div>
          </div>
        )}
      </DataState>
    </PageScaffold>
  )
}

const keyOfFirst = <Item,>(items: readonly Item[], keyOf: (item: Item) => string): string => (items[0] === undefined ? '' : keyOf(items[0]))

/** The keys may choose a line that is out of sight; not every browser scrolls. */
const scrollIntoSight = (line: HTMLElement | null): void => line?.scrollIntoView?.({ block: 'nearest' })

/** What one of a queue says: what it is, its badges where it has any, and small below who (cut where long) and since when. */
export const QueueLine = ({ title, badges, children }: { readonly title: string; readonly badges?: ReactNode; readonly children: ReactNode }): ReactNode => (
  <>
    <span className={styles.lineTitle} title={title}>
      {title}
    </span>
    <span className={styles.lineBadges}>{badges}</span>
    <span className={styles.lineWhere}>{children}</span>
  </>
)

/** The head of the work: number, title, badges, and a way out to the right (a link to the case). */
export const QueueWorkHead = ({ number, title, badges, children }: { readonly number?: string; readonly title: string; readonly badges?: ReactNode; readonly children?: ReactNode }): ReactNode => (
  <header className={styles.head}>
    {number === undefined ? null : <span className={styles.number}>{number}</span>}
    <h2>{title}</h2>
    {badges}
    {children === undefined ? null : <span className={styles.headEnd}>{children}</span>}
  </header>
)

/**
 * Which one comes when `key` is done and leaves the queue: the one below, or the last one above; empty when it was the only one.
 * Ask before the list is read anew, and put the answer into the address.
 */
export function nextInQueue<Item>(items: readonly Item[], keyOf: (item: Item) => string, key: string): string {
  const at = items.findIndex((item) => keyOf(item) === key)
  const next = items[at + 1] ?? items.findLast((item) => keyOf(item) !== key)
  return next === undefined ? '' : keyOf(next)
}
