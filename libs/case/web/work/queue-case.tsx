import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { DataState, QueueWorkHead, useHintedReads, useRead } from '@tongban/ui/web'
import { readCase, type CaseView } from '../../contract/index.js'
import { CaseMarkBadges } from '../case/case-marks.js'
import { UrgencyBadge } from '../case/urgency-badge.js'

export type QueueCaseProps = {
  readonly caseId: string
  /** What the link to the whole case says. */
  readonly openText: string
  /** Beside urgency and marks. */
  readonly badges?: (view: CaseView) => ReactNode
  readonly children: (view: CaseView) => ReactNode
}

/** The case a queue works on: its head, kept up to date by pushes, and below it the work. */
export function QueueCase({ caseId, openText, badges, children }: QueueCaseProps): ReactNode {
  const read = useRead(readCase, { params: { caseId } })
  useHintedReads<{ readonly caseId: string }>([readCase], (hint) => hint.caseId === caseId)
  return (
    <DataState read={read}>
      {(view) => (
        <>
          <QueueWorkHead
            number={view.number}
            title={view.title}
            badges={
              <>
                <UrgencyBadge urgency={view.urgency} />
                <CaseMarkBadges marks={view.marks} />
                {badges?.(view)}
              </>
            }
          >
            <Link to={`/cases/${view.id}`}>{openText}</Link>
          </QueueWorkHead>
          {children(view)}
        </>
      )}
    </DataState>
  )
}
