import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { asProblem, type ApiProblem } from '../api/api-problem.js'
import { useUiText } from '../i18n/strings.js'
import { ProblemNote } from '../page/problem-note.js'
import styles from './masked.module.css'

export type MaskedProps = {
  /** The masked text as the server sent it, 139****0000; null: nothing was recorded. */
  readonly text: string | null
  /** Asks the server for the clear text with a reason, which is recorded. Left out: this person may not. */
  readonly onReveal?: (reason: string) => Promise<string | null>
}

const MIN_REASON = 2

/** A personal detail, covered. Uncovering asks for the reason in the same place and lasts until it is put away or the page is left. */
export function Masked({ text, onReveal }: MaskedProps): ReactNode {
  const words = useUiText()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [clear, setClear] = useState<string | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  if (text === null) return <span className={styles.none}>{words('masked.none')}</span>

  const reveal = async (): Promise<void> => {
    if (onReveal === undefined || busy) return
    setBusy(true)
    setProblem(null)
    try {
      setClear(await onReveal(reason.trim()))
      setAsking(false)
      setReason('')
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  const short = [...reason.trim()].length < MIN_REASON

  return (
    <span className={styles.masked}>
      <span className={styles.text}>{clear ?? text}</span>
      {onReveal === undefined ? null : clear !== null ? (
        <Button type="link" size="small" onClick={() => setClear(null)}>
          {words('masked.hide')}
        </Button>
      ) : asking ? (
        <span className={styles.ask}>
          <Input
            size="small"
            autoFocus
            value={reason}
            maxLength={200}
            placeholder={words('masked.reason')}
            aria-label={words('masked.reason')}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={() => (short ? undefined : void reveal())}
          />
          <Button
            size="small"
            type="primary"
            loading={busy}
            disabled={short}
            title={short ? words('masked.reasonShort') : undefined}
            onClick={() => void reveal()}
          >
            {words('masked.confirm')}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {words('masked.cancel')}
          </Button>
        </span>
      ) : (
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {words('masked.reveal')}
        </Button>
      )}
      {problem === null ? null : <ProblemNote problem={problem} />}
    </span>
  )
}
