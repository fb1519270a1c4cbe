import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote, useCommand } from '@tongban/ui/web'
import { revealDutyPhone } from '../contract/index.js'
import styles from './duty-page.module.css'
import { useDutyText } from './duty-strings.js'

/** The number of somebody on duty, once it is said why; on a phone it dials at a touch. */
export function RevealPhone({ contactId, name, masked }: { readonly contactId: string; readonly name: string; readonly masked: string }): ReactNode {
  const text = useDutyText()
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const command = useCommand(revealDutyPhone)
  if (command.answer !== undefined) return <a className={styles.phone} href={`tel:${command.answer.phone}`}>{command.answer.phone}</a>
  if (!isAsking) return <>{masked} <Button size="small" aria-label={`${text('call')} ${name}`} onClick={() => setAsking(true)}>{text('call')}</Button></>
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault()
        void command.run({ params: { contactId }, body: { reason } })
      }}
    >
      <Input size="small" autoFocus aria-label={text('reason')} placeholder={text('reason')} maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button size="small" type="primary" htmlType="submit" loading={command.isRunning}>{text('reveal')}</Button>
      <Button size="small" onClick={() => setAsking(false)}>{text('cancel')}</Button>
      {command.problem === null ? null : <ProblemNote problem={command.problem} />}
    </form>
  )
}
