import { useState, type ReactNode } from 'react'
import { ClockChip, formatMoment, formatNear, instantOf, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { AssignmentView, CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import styles from './assignments-panel.module.css'
import { useCasePageSlots } from './case-page-slots.js'
import { ASSIGNMENT_TONES } from './status-tones.js'

const ROLE_ORDER = { lead: 0, assist: 1, cc: 2 } as const

/** Each unit's duty with its state and clocks: the present round open, earlier rounds folded away. */
export function AssignmentsPanel({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const [showEarlier, setShowEarlier] = useState(false)
  const lastDispatched = view.assignments.reduce((latest, item) => Math.max(latest, instantOf(item.dispatchedAt)), 0)
  // one dispatch gives all its assignments the same moment; a reply that was sent back raises only the lead's round
  const isPresent = (item: AssignmentView): boolean => instantOf(item.dispatchedAt) === lastDispatched
  const inOrder = [...view.assignments].sort((a, b) => ROLE_ORDER[a.role] - ROLE_ORDER[b.role])
  const earlier = inOrder.filter((item) => !isPresent(item))
  return (
    <section className={styles.panel} aria-label={text('assignments.title')}>
      <h3>{text('assignments.title')}</h3>
      {view.assignments.length === 0 ? <p className={styles.quiet}>{text(view.status === 'awaiting_dispatch' ? 'assignments.none' : 'assignments.never')}</p> : null}
      <ul className={styles.list}>
        {inOrder.filter(isPresent).map((item) => (
          <AssignmentCard key={item.id} caseId={view.id} assignment={item} />
        ))}
      </ul>
      {earlier.length === 0 ? null : (
        <>
          <button type="button" className={styles.fold} aria-expanded={showEarlier} onClick={() => setShowEarlier(!showEarlier)}>
            {showEarlier ? '▴' : '▾'} {text('assignments.earlier', { count: earlier.length })}
          </button>
          {showEarlier ? (
            <ul className={styles.list}>
              {earlier.map((item) => (
                <AssignmentCard key={item.id} caseId={view.id} assignment={item} />
              ))}
            </ul>
          ) : null}
        </>
      )}
    </section>
  )
}

function AssignmentCard({ caseId, assignment }: { readonly caseId: string; readonly assignment: AssignmentView }): ReactNode {
  const text = useCaseText()
  const { AssignmentClocks } = useCasePageSlots()
  const { role, status, unit } = assignment
  const isCopy = role === 'cc'
  const chip = <NextClock assignment={assignment} />
  return (
    <li className={styles.card} data-role={role}>
      <div className={styles.top}>
        <span className={styles.role}>{text(`role.${role}`)}</span>
        <span className={styles.unit}>{unit.name}</span>
        {isCopy ? null : <StatusBadge tone={ASSIGNMENT_TONES[status]} text={text(`assignment.${status}`)} />}
      </div>
      {isCopy ? (
        <p className={styles.quiet}>{text('assignments.noDuty')}</p>
      ) : (
        <>
          <div className={styles.clocks}>
            {AssignmentClocks === undefined ? (
              chip
            ) : (
              <AssignmentClocks caseId={caseId} assignmentId={assignment.id}>
                {chip}
              </AssignmentClocks>
            )}
          </div>
          <Milestones assignment={assignment} />
        </>
      )}
    </li>
  )
}

/** The clock of the step that is due next, as the assignment knows it. */
function NextClock({ assignment }: { readonly assignment: AssignmentView }): ReactNode {
  const text = useCaseText()
  switch (assignment.status) {
    case 'dispatched':
      return <ClockChip label={text('inbox.sign')} dueAt={assignment.signDueAt} />
    case 'signed':
      return <ClockChip label={text('inbox.contact')} dueAt={assignment.contactDueAt} />
    case 'contacted':
      return <ClockChip label={text('inbox.promise')} dueAt={assignment.promiseDueAt} />
    default:
      return assignment.repliedAt === null ? null : (
        <ClockChip label={text('inbox.promise')} dueAt={assignment.promiseDueAt} doneAt={assignment.repliedAt} />
      )
  }
}

/** When it was signed, contacted, replied and accepted, and whether that was in time. */
function Milestones({ assignment }: { readonly assignment: AssignmentView }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const steps = [
    { name: text('assignments.signed'), at: assignment.signedAt, dueAt: assignment.signDueAt, note: null },
    {
      name: text('assignments.contacted'),
      at: assignment.contactedAt,
      dueAt: assignment.contactDueAt,
      note: assignment.contactReached === false ? text('assignments.notReached') : null,
    },
    { name: text('assignments.replied'), at: assignment.repliedAt, dueAt: assignment.promiseDueAt, note: null },
    { name: text('assignments.accepted'), at: assignment.acceptedAt, dueAt: null, note: null },
  ].filter((step) => step.at !== null)
  if (steps.length === 0) return null
  return (
    <dl className={styles.milestones}>
      {steps.map(({ name, at, dueAt, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={at === null ? undefined : formatMoment(at, 'full', language)}>
            {at === null ? '' : formatNear(at, now, language)}
            {at !== null && dueAt !== null ? (
              <span className={instantOf(at) >= instantOf(dueAt) ? styles.late : styles.onTime}>
                {text(instantOf(at) >= instantOf(dueAt) ? 'assignments.late' : 'assignments.onTime')}
              </span>
            ) : null}
            {note === null ? null : <span className={styles.late}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
