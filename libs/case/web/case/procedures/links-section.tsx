import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { CaseView } from '../../../contract/index.js'
import { useCaseText } from '../../strings/case-strings.js'
import { SectionTitle } from '../section-title.js'
import styles from './procedures.module.css'

/** Cases that belong to this one: those merged into it, and those split off it. What it follows itself stands across the top. */
export function LinksSection({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { children, splitInto } = view.procedures
  if (children.length === 0 && splitInto.length === 0) return null
  return (
    <section className={styles.section} aria-label={text('linked.title')}>
      <SectionTitle>{text('linked.title')}</SectionTitle>
      {children.length === 0 ? null : (
        <>
          <p>{text('linked.children', { count: children.length })}</p>
          <ul className={styles.numbers}>
            {children.map(({ caseId, number }) => (
              <li key={caseId}>
                <Link to={`/cases/${caseId}`}>{number}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {splitInto.length === 0 ? null : (
        <>
          <p>{text('linked.parts', { count: splitInto.length })}</p>
          <ul>
            {splitInto.map(({ caseId, title }) => (
              <li key={caseId}>
                <Link to={`/cases/${caseId}`}>{title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
