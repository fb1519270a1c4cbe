import { Input } from 'antd'
import type { ReactNode } from 'react'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText } from '../intake-strings.js'
import column from './column.module.css'
import styles from './matter-column.module.css'

/** The catalogue's own questions. An answer is kept under its question, so it survives a change of mind about the category. */
export function FactFields({
  draft,
  change,
  complaints,
  questions,
}: DraftFieldProps & { readonly questions: readonly string[] | null }): ReactNode {
  const text = useIntakeText()
  return (
    <div className={styles.part}>
      <h2 className={column.heading}>{text('matter.facts')}</h2>
      <div className={styles.facts}>
        {questions !== null && questions.length === 0 ? <span className={column.quiet}>{text('matter.factsNone')}</span> : null}
        {questions?.map((question) => (
          <label key={question} className={styles.fact}>
            <span title={question}>{question}</span>
            <Input
              size="small"
              data-field={`requiredFacts.${question}`}
              autoComplete="off"
              maxLength={200}
              value={draft.facts[question] ?? ''}
              status={complaints[`requiredFacts.${question}`] === undefined ? '' : 'error'}
              title={complaints[`requiredFacts.${question}`]}
              onChange={(event) => change({ facts: { ...draft.facts, [question]: event.target.value } })}
            />
          </label>
        ))}
      </div>
    </div>
  )
}
