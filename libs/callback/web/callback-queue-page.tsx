import { useState, type ReactNode } from 'react'
import {
  EmptyState,
  formatMoment,
  formatNear,
  nextInQueue,
  QueueLine,
  QueuePage,
  useHintedReads,
  useLanguage,
  useNow,
  useReadPages,
  useUrlFilters,
} from '@tongban/ui/web'
import { readCallbackQueue, type CallbackTask } from '../contract/index.js'
import styles from './callback-queue-page.module.css'
import { useCallbackText } from './callback-strings.js'
import { CallbackWork } from './callback-work.js'

const FILTERS = { case: '', show: '', lang: '' } as const
const LANGUAGES = ['zh', 'mn'] as const
const keyOf = (task: CallbackTask): string => task.caseId

/** `/callback`: whom to call, what to say, what they said. */
export default function CallbackQueuePage(): ReactNode {
  const text = useCallbackText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const onlyReady = filters.show !== 'all'
  const spoken = LANGUAGES.find((value) => value === filters.lang)
  const query = { ready: onlyReady ? 'true' : 'false', limit: 50, ...(spoken === undefined ? {} : { language: spoken }) }
  const pages = useReadPages(readCallbackQueue, { query }, { keepPrevious: true })
  const [said, setSaid] = useState('')
  useHintedReads([readCallbackQueue])
  const tasks = pages.items as readonly CallbackTask[]
  const mine = tasks.find((task) => task.claimedBy?.me === true)
  return (
    <QueuePage
      title={text('page.title')}
      permission="callback.work"
      queueLabel={text('queue.title')}
      pages={pages}
      keyOf={keyOf}
      chosen={filters.case === '' ? (mine?.caseId ?? '') : filters.case}
      onChoose={(caseId) => set({ case: caseId })}
      said={said}
      line={(task) => <Line task={task} />}
      empty={{ title: text(onlyReady ? 'queue.empty' : 'queue.emptyAll'), hint: text('queue.emptyHint') }}
      action={
        <>
          <Switch
            label={text('queue.language')}
            chosen={filters.lang}
            choices={[['', text('queue.anyLanguage')], ['zh', text('language.zh')], ['mn', text('language.mn')]]}
            onChoose={(lang) => set({ lang, case: '' })}
          />
          <Switch
            label={text('queue.title')}
            chosen={onlyReady ? '' : 'all'}
            choices={[['', text('queue.ready')], ['all', text('queue.all')]]}
            onChoose={(show) => set({ show, case: '' })}
          />
        </>
      }
    >
      {(caseId, task) =>
        task === undefined ? (
          <EmptyState title={text('task.pick')} />
        ) : (
          <CallbackWork
            key={`${caseId} ${task.round}`}
            task={task}
            onRecorded={(words) => {
              setSaid(words)
              set({ case: nextInQueue(tasks, keyOf, caseId) })
            }}
          />
        )
      }
    </QueuePage>
  )
}

type SwitchProps = {
  readonly label: string
  readonly chosen: string
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly onChoose: (value: string) => void
}

const Switch = ({ label, chosen, choices, onChoose }: SwitchProps): ReactNode => (
  <div className={styles.switch} role="group" aria-label={label}>
    {choices.map(([value, words]) => (
      <button key={value} type="button" aria-pressed={chosen === value} onClick={() => onChoose(value)}>
        {words}
      </button>
    ))}
  </div>
)

function Line({ task }: { readonly task: CallbackTask }): ReactNode {
  const text = useCallbackText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const notes = [
    ...(task.attempts.length > 0 ? [text('queue.attempts', { count: task.attempts.length })] : []),
    ...(task.nextAttemptAt === null ? [] : [text('queue.next', { moment: formatNear(task.nextAttemptAt, now, language) })]),
    ...(task.claimedBy === null ? [] : [task.claimedBy.me ? text('queue.mine') : text('queue.claimed', { name: task.claimedBy.name })]),
  ]
  return (
    <QueueLine
      title={task.title}
      badges={
        <>
          {task.round > 1 ? <em className={styles.mark}>{text('queue.round', { round: task.round })}</em> : null}
          {task.language === 'mn' ? <em className={styles.mark}>{text('language.mn')}</em> : null}
          {task.invitedUntil === null ? null : <em className={styles.mark}>{text('queue.invited')}</em>}
        </>
      }
    >
      <span title={formatMoment(task.waitingSince, 'full', language)}>{text('queue.waiting', { moment: formatNear(task.waitingSince, now, language) })}</span>
      <span>{notes.join(' · ')}</span>
    </QueueLine>
  )
}
