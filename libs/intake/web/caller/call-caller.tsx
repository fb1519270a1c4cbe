import { PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { asProblem, ProblemNote, useCan, useRead, type ApiProblem } from '@tongban/ui/web'
import { readCaller } from '../../contract/intake-endpoints.js'
import { useIntakeText } from '../intake-strings.js'
import styles from './caller.module.css'
import { useReveal } from './use-reveal.js'

/** A phone dials; a desk shows the number to be dialled by hand. */
const isPhone = (): boolean => typeof globalThis.matchMedia === 'function' && globalThis.matchMedia('(pointer: coarse)').matches

/** 拨打: calls who reported without the number standing on the screen of a phone. Each use is recorded with its reason. */
export function CallCaller({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useIntakeText()
  const can = useCan()
  const read = useRead(readCaller, { params: { caseId } }, { enabled: can('caller.reveal') })
  const reveal = useReveal(caseId)
  const [phone, setPhone] = useState<string | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const caller = read.data
  // offline, sealed, no number: there is nothing to press, and the form below goes on without
  if (caller === undefined || !caller.mayReveal || caller.phoneMasked === null) return null

  const dial = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      // the sentence is stored, so it is Chinese whatever the screen speaks
      const clear = await reveal.phone('联系诉求人拨号')
      if (clear !== null && isPhone()) globalThis.location.assign(`tel:${clear}`)
      else setPhone(clear)
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.call}>
      {phone === null ? (
        <span className={styles.covered}>{caller.phoneMasked}</span>
      ) : (
        <a className={styles.covered} href={`tel:${phone}`}>
          {phone}
        </a>
      )}
      {phone !== null ? null : (
        <Button icon={<PhoneOutlined />} loading={busy} title={text('call.dialHint')} onClick={() => void dial()}>
          {text('call.dial')}
        </Button>
      )}
      <ProblemNote problem={problem} />
    </div>
  )
}
