import { Input } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceGroup, KeyCap } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText } from '../intake-strings.js'
import { codesOf, useIntakeWords } from '../intake-words.js'
import type { Suggestions } from '../use-suggestions.js'
import { AttachmentField } from './attachment-field.js'
import { CategoryField } from './category-field.js'
import column from './column.module.css'
import { FactFields } from './fact-fields.js'
import styles from './matter-column.module.css'
import { PlaceField } from './place-field.js'
import { PositionField } from '../position/position-field.js'
import { SubjectField } from './subject-field.js'
import { UrgencyField } from './urgency-field.js'

export type MatterColumnProps = DraftFieldProps & { readonly suggestions: Suggestions | null; readonly onSearchCategory: () => void; readonly onSearchSubject: () => void }

/** What happened and where. Every part has its fixed place: a suggestion that arrives moves nothing. */
export function MatterColumn({ draft, change, complaints, suggestions, onSearchCategory, onSearchSubject }: MatterColumnProps): ReactNode {
  const text = useIntakeText()
  const words = useIntakeWords()
  return (
    <section className={`${column.column} ${styles.matter}`}>
      <div className={styles.row}>
        <span className={styles.label}>{text('matter.type')}</span>
        <ChoiceGroup
          label={text('matter.type')}
          choices={codesOf(words.caseType).map((code) => ({ value: code, label: words.caseType[code] }))}
          value={draft.caseType}
          onChange={(caseType) => change({ caseType })}
        />
      </div>
      <SubjectField draft={draft} change={change} complaints={complaints} onSearch={onSearchSubject} />
      <div className={styles.description}>
        <div className={column.heading}>
          <label className={styles.labelled} htmlFor="intake-description">
            {text('matter.description')} <KeyCap>Alt N</KeyCap>
          </label>
          <span className={column.complaint} role={complaints.description === undefined ? undefined : 'alert'}>
            {complaints.description}
          </span>
          <span className={column.quiet}>{text('matter.length', { count: [...draft.description].length })}</span>
        </div>
        <Input.TextArea
          id="intake-description"
          data-field="description"
          className={styles.textarea}
          autoFocus
          spellCheck={false}
          placeholder={text('matter.descriptionPlaceholder')}
          value={draft.description}
          status={complaints.description === undefined ? '' : 'error'}
          onChange={(event) => change({ description: event.target.value })}
        />
      </div>
      <PlaceField draft={draft} change={change} complaints={complaints} place={suggestions?.place ?? null} />
      <PositionField draft={draft} change={change} finding={suggestions?.place.point ?? null} />
      <CategoryField
        draft={draft}
        change={change}
        complaints={complaints}
        categories={suggestions?.categories ?? null}
        onSearch={onSearchCategory}
      />
      <UrgencyField draft={draft} change={change} urgency={suggestions?.urgency ?? null} />
      <FactFields draft={draft} change={change} complaints={complaints} questions={suggestions?.dispatch.requiredFacts ?? null} />
      <AttachmentField draft={draft} change={change} complaints={complaints} />
    </section>
  )
}
