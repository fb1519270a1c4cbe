import { Button, Checkbox, Input, InputNumber } from 'antd'
import { useState, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useCommand, useDebounced, useRead } from '@tongban/ui/web'
import type { GazetteerImportReport, GazetteerRules } from '../contract/gazetteer.schema.js'
import { changeGazetteerRules, importGazetteer, listGazetteer, resolvePlaceText } from '../contract/place-endpoints.js'
import { Field } from './entry-form.js'
import { PlaceAnswerView } from './place-answer.js'
import { usePlaceText } from './place-strings.js'
import styles from './place-words.module.css'

/** Takes a table of names, pasted from a spreadsheet; says row by row what is wrong before anything is kept. */
export function ImportNames(): ReactNode {
  const text = usePlaceText()
  const [csv, setCsv] = useState('')
  const command = useCommand(importGazetteer, { invalidates: [listGazetteer, resolvePlaceText] })
  const report = command.answer
  const sumsOf = ({ saved, rows, added, changed, unchanged }: GazetteerImportReport): string => text(saved ? 'import.saved' : 'import.fine', { rows, added, changed, unchanged })
  const run = (mode: 'check' | 'save'): void => void command.run({ body: { csv, mode } })
  const nothing = csv.trim() === '' ? text('import.nothing') : null
  return (
    <details className={styles.panel}>
      <summary>{text('import')}</summary>
      <div className={styles.form}>
        <p className={styles.small}>{text('import.hint')}</p>
        <Input.TextArea rows={5} aria-label={text('import')} value={csv} onChange={(event) => setCsv(event.target.value)} />
        <div className={styles.row}>
          <ActionButton disabledReason={nothing} loading={command.isRunning} onClick={() => run('check')}>{text('import.check')}</ActionButton>
          <ActionButton disabledReason={nothing} type="primary" loading={command.isRunning} onClick={() => run('save')}>{text('import.save')}</ActionButton>
        </div>
        <div role="status">
          {report === undefined ? null : report.errorCount > 0 ? <p className={styles.warn}>{text('import.errors', { count: report.errorCount })}</p> : <p>{sumsOf(report)}</p>}
          <ul>{(report?.errors ?? []).map(({ row, message }) => <li key={`${row} ${message}`}>{text('import.row', { row, message })}</li>)}</ul>
        </div>
        <ProblemNote problem={command.problem} />
      </div>
    </details>
  )
}

/** How many cases make a name worth asking about, and whether they may decide alone. */
export function LearningRules({ rules }: { readonly rules: GazetteerRules }): ReactNode {
  const text = usePlaceText()
  const [needed, setNeeded] = useState(rules.agreeingNeeded)
  const [alone, setAlone] = useState(rules.acceptsAlone)
  const command = useCommand(changeGazetteerRules, { invalidates: [listGazetteer] })
  return (
    <details className={styles.panel}>
      <summary>{text('rules')}</summary>
      <div className={styles.form}>
        <Field label={text('rules.needed')}>{(id) => <InputNumber id={id} min={1} max={50} value={needed} onChange={(value) => setNeeded(value ?? rules.agreeingNeeded)} />}</Field>
        <Checkbox checked={alone} onChange={(event) => setAlone(event.target.checked)}>{text('rules.alone')}</Checkbox>
        <div className={styles.row}>
          <Button loading={command.isRunning} onClick={() => void command.run({ body: { agreeingNeeded: needed, acceptsAlone: alone, version: rules.version } })}>{text('rules.save')}</Button>
          {command.answer === undefined ? null : <span role="status" className={styles.small}>{text('rules.saved')}</span>}
        </div>
        <ProblemNote problem={command.problem} />
      </div>
    </details>
  )
}

/** A place said as a caller would, and what is understood of it now. */
export function TryPlace(): ReactNode {
  const text = usePlaceText()
  const [words, setWords] = useState('')
  const asked = useDebounced(words.trim(), 250)
  const read = useRead(resolvePlaceText, { body: { text: asked } }, { enabled: asked !== '', keepPrevious: true })
  return (
    <details className={styles.panel}>
      <summary>{text('try.title')}</summary>
      <div className={styles.form}>
        <Input aria-label={text('try.title')} placeholder={text('try.placeholder')} maxLength={200} value={words} onChange={(event) => setWords(event.target.value)} />
        <ProblemNote problem={asked === '' ? null : read.error} />
        {asked === '' || read.data === undefined ? null : <PlaceAnswerView answer={read.data} />}
      </div>
    </details>
  )
}
