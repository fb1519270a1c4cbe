import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueFault } from '../../contract/catalogue-fault.schema.js'
import type { CatalogueNames } from '../../contract/catalogue-version.schema.js'
import { useCatalogueText } from './catalogue-strings.js'
import { RowLine } from './row-line.js'
import styles from './catalogue.module.css'

export type Sections = { readonly own: readonly CatalogueRow[]; readonly inherited: readonly CatalogueRow[]; readonly below: readonly CatalogueRow[] }

const inOrder = (a: CatalogueRow, b: CatalogueRow): number => (a.categoryCode === b.categoryCode ? (a.placeCode ?? '').localeCompare(b.placeCode ?? '') : a.categoryCode.localeCompare(b.categoryCode))

/** The rows of a category, those of what it lies in (nearest first), and those of what lies in it. */
export function sectionsOf(rows: readonly CatalogueRow[], categoryCode: string): Sections {
  if (categoryCode === '') return { own: [], inherited: [], below: [] }
  const related = rows.filter((row) => row.categoryCode !== categoryCode)
  return {
    own: rows.filter((row) => row.categoryCode === categoryCode).sort(inOrder),
    inherited: related.filter((row) => categoryCode.startsWith(row.categoryCode)).sort((a, b) => b.categoryCode.length - a.categoryCode.length || inOrder(a, b)),
    below: related.filter((row) => row.categoryCode.startsWith(categoryCode)).sort(inOrder),
  }
}

type Props = {
  readonly sections: Sections
  readonly names: CatalogueNames
  readonly faults: readonly CatalogueFault[]
  readonly changed: ReadonlySet<string>
  readonly chosen: string
  readonly onOpen: (row: CatalogueRow) => void
  /** Null where nothing may be added. */
  readonly onNew: (() => void) | null
}

export function RowSections({ sections, onNew, ...rest }: Props): ReactNode {
  const text = useCatalogueText()
  return (
    <>
      <section className={styles.section} aria-label={text('own')}>
        <div className={styles.bar}>
          <h3>{text('own')}</h3>
          {onNew === null ? null : <Button size="small" onClick={onNew}>{text('new')}</Button>}
        </div>
        {sections.own.length === 0 ? <p className={styles.small}>{text('noRows')}。{text('noRowsHint')}</p> : <Rows rows={sections.own} withCategory={false} {...rest} />}
      </section>
      {sections.inherited.length === 0 ? null : (
        <section className={`${styles.section} ${styles.inherited}`} aria-label={text('inherited')}>
          <h3>{text('inherited')}</h3>
          <Rows rows={sections.inherited} withCategory {...rest} />
        </section>
      )}
      {sections.below.length === 0 ? null : (
        <section className={styles.section} aria-label={text('below', { count: sections.below.length })}>
          <h3>{text('below', { count: sections.below.length })}</h3>
          <Rows rows={sections.below} withCategory {...rest} />
        </section>
      )}
    </>
  )
}

function Rows({ rows, withCategory, names, faults, changed, chosen, onOpen }: Omit<Props, 'sections' | 'onNew'> & { readonly rows: readonly CatalogueRow[]; readonly withCategory: boolean }): ReactNode {
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <RowLine
          key={row.id} row={row} names={names} faults={faults.filter(({ rowIds }) => rowIds.includes(row.id))} isChanged={changed.has(row.id)} isChosen={row.id === chosen}
          withCategory={withCategory} onOpen={() => onOpen(row)}
        />
      ))}
    </ul>
  )
}
