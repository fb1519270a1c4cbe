import type { ReactNode } from 'react'
import { phoneField, type ResponseOf } from '@tongban/kernel/contract'
import { ClockChip, DataState, formatMoment, StatusBadge, useDebounced, useRead, type Tone } from '@tongban/ui/web'
import { callerHistory } from '../../contract/intake-endpoints.js'
import { EarlierCaseActions } from '../caller/earlier-case-actions.js'
import { useIntakeText } from '../intake-strings.js'
import { useIntakeWords } from '../intake-words.js'
import styles from './caller-history.module.css'
import column from './column.module.css'

type Item = ResponseOf<typeof callerHistory>['items'][number]

const UNHAPPY = new Set(['dissatisfied', 'very_dissatisfied'])
const OPEN_STATES = new Set(['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'merged'])

/** The earlier cases of this number, latest first: an operator should know before asking. */
export function CallerHistory({ phone }: { readonly phone: string }): ReactNode {
  const text = useIntakeText()
  const settled = useDebounced(phone, 300)
  const checked = phoneField.safeParse(settled)
  const read = useRead(callerHistory, { body: { phone: checked.success ? checked.data : '' } }, { enabled: checked.success })
  const total = checked.success ? read.data?.total : undefined
  return (
    <section className={styles.history}>
      <h2 className={column.heading}>{total === undefined ? text('history.titleNone') : text('history.title', { count: total })}</h2>
      <div className={styles.list}>
        {checked.success ? (
          <DataState read={read} isEmpty={({ items }) => items.length === 0} empty={{ title: text('history.none') }}>
            {({ items, total: all }) => (
              <ol>
                {items.map((item) => (
                  <HistoryItem key={item.id} item={item} />
                ))}
                {all > items.length ? <li className={column.quiet}>{text('history.more', { count: items.length })}</li> : null}
              </ol>
            )}
          </DataState>
        ) : (
          <p className={column.quiet}>{text('history.wait')}</p>
        )}
      </div>
    </section>
  )
}

/** Opens beside the form, in a tab of its own: the call goes on. */
function HistoryItem({ item }: { readonly item: Item }): ReactNode {
  const words = useIntakeWords()
  const answer = item.finalAnswers?.satisfaction ?? null
  const inHand = OPEN_STATES.has(item.status)
  return (
    <li>
      <a className={styles.item} href={`/cases/${item.id}`} target="_blank" rel="noreferrer">
        <span className={styles.when}>{formatMoment(item.filedAt, 'short').slice(0, 5)}</span>
        <span className={styles.title} title={item.title}>
          {item.title}
        </span>
        <span className={styles.state}>
          <StatusBadge tone={toneOf(item)} text={words.status[item.status]} />
          {inHand && item.promiseDueAt !== null ? <ClockChip dueAt={item.promiseDueAt} doneAt={item.repliedAt} /> : null}
          {answer === null ? null : <StatusBadge tone={UNHAPPY.has(answer) ? 'bad' : 'good'} text={words.satisfaction[answer]} />}
        </span>
      </a>
      <EarlierCaseActions item={item} />
    </li>
  )
}

const toneOf = ({ status }: Item): Tone =>
  OPEN_STATES.has(status) ? 'info' : status === 'closed' || status === 'archived' ? 'neutral' : 'muted'
