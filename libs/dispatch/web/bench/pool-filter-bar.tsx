import type { ReactNode } from 'react'
import { formatCount, useRead } from '@tongban/ui/web'
import { countPool } from '../../contract/pool-endpoints.js'
import { useDispatchText } from '../dispatch-strings.js'
import styles from './bench.module.css'

export const POOL_FILTERS = { urgency: '', countyCode: '', categoryCode: '', reason: '', holder: '' } as const
export type PoolFilterName = keyof typeof POOL_FILTERS
type Named = { readonly code: string | null; readonly name: string; readonly count?: number }

export type PoolFilterBarProps = {
  readonly filters: Readonly<Record<PoolFilterName, string>>
  readonly onChange: (change: Partial<Record<PoolFilterName, string>>) => void
}

/** What the pool holds, in numbers; each number is the way to its cases. */
export function PoolFilterBar({ filters, onChange }: PoolFilterBarProps): ReactNode {
  const text = useDispatchText()
  const { data } = useRead(countPool, {}, { keepPrevious: true })
  const holders: readonly Named[] = (['me', 'nobody', 'others'] as const).map((code) => ({
    code, name: text(`holder.${code}`), ...(data === undefined || code === 'nobody' ? {} : { count: code === 'me' ? data.mine : data.heldByOthers }),
  }))
  const choices: readonly (readonly [PoolFilterName, readonly Named[]])[] = [
    ['urgency', (data?.urgencies ?? []).map((item) => ({ ...item, name: text(`urgency.${item.code}`) }))],
    ['countyCode', data?.counties ?? []],
    ['categoryCode', data?.categories ?? []],
    ['reason', (data?.reasons ?? []).map((item) => ({ ...item, name: text(`reason.${item.code}`) }))],
    ['holder', holders],
  ]
  return (
    <div className={styles.filters} role="search" aria-label={text('filter.title')}>
      {data === undefined ? null : (
        <span className={styles.counts}>
          {text('pool.count', { count: formatCount(data.total) })}
          {data.overdue === 0 ? null : (
            <>
              {' · '}
              <b>{text('pool.overdue', { count: formatCount(data.overdue) })}</b>
            </>
          )}
        </span>
      )}
      {choices.map(([name, items]) => (
        <select key={name} aria-label={text(`filter.${name}`)} value={filters[name]} onChange={(event) => onChange({ [name]: event.target.value })}>
          <option value="">{text(`filter.${name}`)}</option>
          {withChosen(items, filters[name]).map(({ code, name: label, count }) => (
            <option key={code} value={code ?? ''}>
              {count === undefined ? label : `${label} ${formatCount(count)}`}
            </option>
          ))}
        </select>
      ))}
    </div>
  )
}

/** What has no code cannot be asked for; what was chosen stays to be seen when there is none of it any more. */
function withChosen(items: readonly Named[], chosen: string): readonly Named[] {
  const known = items.filter(({ code }) => code !== null)
  return chosen === '' || known.some(({ code }) => code === chosen) ? known : [{ code: chosen, name: chosen }, ...known]
}
