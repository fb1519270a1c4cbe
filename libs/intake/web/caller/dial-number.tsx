import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { asProblem, ProblemNote, useCan, type ApiProblem } from '@tongban/ui/web'
import { useIntakeText } from '../intake-strings.js'
import styles from './caller.module.css'
import { useReveal } from './use-reveal.js'

/** The number for who has to call it, large. Showing it is recorded with the callback as its reason. */
export function DialNumber({ caseId, phoneMasked }: { readonly caseId: string; readonly phoneMasked: string | null }): ReactNode {
  const text = useIntakeText()
  const can = useCan()
  const reveal = useReveal(caseId)
  const [phone, setPhone] = useState<string | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  if (phoneMasked === null) return <span className={styles.number}>{text('dial.none')}</span>

  const show = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      // the sentence is stored, so it is Chinese whatever the screen speaks
      setPhone(await reveal.phone('回访拨号'))
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className={styles.dial}>
      {phone === null ? (
        <span className={styles.number}>{phoneMasked}</span>
      ) : (
        <a className={styles.number} href={`tel:${phone}`}>
          {phone}
        </a>
      )}
      {phone !== null || !can('caller.reveal') ? null : (
        <Button loading={busy} onClick={() => void show()}>
          {text('dial.show')}
        </Button>
      )}
      <ProblemNote problem={problem} />
    </span>
  )
}
