import { Button, Drawer, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote, useCommand } from '@tongban/ui/web'
import { importHolidays, type HolidayReport } from '../contract/index.js'
import { useCalendarText } from './calendar-strings.js'
import { PreviewView, ReasonForm, STALE } from './change-panel.js'
import styles from './change-panel.module.css'
import { FormRow } from './form-row.js'

type Notice = { readonly csv: string; readonly source: string | null }

/** A year's notice from its file: checked row by row, shown, and then applied with a reason. */
export function ImportDrawer({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (version: number) => void }): ReactNode {
  const text = useCalendarText()
  const [file, setFile] = useState<File | null>(null)
  const [source, setSource] = useState('')
  const [checked, setChecked] = useState<Notice | null>(null)
  const [noFile, setNoFile] = useState(false)
  const check = useCommand(importHolidays)
  const bring = useCommand(importHolidays, { invalidates: STALE, onDone: ({ applied }) => (applied === null ? onClose() : onDone(applied)) })
  const look = async (): Promise<void> => {
    setNoFile(file === null)
    setChecked(null)
    bring.reset()
    if (file === null) return
    const notice = { csv: await file.text(), source: source.trim() === '' ? null : source.trim() }
    if ((await check.run({ body: { notice, dryRun: true } })) !== null) setChecked(notice)
  }
  const report = checked === null ? undefined : check.answer
  const apply = (reason: string): void => {
    if (checked !== null && report?.preview != null) void bring.run({ body: { notice: checked, dryRun: false, expectedVersion: report.preview.version, reason } })
  }
  return (
    <Drawer getContainer={false} open onClose={onClose} size={520} title={text('import.title')}>
      <FormRow label={text('import.file')} error={noFile ? text('import.noFile') : null}>
        {(field) => <input {...field} type="file" accept=".csv,text/csv" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />}
      </FormRow>
      <FormRow label={text('import.source')}>{(field) => <Input {...field} value={source} maxLength={400} onChange={(event) => setSource(event.target.value)} />}</FormRow>
      <div className={styles.panel}>
        <Button onClick={() => void look()} loading={check.isRunning}>
          {text('import.check')}
        </Button>
        <ProblemNote problem={check.problem} />
        {report === undefined ? null : <Report report={report} />}
        <ProblemNote problem={bring.problem} />
        {report?.preview == null || report.preview.unchanged ? null : <ReasonForm isRunning={bring.isRunning} onApply={apply} />}
      </div>
    </Drawer>
  )
}

function Report({ report }: { readonly report: HolidayReport }): ReactNode {
  const text = useCalendarText()
  const { problems, year, rows, added, replaced, removed, preview } = report
  if (problems.length > 0) {
    return (
      <div role="alert" className={styles.error}>
        <strong>{text('import.problems', { count: problems.length })}</strong>
        <ul>
          {problems.map(({ line, message }) => (
            <li key={`${line ?? ''} ${message}`}>
              {line === null ? text('import.whole') : text('import.line', { line })}：{message}
            </li>
          ))}
        </ul>
      </div>
    )
  }
  return (
    <>
      <p>{text('import.sums', { year: year ?? '', rows, added, replaced, removed })}</p>
      {preview === null ? null : <PreviewView preview={preview} />}
    </>
  )
}
