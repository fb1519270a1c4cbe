import type { ReactNode } from 'react'
import { ChoiceGroup } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import type { Urgency } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import type { Suggestions } from '../use-suggestions.js'
import styles from './matter-column.module.css'

const URGENCIES: readonly Urgency[] = ['general', 'livelihood', 'emergency', 'complex']

/** How pressing it is: what the wording or the category says is drawn dashed until somebody chooses. */
export function UrgencyField({
  draft,
  change,
  urgency,
}: Pick<DraftFieldProps, 'draft' | 'change'> & { readonly urgency: Suggestions['urgency'] | null }): ReactNode {
  const text = useIntakeText()
  const alarmed = urgency !== null && urgency.source === 'wording' && urgency.words.length > 0
  return (
    <div className={`${styles.part} ${styles.line}`}>
      <span className={styles.label}>{text('matter.urgency')}</span>
      <ChoiceGroup
        label={text('matter.urgency')}
        choices={URGENCIES.map((value) => ({ value, label: text(`urgency.${value}`) }))}
        value={draft.urgency}
        proposed={urgency?.value ?? null}
        onChange={(value) => change({ urgency: value })}
        onClear={() => change({ urgency: null })}
      />
      {alarmed ? (
        <span className={`${styles.clip} ${styles.warn}`} role="status">
          ⚠ {text('matter.urgencyWords', { words: urgency.words.slice(0, 3).join('、'), urgency: text(`urgency.${urgency.value}`) })}
        </span>
      ) : null}
    </div>
  )
}
