import { Button, Input, InputNumber } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, ProblemNote, useCan, useCommand, useRead } from '@tongban/ui/web'
import { AUTOMATIC_THRESHOLD_MIN } from '../../contract/dry-run.schema.js'
import { changeDispatchThreshold, readDispatchThreshold, type DispatchThresholdView } from '../../contract/dry-run-threshold.js'
import { useDryRunText } from './dry-run-strings.js'
import styles from './dry-run.module.css'

const REASON_MIN = 4

/** How sure is sure enough, now; an editor may change it, with a reason. */
export function ThresholdForm(): ReactNode {
  const text = useDryRunText()
  const read = useRead(readDispatchThreshold, {})
  return (
    <DataState read={read}>
      {(data: DispatchThresholdView) => (
        <section className={styles.bar} aria-label={text('threshold.title')}>
          <strong>{text('threshold.title')}</strong>
          <span title={data.reason}>{text('threshold.now', { automatic: data.automatic })}</span>
          <Change key={data.revision} threshold={data} />
          <span className={styles.small}>{text('threshold.hint')}</span>
        </section>
      )}
    </DataState>
  )
}

function Change({ threshold }: { readonly threshold: DispatchThresholdView }): ReactNode {
  const text = useDryRunText()
  const can = useCan()
  const [automatic, setAutomatic] = useState<number | null>(threshold.automatic)
  const [reason, setReason] = useState('')
  const command = useCommand(changeDispatchThreshold, { invalidates: [readDispatchThreshold] })
  if (!can('catalogue.edit')) return null
  const isOther = automatic !== null && automatic !== threshold.automatic
  const send = (): void => void (automatic === null ? undefined : command.run({ body: { automatic, reason: reason.trim(), revision: threshold.revision } }))
  return (
    <form className={styles.bar} aria-label={text('threshold.title')} onSubmit={(event) => (event.preventDefault(), send())}>
      <InputNumber aria-label={text('threshold.title')} min={AUTOMATIC_THRESHOLD_MIN} max={1} step={0.05} value={automatic} onChange={setAutomatic} />
      {isOther ? (
        <>
          <Input className={styles.wide ?? ''} aria-label={text('threshold.reason')} placeholder={text('threshold.reasonHint', { count: REASON_MIN })} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          <Button htmlType="submit" loading={command.isRunning} disabled={reason.trim().length < REASON_MIN}>
            {text('threshold.change', { automatic })}
          </Button>
        </>
      ) : null}
      <ProblemNote problem={command.problem} />
    </form>
  )
}
