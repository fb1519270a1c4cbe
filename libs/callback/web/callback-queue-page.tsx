import { useState, type ReactNode } from 'react'
import {
  DataState,
  EmptyState,
  formatMoment,
  formatNear,
  MoreButton,
  PageScaffold,
  useHintedReads,
  useKeys,
  useLanguage,
  useNow,
  useReadPages,
  useUrlFilters,
} from '@tongban/ui/web'
import { readCallbackQueue, type CallbackTask } from '../contract/index.js'
import styles from './callback-queue-page.module.css'
import { useCallbackText } from './callback-strings.js'
import { CallbackWork } from './callback-work.js'

const FILTERS = { case: '', show: '' } as const

/** `/callback`: whom to call, what to say, what they said. */
export default function CallbackQueuePage(): ReactNode {
  const text = useCallbackText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const onlyReady = filters.show !== 'all'
  const pages = useReadPages(readCallbackQueue, { query: { ready: onlyReady ? 'true' : 'false', limit: 50 } }, { keepPrevious: true })
  const [said, setSaid] = useState('')
  useHintedReads([readCallbackQueue])
  const tasks = pages.items as readonly CallbackTask[]
  const chosen = tasks.find((task) => task.caseId === filters.case) ?? tasks.find((task) => task.claimedBy?.me === true) ?? tasks[0]
  const move = (step: number): void => {
    const at = tasks.findIndex((task) => task.caseId === chosen?.caseId)
    const next = tasks[Math.min(tasks.length - 1, Math.max(0, at + step))]
    if (next !== undefined) set({ case: next.caseId })
  }
  useKeys({ 'alt+arrowdown': () => move(1), 'alt+arrowup': () => move(-1) })
  const recorded = (words: string): void => {
    setSaid(words)
    const at = tasks.findIndex((task) => task.caseId === chosen?.caseId)
    set({ case: tasks[at + 1]?.caseId ?? tasks.find((task) => task.caseId !== chosen?.caseId)?.caseId ?? '' })
  }
  return (
    <PageScaffold
      title={text('page.title')}
      permission="callback.work"
      fixed
      aside={
        <span className={styles.said} role="status">
          {said}
        </span>
      }
      action={
        <div className={styles.switch} role="group" aria-label={text('queue.title')}>
          {[true, false].map((ready) => (
            <button
              key={String(ready)}
              type="button"
              aria-pressed={onlyReady === ready}
              onClick={() => set({ show: ready ? '' : 'all', case: '' })}
            >
              {text(ready ? 'queue.ready' : 'queue.all')}
            </button>
          ))}
        </div>
      }
    >
      <DataState read={pages} empty={{ title: text(onlyReady ? 'queue.empty' : 'queue.emptyAll'), hint: text('queue.emptyHint') }}>
        {() => (
          <div className={styles.columns}>
            <nav className={styles.queue} aria-label={text('queue.title')}>
              <ul>
                {tasks.map((task) => (
                  <QueueLine
                    key={task.caseId}
                    task={task}
                    isChosen={task.caseId === chosen?.caseId}
                    onChoose={() => set({ case: task.caseId })}
                  />
                ))}
              </ul>
              <MoreButton pages={pages} />
            </nav>
            <div className={styles.work}>
              {chosen === undefined ? (
                <EmptyState title={text('task.pick')} />
              ) : (
                <CallbackWork key={`${chosen.caseId} ${chosen.round}`} task={chosen} onRecorded={recorded} />
              )}
            </div>
          </div>
        )}
      </DataState>
    </PageScaffold>
  )
}

function QueueLine({
  task,
  isChosen,
  onChoose,
}: {
  readonly task: CallbackTask
  readonly isChosen: boolean
  readonly onChoose: () => void
}): ReactNode {
  const text = useCallbackText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const notes = [
    ...(task.attempts.length > 0 ? [text('queue.attempts', { count: task.attempts.length })] : []),
    ...(task.nextAttemptAt === null ? [] : [text('queue.next', { moment: formatNear(task.nextAttemptAt, now, language) })]),
    ...(task.claimedBy === null ? [] : [task.claimedBy.me ? text('queue.mine') : text('queue.claimed', { name: task.claimedBy.name })]),
  ]
  return (
    <li>
      <button type="button" className={styles.line} aria-current={isChosen} onClick={onChoose}>
        <span className={styles.lineTitle}>{task.title}</span>
        <span className={styles.lineWhere}>
          {task.round > 1 ? <em>{text('queue.round', { round: task.round })}</em> : null}
          <span title={formatMoment(task.waitingSince, 'full', language)}>
            {text('queue.waiting', { moment: formatNear(task.waitingSince, now, language) })}
          </span>
          <span>{notes.join(' · ')}</span>
        </span>
      </button>
    </li>
  )
}
