import { Button, Radio } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote, useCommand, type CallInput } from '@tongban/ui/web'
import { compareCatalogueDraft, importCatalogue, readCatalogueDraft } from '../../contract/catalogue-endpoints.js'
import { CATALOGUE_FILE_MAX_BYTES, CATALOGUE_PROBLEMS_MAX, type ImportReport } from '../../contract/catalogue-file.schema.js'
import type { CatalogueDraft } from '../../contract/catalogue-version.schema.js'
import { useCatalogueText } from './catalogue-strings.js'
import styles from './catalogue.module.css'

type Chosen = { readonly format: 'xlsx' | 'csv'; readonly content: string }

/** A file's bytes as base64. */
function contentOf(file: File): Promise<Chosen> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read'))
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : ''
      resolve({ format: file.name.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx', content: url.slice(url.indexOf(',') + 1) })
    }
    reader.readAsDataURL(file)
  })
}

/** A file into the draft: checked line by line first, then taken. */
export function ImportPanel({ draft, onDone }: { readonly draft: CatalogueDraft; readonly onDone: (said: string) => void }): ReactNode {
  const text = useCatalogueText()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [complaint, setComplaint] = useState<'import.noFile' | 'import.tooLarge' | null>(null)
  const [mode, setMode] = useState<'replace' | 'merge'>('replace')
  const [onError, setOnError] = useState<'nothing' | 'skip'>('nothing')
  const check = useCommand(importCatalogue)
  const apply = useCommand(importCatalogue, {
    invalidates: [readCatalogueDraft, compareCatalogueDraft],
    onDone: ({ applied, added, changed, removed }) => (applied ? onDone(text('import.done', { added, changed, removed })) : undefined),
  })
  const inputOf = (dryRun: boolean, how = { mode, onError }): CallInput<typeof importCatalogue> =>
    ({ params: { draftId: draft.id }, body: { ...chosen, ...how, dryRun, revision: draft.revision } }) as unknown as CallInput<typeof importCatalogue>
  /** What the file would do depends on how it is taken: what was checked the one way is checked again the other. */
  const takeAs = (change: { readonly mode?: 'replace' | 'merge'; readonly onError?: 'nothing' | 'skip' }): void => {
    const how = { mode, onError, ...change }
    setMode(how.mode)
    setOnError(how.onError)
    apply.reset()
    if (check.answer !== undefined) void check.run(inputOf(true, how))
  }
  const take = async (file: File | undefined): Promise<void> => {
    check.reset()
    apply.reset()
    const isTooLarge = (file?.size ?? 0) > CATALOGUE_FILE_MAX_BYTES
    setComplaint(isTooLarge ? 'import.tooLarge' : null)
    setChosen(file === undefined || isTooLarge ? null : await contentOf(file))
  }
  const report = apply.answer ?? check.answer
  const mayApply = check.answer !== undefined && check.answer.good > 0 && (check.answer.problems.length === 0 || onError === 'skip')
  return (
    <div className={styles.stack}>
      <label className={styles.field}>
        {text('import.file')}
        <input type="file" accept=".xlsx,.csv" onChange={(event) => void take(event.target.files?.[0])} />
      </label>
      {complaint === null ? null : <p role="alert" className={styles.fault} data-severity="error">{text(complaint)}</p>}
      <fieldset className={styles.choice}>
        <legend>{text('import.mode')}</legend>
        <Radio.Group disabled={check.isRunning} value={mode} onChange={(event) => takeAs({ mode: event.target.value === 'merge' ? 'merge' : 'replace' })} options={[{ value: 'replace', label: text('import.replace') }, { value: 'merge', label: text('import.merge') }]} />
      </fieldset>
      <fieldset className={styles.choice}>
        <legend>{text('import.onError')}</legend>
        <Radio.Group disabled={check.isRunning} value={onError} onChange={(event) => takeAs({ onError: event.target.value === 'skip' ? 'skip' : 'nothing' })} options={[{ value: 'nothing', label: text('import.nothing') }, { value: 'skip', label: text('import.skip') }]} />
      </fieldset>
      <div className={styles.bar}>
        <Button loading={check.isRunning} onClick={() => (chosen === null ? setComplaint('import.noFile') : void check.run(inputOf(true)))}>{text('import.check')}</Button>
        <Button type="primary" disabled={chosen === null || !mayApply} loading={apply.isRunning} onClick={() => void apply.run(inputOf(false))}>{text('import.apply')}</Button>
        {mayApply || check.isRunning ? null : <span className={styles.small}>{check.answer === undefined ? text('import.checkFirst') : text('import.blocked', { bad: check.answer.bad })}</span>}
      </div>
      <ProblemNote problem={check.problem ?? apply.problem} />
      {report === undefined ? null : <Report report={report} />}
    </div>
  )
}

function Report({ report }: { readonly report: ImportReport }): ReactNode {
  const text = useCatalogueText()
  const { problems, lines, good, bad, added, changed, removed, unchanged } = report
  return (
    <section role="status">
      <p>{text('import.sums', { lines, good, bad, added, changed, removed, unchanged })}</p>
      {problems.length === 0 ? null : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('import.rule')}>
          <table className={styles.table}>
            <thead>
              <tr><th scope="col">{text('import.row')}</th><th scope="col">{text('import.column')}</th><th scope="col">{text('import.rule')}</th><th scope="col">{text('import.value')}</th></tr>
            </thead>
            <tbody>
              {problems.map(({ line, column, rule, value }, at) => (
                <tr key={at}>
                  <th scope="row" className={styles.short}>{line === null ? text('import.whole') : text('import.line', { line })}</th>
                  <td className={styles.short}>{column}</td>
                  <td>{rule}</td>
                  <td className={styles.small}>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {problems.length < CATALOGUE_PROBLEMS_MAX ? null : <p className={styles.small}>{text('import.more', { count: CATALOGUE_PROBLEMS_MAX })}</p>}
        </div>
      )}
    </section>
  )
}
