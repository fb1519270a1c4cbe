import { useEffect, useRef, type ReactNode } from 'react'
import { ActionButton, ClockChip, formatMoment, formatNear, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import { SignButton } from '../../commands/sign/panel.js'
import type { InboxItem } from '../../contract/index.js'
import { CaseMarkBadges } from '../case/case-marks.js'
import { UrgencyBadge } from '../case/urgency-badge.js'
import { useCaseText, type CaseTextKey } from '../strings/case-strings.js'
import { subjectOfCard } from '../work/action-subject.js'
import { useActionWords } from '../work/use-action-words.js'
import { useUnsentWorks } from '../work/unsent-work-provider.js'
import styles from './inbox-card.module.css'
import { nextActionOf } from './next-action.js'

type Props = {
  readonly item: InboxItem
  readonly isChosen: boolean
  readonly onOpen: (action: string | null) => void
  readonly onDone: (said: string) => void
}

/** A card has room for two characters; elsewhere the same step has its full name. */
const SHORT_NAMES: Readonly<Record<string, CaseTextKey>> = { contact: 'inbox.contact', arrive: 'inbox.arrive', reply: 'assignments.replied', answer_lead: 'inbox.answerLead' }

/** One duty: its clock, what and where, and the one thing to do next. */
export function InboxCard({ item, isChosen, onOpen, onDone }: Props): ReactNode {
  const text = useCaseText()
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    // the arrow keys may choose a card that is out of sight; not every browser scrolls
    if (isChosen) card.current?.scrollIntoView?.({ block: 'nearest' })
  }, [isChosen])
  const unsent = useUnsentWorks().filter((work) => work.assignmentId === item.assignmentId)
  return (
    <article ref={card} className={styles.card} data-chosen={isChosen} aria-label={item.title}>
      <div className={styles.top}>
        <CardClock item={item} />
        <UrgencyBadge urgency={item.urgency} />
        {item.round > 1 ? <StatusBadge tone="warn" text={text('case.round', { round: item.round })} /> : null}
        {item.role === 'lead' ? null : <StatusBadge tone={item.role === 'whistle' ? 'warn' : 'neutral'} text={text(`role.${item.role}`)} />}
        <CaseMarkBadges marks={item.marks} />
        {item.sealed ? <StatusBadge tone="muted" text={text('case.sealed')} /> : null}
        {unsent.length === 0 ? null : <StatusBadge tone="warn" text={text('unsent.mark')} />}
      </div>
      <button type="button" className={styles.open} aria-current={isChosen} onClick={() => onOpen(null)}>
        <span className={styles.title}>{item.title}</span>
        <span className={styles.where}>
          {[item.placeText, item.categoryName, text(`type.${item.caseType}`)].filter((part) => part !== null && part !== '').join(' · ')}
        </span>
      </button>
      <NextAction item={item} isWaiting={unsent.some((work) => work.state === 'waiting')} onOpen={onOpen} onDone={onDone} />
    </article>
  )
}

function CardClock({ item }: { readonly item: InboxItem }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  if (item.nextDue !== null) return <ClockChip label={text(`inbox.${item.nextDue.kind}`)} dueAt={item.nextDue.at} />
  if (item.role !== 'cc') return <StatusBadge tone="good" text={text(`assignment.${item.status}`)} />
  // a copy does not know whether the lead has replied meanwhile: the moment is told, no lateness is claimed
  return (
    <StatusBadge
      tone="muted"
      text={text('inbox.promisedBy', { moment: formatNear(item.promiseDueAt, now, language) })}
      title={formatMoment(item.promiseDueAt, 'full', language)}
    />
  )
}

function NextAction({
  item,
  isWaiting,
  onOpen,
  onDone,
}: Pick<Props, 'item' | 'onOpen' | 'onDone'> & { readonly isWaiting: boolean }): ReactNode {
  const text = useCaseText()
  const words = useActionWords()
  const next = isWaiting ? null : nextActionOf(item.allowedActions, item.assignmentId)
  if (next === null || (!next.enabled && item.nextDue === null)) return null
  if (next.enabled && next.action === 'sign') return <SignButton subject={subjectOfCard(item)} className={styles.next} onDone={onDone} />
  const why = words.why(next)
  const short = SHORT_NAMES[next.action]
  const name = short === undefined ? words.name(next) : text(short)
  return (
    <>
      <ActionButton
        type="primary"
        block
        data-next=""
        className={styles.next ?? ''}
        disabledReason={why}
        onClick={() => onOpen(next.action)}
      >
        {name}
        {next.action === 'reply' && item.evidenceRequired ? <span className={styles.need}>{text('inbox.evidence')}</span> : null}
      </ActionButton>
      {why === null ? null : <p className={styles.why}>{why}</p>}
    </>
  )
}
