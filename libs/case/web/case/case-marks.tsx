import type { ReactNode } from 'react'
import { formatMoment, StatusBadge, useLanguage } from '@tongban/ui/web'
import type { CaseMarks, CaseStatus } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'

type Props = {
  readonly marks: CaseMarks
  /** Where the status stands beside: 已并案 is not said twice. */
  readonly status?: CaseStatus
  /** In the rows of a table. */
  readonly short?: boolean
}

/** What is out of the ordinary about a case, as small badges; nothing for most. */
export function CaseMarkBadges({ marks, status, short = false }: Props): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const until = marks.shelvedUntil
  return (
    <>
      {marks.problem ? <StatusBadge tone="bad" text={text(short ? 'mark.problemShort' : 'mark.problem')} title={text('mark.problemHint')} /> : null}
      {marks.disputed ? <StatusBadge tone="warn" text={text(short ? 'mark.disputedShort' : 'mark.disputed')} title={text('mark.disputedHint')} /> : null}
      {until === null ? null : (
        <StatusBadge
          tone="muted"
          text={text(short ? 'mark.shelvedShort' : 'mark.shelved', { day: formatMoment(until, 'day').slice(5) })}
          title={text('mark.shelvedHint', { moment: formatMoment(until, 'full', language) })}
        />
      )}
      {marks.urges === 0 ? null : <StatusBadge tone="warn" text={text('mark.urged', { count: marks.urges })} />}
      {marks.parentId === null || status === 'merged' ? null : <StatusBadge tone="muted" text={text('mark.child')} />}
      {marks.children === 0 ? null : <StatusBadge tone="neutral" text={text('mark.parent', { count: marks.children })} />}
    </>
  )
}
