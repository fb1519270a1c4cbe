import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useCommand } from '@tongban/ui/web'
import { acknowledgeAlert, closeAlert, dismissAlert, escalateAlert, listAlerts, listTopics, readAlert, type AlertView } from '../contract/index.js'
import { Labelled } from './labelled.js'
import { useTopicText } from './topic-strings.js'
import styles from './topic.module.css'

const LEAST_REASON = 2

/** What this person may do about the alert now; whatever is not possible at this step is not shown. */
export function AlertActions({ view }: { readonly view: AlertView }): ReactNode {
  const text = useTopicText()
  const [words, setWords] = useState('')
  const hooks = { invalidates: [readAlert, listAlerts, listTopics], onDone: () => setWords('') }
  const acknowledge = useCommand(acknowledgeAlert, hooks)
  const escalate = useCommand(escalateAlert, hooks)
  const dismiss = useCommand(dismissAlert, hooks)
  const close = useCommand(closeAlert, hooks)
  const { may } = view
  if (!may.acknowledge && !may.escalate && !may.dismiss && !may.close) return null
  const params = { alertId: view.id }
  const needsReason = words.trim().length < LEAST_REASON ? text('alert.needReason') : null
  const problem = acknowledge.problem ?? escalate.problem ?? dismiss.problem ?? close.problem
  return (
    <section className={styles.section} aria-label={text('alert.actions')}>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <Labelled label={text(may.close ? 'alert.outcome' : may.acknowledge ? 'alert.note' : 'alert.reason')}>
          {(id) => <Input.TextArea id={id} rows={2} maxLength={300} value={words} onChange={(event) => setWords(event.target.value)} />}
        </Labelled>
        <div className={styles.row}>
          {may.acknowledge ? (
            <ActionButton type="primary" loading={acknowledge.isRunning} onClick={() => void acknowledge.run({ params, body: { note: words } })}>
              {text('alert.acknowledge')}
            </ActionButton>
          ) : null}
          {may.close ? (
            <ActionButton type="primary" loading={close.isRunning} disabledReason={needsReason} onClick={() => void close.run({ params, body: { outcome: words } })}>
              {text('alert.close')}
            </ActionButton>
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
