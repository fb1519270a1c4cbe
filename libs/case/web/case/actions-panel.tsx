import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ActionButton } from '@tongban/ui/web'
import type { AllowedAction, CaseCommandName, CaseView } from '../../contract/index.js'
import { ACTION_PANELS } from '../../commands/panels.js'
import { SignButton } from '../../commands/sign/panel.js'
import { nextActionOf } from '../inbox/next-action.js'
import { useCaseText, type CaseTextKey } from '../strings/case-strings.js'
import { subjectOfCase } from '../work/action-subject.js'
import { useActionWords } from '../work/use-action-words.js'
import { useUnsentWorks } from '../work/unsent-work-provider.js'
import styles from './actions-panel.module.css'

/** Commands with a page of their own, where their facts stand side by side. */
const ELSEWHERE: Readonly<Record<string, { readonly words: CaseTextKey; readonly to: (caseId: string) => string }>> = {
  dispatch: { words: 'form.goToPool', to: (caseId) => `/pool?case=${caseId}` },
  review: { words: 'form.goToReview', to: (caseId) => `/review?case=${caseId}` },
  record_callback: { words: 'form.goToCallback', to: (caseId) => `/callback?case=${caseId}` },
}

type Props = {
  readonly view: CaseView
  /** The action whose form is open. */
  readonly open: string | null
  readonly onOpen: (action: string | null) => void
  readonly onDone: (said: string) => void
}

/** What the server offers this person now. What is off stays in sight and says why. */
export function ActionsPanel({ view, open, onOpen, onDone }: Props): ReactNode {
  const text = useCaseText()
  const waiting = useUnsentWorks().filter((work) => work.caseId === view.id)
  // what is written and waits for the network is not offered a second time
  const actions = view.allowedActions.filter(
    (item) => !waiting.some((work) => work.action === item.action && work.assignmentId === item.assignmentId),
  )
  const chosen = actions.find((item) => item.action === open && item.enabled)
  const Panel = chosen === undefined ? undefined : ACTION_PANELS[chosen.action as CaseCommandName]
  if (chosen !== undefined && Panel !== undefined) {
    return (
      <section className={styles.panel}>
        <Panel
          key={`${chosen.action} ${chosen.assignmentId ?? ''}`}
          subject={subjectOfCase(view, chosen.assignmentId)}
          onCancel={() => onOpen(null)}
          onDone={(said) => {
            onOpen(null)
            onDone(said)
          }}
        />
      </section>
    )
  }
  const primary = actions
    .map((item) => item.assignmentId)
    .flatMap((id) => (id === null ? [] : [nextActionOf(actions, id)]))
    .find((item) => item?.enabled === true)
  const enabled = actions.filter((item) => item.enabled).sort((a, b) => Number(b === primary) - Number(a === primary))
  const disabled = actions.filter((item) => !item.enabled && !isBehind(item, view))
  return (
    <section className={styles.panel} aria-label={text('actions.title')}>
      <h3>{text('actions.title')}</h3>
      {enabled.length + disabled.length + waiting.length === 0 ? <p className={styles.quiet}>{text('actions.none')}</p> : null}
      {waiting.map((work) => (
        <p key={work.key} className={styles.unsent}>
          {text('unsent.mark')} · {text(`action.${work.action}`)}
        </p>
      ))}
      <div className={styles.enabled}>
        {enabled.map((item) => (
          <OfferedAction
            key={`${item.action} ${item.assignmentId ?? ''}`}
            item={item}
            view={view}
            isPrimary={item === primary || enabled.length === 1}
            onOpen={onOpen}
            onDone={onDone}
          />
        ))}
      </div>
      {disabled.length === 0 ? null : (
        <ul className={styles.disabled}>
          {disabled.map((item) => (
            <RefusedAction key={`${item.action} ${item.assignmentId ?? ''}`} item={item} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** A step that has been done, or one of an earlier round: it is not missing, it is over, and the history tells it. */
function isBehind(item: AllowedAction, view: CaseView): boolean {
  const assignment = view.assignments.find(({ id }) => id === item.assignmentId)
  if (assignment === undefined) return false
  return assignment.status === 'accepted' || assignment.status === 'recalled' || (item.action === 'sign' && assignment.signedAt !== null)
}

type OfferedProps = Pick<Props, 'view' | 'onOpen' | 'onDone'> & { readonly item: AllowedAction; readonly isPrimary: boolean }

function OfferedAction({ item, view, isPrimary, onOpen, onDone }: OfferedProps): ReactNode {
  const text = useCaseText()
  const words = useActionWords()
  const elsewhere = ELSEWHERE[item.action]
  if (elsewhere !== undefined) {
    return (
      <Link className={styles.link} to={elsewhere.to(view.id)}>
        {text(elsewhere.words)}
      </Link>
    )
  }
  if (item.action === 'sign') return <SignButton subject={subjectOfCase(view, item.assignmentId)} isPrimary={isPrimary} onDone={onDone} />
  const hasPanel = ACTION_PANELS[item.action as CaseCommandName] !== undefined
  return (
    <ActionButton
      type={isPrimary ? 'primary' : 'default'}
      block
      disabledReason={hasPanel ? null : text('form.noPanel')}
      onClick={() => onOpen(item.action)}
    >
      {words.name(item)}
    </ActionButton>
  )
}

function RefusedAction({ item }: { readonly item: AllowedAction }): ReactNode {
  const words = useActionWords()
  const why = words.why(item)
  return (
    <li>
      <ActionButton size="small" disabledReason={why ?? ''}>
        {words.name(item)}
      </ActionButton>
      <span className={styles.why}>{why}</span>
    </li>
  )
}
