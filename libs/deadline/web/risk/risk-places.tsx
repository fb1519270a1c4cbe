import type { ReactNode } from 'react'
import { formatCount } from '@tongban/ui/web'
import type { RiskCounts } from '../../contract/index.js'
import styles from './risk-page.module.css'
import { useRiskText } from './risk-strings.js'

const MOST_SHOWN = 999
/** Over a thousand, or not counted to the end: at least so many. */
export const countText = (count: number, isExact: boolean): string => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : `${formatCount(count)}${isExact || count === 0 ? '' : '+'}`)

export type PlaceChoice = { readonly county: string; readonly township: string }

/** Where the risks are; a county opens to its townships when it is chosen. */
export function RiskPlaces({ counts, chosen, onChoose }: { readonly counts: RiskCounts; readonly chosen: PlaceChoice; readonly onChoose: (choice: PlaceChoice) => void }): ReactNode {
  const text = useRiskText()
  const row = (name: string, count: number | null, choice: PlaceChoice, isInner = false): ReactNode => (
    <button
      type="button" key={`${choice.county}/${choice.township}`} className={`${styles.place} ${isInner ? styles.inner : ''}`}
      aria-pressed={choice.county === chosen.county && choice.township === chosen.township} onClick={() => onChoose(choice)}
    >
      <span>{name}</span>
      {count === null ? null : <span className={styles.count}>■ {countText(count, counts.isExact)}</span>}
    </button>
  )
  return (
    <nav className={styles.places} aria-label={text('places')}>
      {row(text('everywhere'), null, { county: '', township: '' })}
      {counts.counties.map(({ code, name, count, townships }) => (
        <div key={code ?? 'none'}>
          {code === null ? <p className={styles.nowhere}>{name} <span className={styles.count}>■ {countText(count, counts.isExact)}</span></p> : row(name, count, { county: code, township: '' })}
          {code !== null && code === chosen.county ? townships.map((item) => (item.code === null ? null : row(item.name, item.count, { county: code, township: item.code }, true))) : null}
        </div>
      ))}
    </nav>
  )
}
