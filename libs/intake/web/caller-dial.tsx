import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, ProblemNote, useCommand, useKeys } from '@tongban/ui/web'
import { revealCaller } from '../contract/index.js'
import styles from './caller-panel.module.css'
import { useCallerText } from './caller-strings.js'

/** 139 4751 2321: read out and dialled in groups. A fixed line keeps its shape. */
const grouped = (phone: string): string => (/^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone)

/** The callback agent's number: covered until asked for, then large enough to dial from. Asking is recorded with the reason 回访. */
export function CallerDial({ caseId, phoneMasked }: { readonly caseId: string; readonly phoneMasked: string | null }): ReactNode {
  const text = useCallerText()
  const [phone, setPhone] = useState<string | null>(null)
  const reveal = useCommand(revealCaller, { onDone: (answer) => setPhone(answer.phone) })
  const show = (): void => void reveal.run({ params: { caseId }, body: { reason: text('dial.reason') } })
  useKeys({ d: show }, { enabled: phone === null && phoneMasked !== null })
  if (phoneMasked === null) return <p className={styles.quiet}>{text('dial.none')}</p>
  return (
    <div className={styles.dial}>
      {phone === null ? (
        <>
          <span className={styles.big}>{phoneMasked}</span>
          <Button size="large" type="primary" loading={reveal.isRunning} onClick={show} title={text('dial.hint')}>
            {text('dial.show')} <KeyCap>D</KeyCap>
          </Button>
        </>
      ) : (
        <>
          <a className={styles.big} href={`tel:${phone}`} aria-label={text('dial.call', { phone })}>
            {grouped(phone)}
          </a>
          <span className={styles.quiet}>{text('dial.recorded')}</span>
        </>
      )}
      <ProblemNote problem={reveal.problem} />
    </div>
  )
}
