import type { ReactNode } from 'react'
import type { ProposedChangeView } from '../../contract/catalogue-proposal.schema.js'
import { useProposalText } from './proposal-strings.js'
import styles from './proposals-page.module.css'

/** What accepting would do to the catalogue: from which row, field by field, and what of it stays. */
export function ChangeNote({ change }: { readonly change: ProposedChangeView }): ReactNode {
  const text = useProposalText()
  const { fromRowId, replaces, fields, kept } = change
  const said = (words: string): string => (words === '' ? text('change.empty') : words)
  return (
    <p className={styles.change}>
      <span className={styles.small}>{fromRowId === null ? text('change.new') : text(replaces ? 'change.rewrites' : 'change.beside', { row: fromRowId })}</span>
      {fields.map(({ field, labelZh, before, after }) => (
        <span key={field}>
          <span className={styles.small}>{labelZh}：</span>
          {fromRowId === null ? null : <span className={styles.before}>{said(before)}</span>}
          {fromRowId === null ? null : ' → '}
          <strong>{said(after)}</strong>
        </span>
      ))}
      {kept.length === 0 ? null : <span className={styles.small}>{text('change.kept', { fields: kept.map(({ labelZh, value }) => `${labelZh} ${value}`).join('；') })}</span>}
    </p>
  )
}
