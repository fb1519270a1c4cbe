import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ActionButton, KeyCap } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { asksForSubjects, MAX_SUBJECTS } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import column from './column.module.css'
import styles from './matter-column.module.css'

/** Whom a complaint or a report is about: those units will neither receive the case nor see it. Not there for other types of case. */
export function SubjectField({ draft, change, complaints, onSearch }: DraftFieldProps & { readonly onSearch: () => void }): ReactNode {
  const text = useIntakeText()
  if (!asksForSubjects(draft.caseType)) return null
  const complaint = complaints.subjectUnitIds
  const isFull = draft.subjects.length >= MAX_SUBJECTS
  return (
    <div className={`${styles.part} ${styles.line}`} data-field="subjectUnitIds">
      <span className={styles.label}>{text('subject.label')}</span>
      {draft.subjects.map(({ id, name }) => (
        <span key={id} className={styles.file} title={text('subject.recused', { unit: name })}>
          <span className={styles.clip}>{name}</span>
          <ActionButton
            type="text"
            size="small"
            aria-label={text('subject.remove', { unit: name })}
            onClick={() => change({ subjects: draft.subjects.filter((unit) => unit.id !== id) })}
          >
            ×
          </ActionButton>
        </span>
      ))}
      {draft.subjects.length === 0 && complaint === undefined ? (
        <span className={`${column.quiet} ${styles.clip}`}>{text('subject.none.chosen')}</span>
      ) : null}
      {complaint === undefined ? null : (
        <span className={column.complaint} role="alert">
          {complaint}
        </span>
      )}
      <span className={styles.grow} />
      <Button size="small" disabled={isFull} title={isFull ? text('subject.full') : undefined} onClick={onSearch}>
        {text('subject.search')} <KeyCap>Alt U</KeyCap>
      </Button>
    </div>
  )
}
