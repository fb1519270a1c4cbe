import { formatCount } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { DryRunDetail } from '../../contract/dry-run.schema.js'
import { useDryRunText } from './dry-run-strings.js'
import styles from './dry-run.module.css'

type Result = NonNullable<DryRunDetail['result']>

/** One decimal; nothing to divide by is nothing to say. */
const part = (count: number, of: number): string | null => (of === 0 ? null : `${((100 * count) / of).toFixed(1)}%`)

/** What the change would have done, in three figures, from where to where, and by matter. */
export function DryRunResultView({ result }: { readonly result: Result }): ReactNode {
  const text = useDryRunText()
  const { accuracy, automaticAccuracy: sent, outcomes, actual } = result
  const rate = (count: number, of: number): string => part(count, of) ?? text('noRate')
  return (
    <>
      <ul className={styles.figures}>
        <li className={styles.figure}>
          {text('accuracy')} <span className={styles.small}>{text('accuracy.of', { count: formatCount(accuracy.settled) })}</span>
          <strong className={styles.value}>
            {rate(accuracy.rightBefore, accuracy.settled)} → {rate(accuracy.rightAfter, accuracy.settled)}
          </strong>
          <span className={styles.line}>
            <Mended mended={accuracy.mended} broken={accuracy.broken} />
            <span className={styles.small}>{text('accuracy.actual', { rate: rate(actual.stayed, actual.dispatched) })}</span>
          </span>
        </li>
        <li className={styles.figure}>
          {text('moved')} <span className={styles.small}>{text('moved.of', { count: formatCount(result.cases) })}</span>
          <strong className={styles.value}>{formatCount(result.moved)}</strong>
          {result.townshipForbidden === 0 ? null : <span className={styles.small}>{text('forbidden', { count: formatCount(result.townshipForbidden) })}</span>}
        </li>
        <li className={styles.figure}>
          {text('automatic')}
          <strong className={styles.value}>
            {formatCount(outcomes.automaticBefore)} → {formatCount(outcomes.automaticAfter)}
          </strong>
          <span className={styles.small}>{text('automatic.change', { out: formatCount(outcomes.automaticToPool), in: formatCount(outcomes.poolToAutomatic) })}</span>
          <span className={styles.small}>
            {text('automatic.accuracy', { before: rate(sent.rightBefore, sent.settledBefore), after: rate(sent.rightAfter, sent.settledAfter) })}
          </span>
        </li>
      </ul>
      {result.moved === 0 ? null : <p className={styles.hint}>{text('verdict.hint')}</p>}
      {result.moves.length === 0 ? <p className={styles.hint}>{text('moves.none')}</p> : <Moves result={result} />}
      {result.categories.length === 0 ? null : <Categories categories={result.categories} />}
    </>
  )
}

function Mended({ mended, broken }: { readonly mended: number; readonly broken: number }): ReactNode {
  const text = useDryRunText()
  return (
    <>
      {mended === 0 ? null : <span className={styles.good}>✓ {text('mended', { count: formatCount(mended) })}</span>}
      {broken === 0 ? null : <span className={styles.bad}>■ {text('broken', { count: formatCount(broken) })}</span>}
    </>
  )
}

function Moves({ result: { moves, otherMoves } }: { readonly result: Result }): ReactNode {
  const text = useDryRunText()
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('moves')}>
      <table className={`${styles.table} ${styles.moves}`}>
        <caption>{text('moves')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('moves.from')}</th>
            <th scope="col">{text('moves.to')}</th>
            <th scope="col" className={styles.number}>
              {text('moves.count')}
            </th>
            <th scope="col">{text('verdict')}</th>
            <th scope="col">{text('moves.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {moves.map(({ from, to, count, mended, broken, examples }) => (
            <tr key={`${from?.id ?? ''} ${to?.id ?? ''}`}>
              <td>{from?.name ?? text('moves.nobody')}</td>
              <td>{to?.name ?? text('moves.nobody')}</td>
              <td className={styles.number} data-label={text('moves.count')}>
                {formatCount(count)}
              </td>
              <td className={styles.verdict}>
                <Mended mended={mended} broken={broken} />
              </td>
              <td>
                <span className={styles.examples}>
                  {examples.map(({ id, number, title }) => (
                    <Link key={id} to={`/cases/${id}`} title={title ?? text('sealed')}>
                      {number}
                    </Link>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {otherMoves === 0 ? null : <p className={styles.hint}>{text('moves.other', { count: formatCount(otherMoves) })}</p>}
    </div>
  )
}

function Categories({ categories }: Pick<Result, 'categories'>): ReactNode {
  const text = useDryRunText()
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('categories')}>
      <table className={styles.table}>
        <caption>{text('categories')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('categories.name')}</th>
            <th scope="col" className={styles.number}>
              {text('categories.cases')}
            </th>
            <th scope="col" className={styles.number}>
              {text('categories.moved')}
            </th>
            <th scope="col">{text('verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(({ category, cases, moved, mended, broken }) => (
            <tr key={category?.id ?? ''}>
              <td>{category?.name ?? text('categories.none')}</td>
              <td className={styles.number}>{formatCount(cases)}</td>
              <td className={styles.number}>{formatCount(moved)}</td>
              <td className={styles.verdict}>
                <Mended mended={mended} broken={broken} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
