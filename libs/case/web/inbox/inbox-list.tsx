import type { ReactNode } from 'react'
import type { ResponseOf } from '@tongban/kernel/contract'
import { DataState, MoreButton, useNow, type ReadPages } from '@tongban/ui/web'
import type { InboxItem, readInbox } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { InboxCard } from './inbox-card.js'
import { groupCards, type DueGroup } from './inbox-groups.js'
import styles from './inbox-page.module.css'

type Props = {
  readonly tab: 'todo' | 'replied' | 'copies'
  readonly pages: ReadPages<InboxItem, ResponseOf<typeof readInbox>>
  readonly chosenId: string
  readonly onOpen: (item: InboxItem, action: string | null) => void
  readonly onDone: (said: string) => void
}

const EMPTY = { todo: 'inbox.emptyTodo', replied: 'inbox.emptyReplied', copies: 'inbox.emptyCopies' } as const
const EMPTY_HINT = { todo: 'inbox.emptyTodoHint', replied: 'inbox.emptyRepliedHint', copies: 'inbox.emptyCopiesHint' } as const

/** The cards: what is to do under its four headings, what only waits or informs as one list. */
export function InboxList({ tab, pages, chosenId, onOpen, onDone }: Props): ReactNode {
  const text = useCaseText()
  const now = useNow('minute')
  const card = (item: InboxItem): ReactNode => (
    <li key={item.assignmentId}>
      <InboxCard item={item} isChosen={item.caseId === chosenId} onOpen={(action) => onOpen(item, action)} onDone={onDone} />
    </li>
  )
  /** The server counts what further pages hold too; while all is here, the list itself knows best as the minutes pass. */
  const countOf = (group: DueGroup, here: number): number => (pages.hasMore ? Math.max(here, pages.first?.counts[group] ?? here) : here)
  return (
    <DataState read={pages} empty={{ title: text(EMPTY[tab]), hint: text(EMPTY_HINT[tab]) }}>
      {(items) => (
        <>
          {tab === 'todo' ? (
            groupCards(items, now).map(({ group, items: cards }) => (
              <section key={group} className={styles.group} data-group={group} aria-label={text(`inbox.${group}`)}>
                <h2 className={styles.groupTitle}>
                  {text(`inbox.${group}`)} <span className={styles.count}>{countOf(group, cards.length)}</span>
                </h2>
                <ul className={styles.cards}>{cards.map(card)}</ul>
              </section>
            ))
          ) : (
            <ul className={styles.cards}>{items.map(card)}</ul>
          )}
          <MoreButton pages={pages} />
        </>
      )}
    </DataState>
  )
}
