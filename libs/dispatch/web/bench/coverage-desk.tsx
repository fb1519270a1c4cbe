import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ChoiceGroup, DataState, formatCount, formatPercent, KeyCap, useCan, useKeys, useRead, useUrlFilters, type CallInput } from '@tongban/ui/web'
import type { CoverageCounts } from '../../contract/catalogue-coverage.schema.js'
import { readCatalogueDraft, readCoverage, readCoverageCell } from '../../contract/catalogue-endpoints.js'
import { useDispatchText } from '../dispatch-strings.js'
import styles from './coverage.module.css'

const FILTERS = { level: '1', source: '', cell: '' }
const SOURCES = ['in_force', 'draft'] as const
const LEVELS = ['1', '2'] as const
/** Where a person has to decide, because no row does. */
const openIn = ({ gap, tie, unit_missing }: CoverageCounts): number => gap + tie + unit_missing

/** Five steps from nothing open to nothing answered; each also says its number, so that nobody has to see the colour. */
const heatOf = (counts: CoverageCounts): number => (openIn(counts) === 0 || counts.pairs === 0 ? 0 : Math.min(4, 1 + Math.floor((openIn(counts) / counts.pairs) * 4)))

/** The catalogue as a map: every category by every county, where no row answers and where two do; a cell opens its matters and the rows that answer. */
export function CoverageDesk(): ReactNode {
  const text = useDispatchText()
  const { filters, set } = useUrlFilters(FILTERS)
  const level = LEVELS.find((item) => item === filters.level) ?? '1'
  const [onlyOpen, setOnlyOpen] = useState(false)
  const can = useCan()
  const draft = useRead(readCatalogueDraft, {} as CallInput<typeof readCatalogueDraft>, { enabled: can('catalogue.read') })
  const hasDraft = draft.data !== undefined && draft.data.draft !== null
  /** A draft is only looked at while there is one. */
  const source = hasDraft && filters.source === 'draft' ? 'draft' : 'in_force'
  const query: { readonly source?: 'draft' } = source === 'draft' ? { source } : {}
  const read = useRead(readCoverage, { query: { level, ...query } }, { keepPrevious: true })
  const [category = '', county = ''] = filters.cell.split('@')
  return (
    <div className={styles.desk}>
      <DataState read={read} isEmpty={({ lines }) => lines.length === 0} empty={{ title: text('coverage.none') }}>
        {({ counties, lines, totals }) => (
          <>
            <div className={styles.bar}>
              <ChoiceGroup label={text('coverage.level')} value={level} choices={LEVELS.map((value) => ({ value, label: text(`coverage.level.${value}`) }))} onChange={(value) => set({ level: value })} />
              {hasDraft ? (
                <ChoiceGroup label={text('coverage.source')} value={source} choices={SOURCES.map((value) => ({ value, label: text(`coverage.source.${value}`) }))} onChange={(value) => set({ source: value })} />
              ) : null}
              <label>
                <input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)} /> {text('coverage.onlyOpen')}
              </label>
              <span>
                {text('coverage.totals', {
                  answered: formatPercent(totals.pairs === 0 ? 0 : 1 - openIn(totals) / totals.pairs), gap: formatCount(totals.gap), tie: formatCount(totals.tie), missing: formatCount(totals.unit_missing),
                })}
              </span>
            </div>
            <div className={styles.map} tabIndex={0} role="region" aria-label={text('tab.coverage')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{text('coverage.category')}</th>
                    {counties.map(({ id, name }) => (
                      <th key={id} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {lines
                    .filter((line) => !onlyOpen || openIn(line.totals) > 0)
                    .map((line) => (
                      <tr key={line.category.id}>
                        <th scope="row">{line.category.name}</th>
                        {line.cells.map((cell, index) => {
                          const at = counties[index]
                          if (at === undefined) return null
                          const key = `${line.category.id}@${at.id}`
                          return (
                            <td key={at.id}>
                              <button
                                type="button"
                                className={`${styles.cell} ${styles[`heat${heatOf(cell)}`] ?? ''}`}
                                aria-current={filters.cell === key}
                                aria-label={text('coverage.cell', { category: line.category.name, county: at.name, open: openIn(cell), pairs: cell.pairs })}
                                title={text('coverage.tip', { gap: cell.gap, tie: cell.tie, missing: cell.unit_missing, pairs: cell.pairs })}
                                onClick={() => set({ cell: key })}
                              >
                                {openIn(cell) === 0 ? '✓' : formatCount(openIn(cell))}
                              </button>
                            </td>
                          )
                        })}
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </DataState>
      {category === '' || county === '' ? null : <Cell categoryCode={category} countyCode={county} query={query} onClose={() => set({ cell: '' })} />}
    </div>
  )
}

type CellProps = { readonly categoryCode: string; readonly countyCode: string; readonly query: { readonly source?: 'draft' }; readonly onClose: () => void }

function Cell({ categoryCode, countyCode, query, onClose }: CellProps): ReactNode {
  const text = useDispatchText()
  const read = useRead(readCoverageCell, { params: { categoryCode, countyCode }, query })
  useKeys({ escape: onClose })
  return (
    <section className={styles.inside} aria-label={text('coverage.inside')}>
      <Button size="small" className={styles.close ?? ''} onClick={onClose}>
        {text('panel.close')} <KeyCap>Esc</KeyCap>
      </Button>
      <DataState read={read}>
        {(cell) => (
          <>
            <h3>
              {cell.category.name} · {cell.county.name}
            </h3>
            <ul>
              {cell.leaves.map((leaf) => (
                <li key={leaf.category.id}>
                  <strong>
                    <Link to={`/catalogue?category=${leaf.category.id}`}>{leaf.category.name}</Link>
                  </strong>
                  <ul>
                    {leaf.answers.map((answer) => (
                      <li key={`${answer.outcome} ${answer.unit?.id ?? ''} ${answer.rowIds.join(' ')} ${answer.townships[0]?.id ?? ''}`} className={isOpen(answer.outcome) ? styles.open : undefined}>
                        {text(`outcome.${answer.outcome}`)}
                        {answer.unit === null ? '' : `：${answer.unit.name}`}
                        {answer.rowIds.length === 0 ? '' : `（${answer.rowIds.join('、')}）`}
                        {answer.townships.length === cell.townships ? '' : ` · ${answer.townships.map(({ name }) => name).join('、')}`}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </>
        )}
      </DataState>
    </section>
  )
}

const isOpen = (outcome: string): boolean => outcome === 'gap' || outcome === 'tie' || outcome === 'unit_missing'
