import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote, useCommand } from '@tongban/ui/web'
import { importDutyRosters, readDutyGaps, readDutyNow, readDutyRoster } from '../contract/index.js'
import styles from './duty-page.module.css'
import { useDutyText } from './duty-strings.js'

/** Takes a table of many posts, pasted from a spreadsheet; says row by row what is wrong before anything is kept. */
export function ImportRosters(): ReactNode {
  const text = useDutyText()
  const [csv, setCsv] = useState('')
  const command = useCommand(importDutyRosters, { invalidates: [readDutyRoster, readDutyNow, readDutyGaps] })
  const report = command.answer
  const verdict = report === undefined ? '' : report.errorCount > 0 ? 'wrong' : report.saved ? 'saved' : 'fine'
  return (
    <details className={styles.import}>
      <summary>{text('import')}</summary>
      <p>{text('csvHint')}</p>
      <Input.TextArea rows={5} aria-label={text('import')} value={csv} onChange={(event) => setCsv(event.target.value)} />
      <div className={styles.line}>
        <Button size="small" onClick={() => void command.run({ body: { csv, mode: 'check' } })}>{text('check')}</Button>
        <Button size="small" type="primary" loading={command.isRunning} onClick={() => void command.run({ body: { csv, mode: 'save' } })}>{text('save')}</Button>
      </div>
      <div role="status">
        {verdict === 'wrong' ? <p>{text('errors', { count: report?.errorCount ?? 0 })}</p> : null}
        {verdict === 'saved' ? <p>{text('imported', { count: report?.rows ?? 0 })}</p> : null}
        {verdict === 'fine' ? <p>{text('valid', { rows: report?.rows ?? 0 })}</p> : null}
        <ul>{(report?.errors ?? []).map(({ row, message }, index) => <li key={`${row}-${index}`}>{text('rowError', { row, message })}</li>)}</ul>
      </div>
      {command.problem === null ? null : <ProblemNote problem={command.problem} />}
    </details>
  )
}
