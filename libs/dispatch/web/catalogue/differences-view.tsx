import type { ReactNode } from 'react'
import { StatusBadge, type Tone } from '@tongban/ui/web'
import type { CatalogueChange, CatalogueDifferences } from '../../contract/catalogue-version.schema.js'
import { useCatalogueText } from './catalogue-strings.js'
import { functionName, nameIn } from './row-line.js'
import styles from './catalogue.module.css'

const TONES: Readonly<Record<CatalogueChange['kind'], Tone>> = { added: 'good', changed: 'info', removed: 'bad' }

/** Rows added, changed and removed, each changed field with what it was and what it becomes. */
export function DifferencesView({ differences }: { readonly differences: CatalogueDifferences }): ReactNode {
  const text = useCatalogueText()
  const { added, changed, removed, changes, names } = differences
  if (changes.length === 0) return <p className={styles.small}>{text('diff.none')}</p>
  return (
    <>
      <p>{text('diff.summary', { added, changed, removed })}</p>
      <ul className={styles.changes}>
        {changes.map((change) => {
          const row = change.after ?? change.before
          if (row === null) return null
          const who = row.leadUnitId !== null ? nameIn(names.units, row.leadUnitId) : row.functionCode === null ? '' : functionName(row.functionCode)
          return (
            <li key={change.rowId}>
              <StatusBadge tone={TONES[change.kind]} text={text(`diff.${change.kind}`)} /> {nameIn(names.categories, row.categoryCode)} · {row.placeCode === null ? text('wholeCity') : nameIn(names.places, row.placeCode)}{' '}
              <span className={styles.small}>{change.rowId}</span>
              {change.kind === 'changed' ? (
                change.fields.map(({ field, labelZh, before, after }) => (
                  <div key={field}>
                    {labelZh}：<span className={styles.before}>{before === '' ? text('diff.empty') : before}</span> {text('diff.becomes')} <strong>{after === '' ? text('diff.empty') : after}</strong>
                  </div>
                ))
              ) : (
                <div>{text(`scope.${row.scope}`)} {who}</div>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
