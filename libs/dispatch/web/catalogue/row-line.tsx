import { useEffect, useRef, type ReactNode } from 'react'
import { CASE_TYPE_ZH } from '@tongban/case/contract'
import { FUNCTION_CODE_LABELS_ZH } from '@tongban/org/contract'
import { URGENCY_LABELS_ZH } from '@tongban/taxonomy/contract'
import { StatusBadge } from '@tongban/ui/web'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueFault } from '../../contract/catalogue-fault.schema.js'
import type { CatalogueNames } from '../../contract/catalogue-version.schema.js'
import { useCatalogueText } from './catalogue-strings.js'
import styles from './catalogue.module.css'

export const functionName = (code: string): string => (FUNCTION_CODE_LABELS_ZH as Readonly<Record<string, string>>)[code] ?? code
export const nameIn = (names: readonly { id: string; name: string }[], id: string): string => names.find((each) => each.id === id)?.name ?? id

/** Where a fault is mended: at its row, or where a row is missing. Empty: nowhere in particular. */
export const categoryOf = ({ rowIds: [row], categoryCode }: CatalogueFault): string => row?.slice(0, row.indexOf('@')) ?? categoryCode ?? ''

type Props = {
  readonly row: CatalogueRow
  readonly names: CatalogueNames
  readonly faults: readonly CatalogueFault[]
  readonly isChanged: boolean
  readonly isChosen: boolean
  /** Shown where the list holds rows of other categories too. */
  readonly withCategory: boolean
  readonly onOpen: () => void
}

/** One row as a line that reads aloud: where and when, who answers, who else, and what is wrong with it. */
export function RowLine({ row, names, faults, isChanged, isChosen, withCategory, onOpen }: Props): ReactNode {
  const text = useCatalogueText()
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // chosen by an arrow key, it may lie below the fold
    if (isChosen) line.current?.scrollIntoView?.({ block: 'nearest' })
  }, [isChosen])
  const who =
    row.leadUnitId !== null ? nameIn(names.units, row.leadUnitId) : row.functionCode !== null ? functionName(row.functionCode) : row.scope === 'township' ? text('township') : text('coordinator')
  const conditions = [
    ...row.caseTypes.map((type) => CASE_TYPE_ZH[type]), ...row.urgencies.map((urgency) => URGENCY_LABELS_ZH[urgency]), ...(row.season === null ? [] : [text('season', row.season)]),
    ...(row.validFrom === null ? [] : [text('validFrom', { day: row.validFrom })]), ...(row.validTo === null ? [] : [text('validTo', { day: row.validTo })]),
  ]
  const beside = [
    row.assistFunctions.length === 0 ? '' : `${text('assist')} ${row.assistFunctions.map(functionName).join('、')}`, row.copyFunctions.length === 0 ? '' : `${text('copy')} ${row.copyFunctions.map(functionName).join('、')}`,
    row.copyCounty ? text('copyCounty') : '', row.evidenceRequired === null ? '' : text(row.evidenceRequired ? 'evidence' : 'noEvidence'), row.requiredFacts.length === 0 ? '' : text('asks', { count: row.requiredFacts.length }),
    row.legalBasis,
  ].filter((part) => part !== '')
  return (
    <li ref={line} className={styles.row} data-chosen={isChosen}>
      <button type="button" className={styles.rowButton} aria-current={isChosen} onClick={onOpen}>
        <span className={styles.where}>
          {withCategory ? <span>{nameIn(names.categories, row.categoryCode)}</span> : null}
          <span>{row.placeCode === null ? text('wholeCity') : nameIn(names.places, row.placeCode)}</span>
          {conditions.map((condition) => <span key={condition} className={styles.condition}>{condition}</span>)}
          {isChanged ? <StatusBadge tone="info" text={text('changed')} /> : null}
          {row.forbidTownship ? <StatusBadge tone="warn" text={text('forbid')} /> : null}
        </span>
        <span className={styles.who}><strong>{who}</strong> <small>{text(`scope.${row.scope}`)} · {row.id}</small></span>
        <span className={styles.small}>{beside.join(' · ')}</span>
      </button>
      <FaultList faults={faults} />
    </li>
  )
}

export function FaultList({ faults, onOpen }: { readonly faults: readonly CatalogueFault[]; readonly onOpen?: (fault: CatalogueFault) => void }): ReactNode {
  const text = useCatalogueText()
  return (
    <>
      {faults.map((fault, at) => (
        <p key={at} className={styles.fault} data-severity={fault.severity}>
          <strong>{text(`fault.${fault.severity}`)}</strong>{' '}
          {onOpen === undefined || categoryOf(fault) === '' ? fault.text : <button type="button" className={styles.link} onClick={() => onOpen(fault)}>{fault.text}</button>}
        </p>
      ))}
    </>
  )
}
