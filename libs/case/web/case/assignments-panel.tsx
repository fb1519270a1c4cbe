import { useState, type ReactNode } from 'react'
import { ClockChip, formatMoment, formatNear, instantOf, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { AssignmentView, CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { useCoHandlingText } from '../strings/co-handling-strings.js'
import styles from './assignments-panel.module.css'
import { useCasePageSlots } from './case-page-slots.js'
import { ASSIGNMENT_TONES } from './status-tones.js'

const ROLE_ORDER = { lead: 0, assist: 1, whistle: 2, cc: 3 } as const

/** Each unit's duty with its state and clocks: the lead first, then who helps, then copies; what has ended and copies of earlier leads are folded away. */
export function AssignmentsPanel({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const words = useCoHandlingText()
  const inOrder = [...view.assignments].sort((a, b) => ROLE_ORDER[a.role] - ROLE_ORDER[b.role] || instantOf(a.dispatchedAt) - instantOf(b.dispatchedAt))
  const present = presentDuties(inOrder)
  const past = inOrder.filter((item) => !present.includes(item))
  const copies = past.filter(isStandingCopy)
  const ended = past.filter((item) => !isStandingCopy(item))
  return (
    <section className={styles.panel} aria-label={text('assignments.title')}>
      <h3>{text('assignments.title')}</h3>
      {view.assignments.length === 0 ? <p className={styles.quiet}>{text(view.status === 'awaiting_dispatch' ? 'assignments.none' : 'assignments.never')}</p> : null}
      <Cards caseId={view.id} items={present} />
      <Folded caseId={view.id} items={copies} label={words('duty.copiesBefore', { count: copies.length })} />
      {/* Of a case that ended early nothing is left but what was: it is not hidden behind a key. */}
      <Folded caseId={view.id} items={ended} label={words('duty.ended', { count: ended.length })} open={present.length === 0} />
    </section>
  )
}

type FoldedProps = { readonly caseId: string; readonly items: readonly AssignmentView[]; readonly label: string; readonly open?: boolean }

function Folded({ caseId, items, label, open = false }: FoldedProps): ReactNode {
  const [toggled, setToggled] = useState<boolean | null>(null)
  if (items.length === 0) return null
  const shows = toggled ?? open
  return (
    <>
      <button type="button" className={styles.fold} aria-expanded={shows} onClick={() => setToggled(!shows)}>
        {shows ? '▴' : '▾'} {label}
      </button>
      {shows ? <Cards caseId={caseId} items={items} /> : null}
    </>
  )
}

const Cards = ({ caseId, items }: { readonly caseId: string; readonly items: readonly AssignmentView[] }): ReactNode => (
  <ul className={styles.list}>
    {items.map((item) => (
      <AssignmentCard key={item.id} caseId={caseId} assignment={item} />
    ))}
  </ul>
)

const OPEN: readonly string[] = ['dispatched', 'signed', 'contacted', 'replied']

const isStandingCopy = (item: AssignmentView): boolean => item.role === 'cc' && item.status !== 'recalled'

/** Duties somebody has, those accepted with the present lead, and of each unit its last copy if it was sent since that unit has the lead. */
function presentDuties(assignments: readonly AssignmentView[]): readonly AssignmentView[] {
  const leads = assignments.filter((item) => item.role === 'lead')
  const since = Math.max(0, ...leads.map((item) => instantOf(item.dispatchedAt)))
  const leadSince = presentLeadSince(leads)
  return assignments.filter((item) => {
    if (item.role === 'cc') {
      const isLast = assignments.findLast((other) => other.role === 'cc' && other.unit.id === item.unit.id) === item
      return isStandingCopy(item) && isLast && instantOf(item.dispatchedAt) >= leadSince
    }
    return OPEN.includes(item.status) || (item.acceptedAt !== null && item.status === 'accepted' && instantOf(item.acceptedAt) >= since)
  })
}

/** When the unit that leads last was first given the case, counted from the last time another had it; 0 when nobody ever led. `leads` oldest first. */
function presentLeadSince(leads: readonly AssignmentView[]): number {
  const unitId = leads.at(-1)?.unit.id
  const lastOther = leads.findLastIndex((item) => item.unit.id !== unitId)
  const first = leads[lastOther + 1]
  return first === undefined ? 0 : instantOf(first.dispatchedAt)
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
          {role === 'lead' || assignment.replyText === null ? null : <AnswerToLead answer={assignment.replyText} />}
        </>
      )}
    </li>
  )
}

/** What a unit that helps has told the lead. */
function AnswerToLead({ answer }: { readonly answer: string }): ReactNode {
  const words = useCoHandlingText()
  return (
    <p className={styles.answer}>
      <span className={styles.role}>{words('duty.answerText')}</span> {answer}
    </p>
  )
}

/** The clock of the step that is due next, as the assignment knows it. */
function NextClock({ assignment }: { readonly assignment: AssignmentView }): ReactNode {
  return assignment.role === 'lead' ? <NextLeadClock assignment={assignment} /> : <NextHelpClock assignment={assignment} />
}

/** Who was summoned comes; who helps answers the lead. Neither owes the citizen a call. */
function NextHelpClock({ assignment }: { readonly assignment: AssignmentView }): ReactNode {
  const text = useCaseText()
  const words = useCoHandlingText()
  const { status, arriveDueAt, arrivedAt, repliedAt } = assignment
  if (repliedAt !== null) return <ClockChip label={words('duty.answerDue')} dueAt={assignment.promiseDueAt} doneAt={repliedAt} />
  if (!OPEN.includes(status)) return null
  if (arriveDueAt !== null && arrivedAt === null) return <ClockChip label={words('duty.arriveDue')} dueAt={arriveDueAt} />
  if (status === 'dispatched') return <ClockChip label={text('inbox.sign')} dueAt={assignment.signDueAt} />
  return <ClockChip label={words('duty.answerDue')} dueAt={assignment.promiseDueAt} />
}

function NextLeadClock({ assignment }: { readonly assignment: AssignmentView }): ReactNode {
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
  const words = useCoHandlingText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const isLead = assignment.role === 'lead'
  const steps = [
    { name: text('assignments.signed'), at: assignment.signedAt, dueAt: assignment.signDueAt, note: null },
    { name: words('duty.arrived'), at: assignment.arrivedAt, dueAt: assignment.arriveDueAt, note: null },
    {
      name: text('assignments.contacted'),
      at: assignment.contactedAt,
      dueAt: isLead ? assignment.contactDueAt : null,
      note: assignment.contactReached === false ? text('assignments.notReached') : null,
    },
    { name: isLead ? text('assignments.replied') : words('duty.answered'), at: assignment.repliedAt, dueAt: assignment.promiseDueAt, note: null },
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
