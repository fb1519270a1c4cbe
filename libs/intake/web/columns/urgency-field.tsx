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
      {urgency === null ? null : <Grounds urgency={urgency} />}
    </div>
  )
}

/** Where the proposal comes from: the words that were heard, the category, or both; also when somebody has chosen otherwise. */
function Grounds({ urgency: { words, category, proposed } }: { readonly urgency: Suggestions['urgency'] }): ReactNode {
  const text = useIntakeText()
  if (words.length === 0 && category === null) return null
  const said = { words: words.slice(0, 3).join('、'), category: category ?? '', urgency: text(`urgency.${proposed}`) }
  const grounds = text(category === null ? 'matter.urgencyWords' : words.length === 0 ? 'matter.urgencyCategory' : 'matter.urgencyBoth', said)
  return (
    <span className={`${styles.clip} ${styles.grounds} ${styles.warn}`} role="status" title={grounds}>
      ⚠ {grounds}
    </span>
  )
}
