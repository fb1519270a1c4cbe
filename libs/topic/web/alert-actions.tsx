import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useCan, useCommand } from '@tongban/ui/web'
import { acknowledgeAlert, closeAlert, dismissAlert, escalateAlert, listAlerts, listTopics, readAlert, type AlertView } from '../contract/index.js'
import { Labelled } from './labelled.js'
import { useTopicText, type TopicKey } from './topic-strings.js'
import styles from './topic.module.css'

const LEAST_REASON = 2

/** What this person may do about the alert now; what is not possible at this step is not shown, what waits for tasks says so. */
export function AlertActions({ view, onSaid }: { readonly view: AlertView; readonly onSaid: (said: string) => void }): ReactNode {
  const text = useTopicText()
  const can = useCan()
  const [words, setWords] = useState('')
  const hooks = (said: TopicKey): { invalidates: typeof STALE; onDone: () => void } => ({
    invalidates: STALE,
    onDone: () => {
      setWords('')
      onSaid(text(said))
    },
  })
  const acknowledge = useCommand(acknowledgeAlert, hooks('said.acknowledged'))
  const escalate = useCommand(escalateAlert, hooks('said.escalated'))
  const dismiss = useCommand(dismissAlert, hooks('said.dismissed'))
  const close = useCommand(closeAlert, hooks('said.closed'))
  const { may, openTasks } = view
  const waitsForTasks = can('topic.manage') && view.status === 'in_prevention' && openTasks > 0
  if (!may.acknowledge && !may.escalate && !may.dismiss && !may.close && !waitsForTasks) return null
  const params = { alertId: view.id }
  const needsReason = words.trim().length < LEAST_REASON ? text('alert.needReason') : null
  const problem = acknowledge.problem ?? escalate.problem ?? dismiss.problem ?? close.problem
  return (
    <section className={styles.section} aria-label={text('alert.actions')}>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        {waitsForTasks ? null : (
          <Labelled label={text(may.close ? 'alert.outcome' : may.acknowledge ? 'alert.note' : 'alert.reason')}>
            {(id) => <Input.TextArea id={id} rows={2} maxLength={300} value={words} onChange={(event) => setWords(event.target.value)} />}
          </Labelled>
        )}
        <div className={styles.row}>
          {may.acknowledge ? (
            <ActionButton type="primary" loading={acknowledge.isRunning} onClick={() => void acknowledge.run({ params, body: { note: words } })}>
              {text('alert.acknowledge')}
            </ActionButton>
          ) : null}
          {may.close ? (
            <ActionButton type="primary" loading={close.isRunning} disabledReason={needsReason === null ? null : text('alert.needOutcome')} onClick={() => void close.run({ params, body: { outcome: words } })}>
              {text('alert.close')}
            </ActionButton>
          ) : null}
          {waitsForTasks ? (
            <>
              <ActionButton disabledReason={text('alert.tasksOpen', { count: openTasks })}>{text('alert.close')}</ActionButton>
              <span className={styles.small}>{text('alert.tasksOpen', { count: openTasks })}</span>
            </>
          ) : null}
          {may.escalate ? (
            <ActionButton loading={escalate.isRunning} disabledReason={needsReason} onClick={() => void escalate.run({ params, body: { reason: words } })}>
              {text('alert.escalate')}
            </ActionButton>
          ) : null}
          {may.dismiss ? (
            <ActionButton loading={dismiss.isRunning} disabledReason={needsReason} onClick={() => void dismiss.run({ params, body: { reason: words } })}>
              {text('alert.dismiss')}
            </ActionButton>
          ) : null}
        </div>
        <ProblemNote problem={problem} />
      </form>
    </section>
  )
}

const STALE = [readAlert, listAlerts, listTopics]
