import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useKeys } from '@tongban/ui/web'
import { useIntakeText } from '../intake-strings.js'
import type { Filing } from '../use-filing.js'
import styles from './panel.module.css'

export type PanelProps = { readonly filing: Filing; readonly onClose: () => void }

/** F2: the call is answered on the spot, the answer is the record. */
export function AnswerPanel({ filing, onClose }: PanelProps): ReactNode {
  const text = useIntakeText()
  const [answer, setAnswer] = useState('')
  const send = (): void => void filing.submit({ kind: 'answer', answer })
  useKeys({ 'ctrl+enter': send })
  return (
    <section className={styles.panel} aria-label={text('answer.title')}>
      <h2 className={styles.title}>{text('answer.title')}</h2>
      <p className={styles.hint}>{text('answer.hint')}</p>
      <label className={styles.label} htmlFor="intake-answer">
        {text('answer.text')}
      </label>
      <Input.TextArea
        id="intake-answer"
        autoFocus
        rows={12}
        spellCheck={false}
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <PanelComplaints filing={filing} />
      <footer className={styles.foot}>
        <ActionButton shortcut="Esc" onClick={onClose}>
          {text('panel.back')}
        </ActionButton>
        <ActionButton type="primary" shortcut="Ctrl Enter" loading={filing.isSending} onClick={send}>
          {text('answer.submit')}
        </ActionButton>
      </footer>
    </section>
  )
}

/** All complaints: from inside a panel the ones about the form must be seen too. */
export function PanelComplaints({ filing }: { readonly filing: Filing }): ReactNode {
  const complaints = Object.entries(filing.complaints)
  return (
    <div className={styles.complaint} role={complaints.length === 0 ? undefined : 'alert'}>
      {filing.problem !== null && filing.problem.errors.length === 0 ? <ProblemNote problem={filing.problem} /> : null}
      {complaints.map(([field, message]) => (
        <p key={field}>{message}</p>
      ))}
    </div>
  )
}
