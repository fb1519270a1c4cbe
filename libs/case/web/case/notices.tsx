import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import styles from './notices.module.css'

type Notice = { readonly key: string; readonly tone: 'bad' | 'warn' | 'plain'; readonly mark: string; readonly title: string; readonly said: ReactNode }

/** Lines across the top for what whoever opens this case must know first; no line in an ordinary case. */
export function Notices({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const near = (at: string): ReactNode => <span title={formatMoment(at, 'full', language)}>{formatNear(at, now, language)}</span>
  const { problem, parent, splitFrom, urges, lastUrgedAt, transfers } = view.procedures
  const notices: Notice[] = []
  if (problem !== null) {
    notices.push({
      key: 'problem',
      tone: 'bad',
      mark: '■',
      title: text('notice.problem'),
      said: (
        <>
          {problem.causeZh}
          {transfers > 0 ? ` · ${text('notice.transfers', { count: transfers })}` : null}
          {' · '}
          {problem.supervisorUnit === null ? text('notice.supervisedAbove') : text('notice.supervisedBy', { unit: problem.supervisorUnit.name })}
          {' · '}
          {near(problem.at)}
        </>
      ),
    })
  }
  if (parent !== null) {
    notices.push({
      key: 'parent',
      tone: 'plain',
      mark: '↳',
      title: text('notice.merged'),
      said: (
        <>
          <Link to={`/cases/${parent.caseId}`}>{parent.number}</Link> · {text(parent.answered ? 'notice.parentAnswered' : 'notice.parentWaits')}
        </>
      ),
    })
  }
  if (splitFrom !== null) {
    notices.push({
      key: 'split',
      tone: 'plain',
      mark: '↳',
      title: text('notice.splitFrom'),
      said: <Link to={`/cases/${splitFrom.caseId}`}>{splitFrom.number}</Link>,
    })
  }
  if (urges > 0) {
    notices.push({
      key: 'urged',
      tone: 'warn',
      mark: '◇',
      title: text('notice.urged', { count: urges }),
      said: lastUrgedAt === null ? null : <>{text('notice.lastUrged')} {near(lastUrgedAt)}</>,
    })
  }
  if (view.subjectUnits.length > 0) {
    notices.push({
      key: 'subjects',
      tone: 'plain',
      mark: '○',
      title: text('notice.subjects'),
      said: `${view.subjectUnits.map(({ name }) => name).join('、')} · ${text('notice.recused')}`,
    })
  }
  if (notices.length === 0) return null
  return (
    <ul className={styles.notices} aria-label={text('notice.title')}>
      {notices.map(({ key, tone, mark, title, said }) => (
        <li key={key} className={styles.notice} data-tone={tone}>
          <span aria-hidden="true">{mark}</span>
          <strong>{title}</strong>
          <span className={styles.said}>{said}</span>
        </li>
      ))}
    </ul>
  )
}
