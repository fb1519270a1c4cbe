import { Button } from 'antd'
import type { ReactNode } from 'react'
import { plainField, problemText, type ApiProblem } from '../api/api-problem.js'
import { useLanguage, useUiText } from '../i18n/strings.js'
import styles from './problem-note.module.css'

export type ProblemNoteProps = {
  readonly problem: ApiProblem | null
  /** Names of fields as the form shows them: `{ 'caller.phone': '电话' }`. */
  readonly fieldNames?: Readonly<Record<string, string>>
  readonly onRetry?: () => void
}

/** Why something was refused or failed, in the panel where it happened: the sentence, each field, and the number to quote. */
export function ProblemNote({ problem, fieldNames = {}, onRetry }: ProblemNoteProps): ReactNode {
  const text = useUiText()
  const { language } = useLanguage()
  if (problem === null) return null
  return (
    <div className={styles.note} role="alert" data-code={problem.code}>
      <p className={styles.detail}>{problemText(problem, language)}</p>
      {problem.errors.length === 0 ? null : (
        <ul className={styles.fields}>
          {problem.errors.map((error) => {
            const field = plainField(error.field)
            return (
              <li key={`${field} ${error.rule}`}>
                {fieldNames[field] === undefined ? null : <strong>{fieldNames[field]}：</strong>}
                {error.message}
              </li>
            )
          })}
        </ul>
      )}
      {onRetry === undefined && problem.traceId === null ? null : (
        <p className={styles.foot}>
          {onRetry === undefined ? null : (
            <Button size="small" onClick={onRetry}>
              {text('problem.retry')}
            </Button>
          )}
          {problem.traceId === null ? null : <span className={styles.trace}>{text('problem.trace', { traceId: problem.traceId })}</span>}
        </p>
      )}
    </div>
  )
}
