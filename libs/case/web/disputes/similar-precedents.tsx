import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { DataState, useRead } from '@tongban/ui/web'
import { listPrecedents, type Precedent } from '../../contract/index.js'
import { useDisputeText } from '../strings/dispute-strings.js'
import styles from './disputes.module.css'
import { PrecedentList } from './precedent-list.js'

type Props = { readonly categoryCode: string | null; readonly exceptCaseId: string; readonly onCite?: (precedent: Precedent) => void }

const SHOWN = 5

/** What was held before in the same category. */
export function SimilarPrecedents({ categoryCode, exceptCaseId, onCite }: Props): ReactNode {
  const text = useDisputeText()
  // One more than is shown: the case itself may be among them.
  const query = { limit: SHOWN + 1, ...(categoryCode === null ? {} : { categoryCode }) }
  const read = useRead(listPrecedents, { query })
  return (
    <section className={styles.block} aria-label={text('page.similar')}>
      <h3>
        {text('page.similar')} <Link to={categoryCode === null ? '/precedents' : `/precedents?category=${categoryCode}`}>{text('page.allPrecedents')}</Link>
      </h3>
      <DataState read={read} isEmpty={({ items }) => items.every(({ caseId }) => caseId === exceptCaseId)} empty={{ title: text('page.noSimilar') }}>
        {({ items }) => (
          <PrecedentList precedents={items.filter(({ caseId }) => caseId !== exceptCaseId).slice(0, SHOWN)} {...(onCite === undefined ? {} : { onCite })} />
        )}
      </DataState>
    </section>
  )
}
