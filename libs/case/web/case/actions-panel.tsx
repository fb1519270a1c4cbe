import { useRef, useState, type ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { REQUIRED_PANEL, type AllowedAction, type CaseCommandName, type CaseView } from '../../contract/index.js'
import { ACTION_PANELS } from '../../commands/panels.js'
import { nextActionOf } from '../inbox/next-action.js'
import { hasCaseText, useCaseText } from '../strings/case-strings.js'
import { subjectOfCase } from '../work/action-subject.js'
import { useActionWords } from '../work/use-action-words.js'
import { useUnsentWorks } from '../work/unsent-work-provider.js'
import { decisionOf, groupOf } from './action-groups.js'
import { actionKey, OfferedAction } from './offered-action.js'
import { OtherActions } from './other-actions.js'
import { SectionTitle } from './section-title.js'
import styles from './actions-panel.module.css'

type Props = {
  readonly view: CaseView
  /** The action whose form is open. */
  readonly open: string | null
  readonly onOpen: (action: string | null) => void
  readonly onDone: (said: string) => void
}

/** What the server offers this person now: the next step first, the rest in groups. What is off says why. */
export function ActionsPanel({ view, open, onOpen, onDone }: Props): ReactNode {
  const text = useCaseText()
  const waiting = useUnsentWorks().filter((work) => work.caseId === view.id)
  // what is written and waits for the network is not offered a second time
  const actions = view.allowedActions.filter(
    (item) => !waiting.some((work) => work.action === item.action && work.assignmentId === item.assignmentId),
  )
  const chosen = actions.find((item) => (actionKey(item, actions) === open || item.action === open) && item.enabled)
  const Panel = chosen === undefined ? undefined : ACTION_PANELS[chosen.action as CaseCommandName]
  return (
    <section className={styles.panel} aria-label={text('actions.title')}>
      {chosen !== undefined && Panel !== undefined ? (
        <>
          {/* the form has a title of its own, one level down */}
          <div className="tb-visually-hidden">
            <SectionTitle>{text('actions.form')}</SectionTitle>
          </div>
          <Panel
            key={`${chosen.action} ${chosen.assignmentId ?? ''}`}
            subject={subjectOfCase(view, chosen.assignmentId)}
            onCancel={() => onOpen(null)}
            onDone={(said) => {
              onOpen(null)
              onDone(said)
            }}
          />
        </>
      ) : (
        <>
          <SectionTitle>{text('actions.title')}</SectionTitle>
          {waiting.map((work) => (
            <p key={work.key} className={styles.unsent}>
              {text('unsent.mark')} · <ActionName action={work.action} />
            </p>
          ))}
          <Offers view={view} actions={actions} isBusy={waiting.length > 0} onOpen={onOpen} onDone={onDone} />
        </>
      )}
    </section>
  )
}

/** A command's name where only its code is at hand. */
function ActionName({ action }: { readonly action: string }): ReactNode {
  const text = useCaseText()
  const key = `action.${action}`
  return hasCaseText(key) ? text(key) : action
}

type OffersProps = Pick<Props, 'view' | 'onOpen' | 'onDone'> & { readonly actions: readonly AllowedAction[]; readonly isBusy: boolean }

function Offers({ view, actions, isBusy, onOpen, onDone }: OffersProps): ReactNode {
  const text = useCaseText()
  const words = useActionWords()
  const next = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState('')
  const primary = primaryOf(actions, view)
  const others = actions.filter((item) => item !== primary && !isBehind(item, view))
  useKeys({ n: () => next.current?.querySelector<HTMLElement>('button, a')?.click(), '/': () => search.current?.focus() })
  const name = (item: AllowedAction): string => {
    const twice = actions.filter(({ action }) => action === item.action).length > 1
    const role = view.assignments.find(({ id }) => id === item.assignmentId)?.role
    return twice && role !== undefined ? `${words.name(item)} · ${text(`role.${role}`)}` : words.name(item)
  }
  const offer = (item: AllowedAction, isPrimary: boolean): ReactNode => (
    <OfferedAction item={item} name={name(item)} view={view} isPrimary={isPrimary} onOpen={() => onOpen(actionKey(item, actions))} onDone={onDone} />
  )
  return (
    <>
      {primary !== null || others.some(({ enabled }) => enabled) || isBusy ? null : <p className={styles.quiet}>{text('actions.none')}</p>}
      {primary === null ? null : (
        <div className={styles.primary} ref={next} title={text('actions.next')}>
          {offer(primary, true)}
          <KeyCap>N</KeyCap>
        </div>
      )}
      {others.length === 0 ? null : (
        <OtherActions
          actions={others}
          wanted={wanted}
          onWanted={setWanted}
          searchRef={search}
          name={name}
          why={words.why}
          offer={(item) => offer(item, false)}
        />
      )}
    </>
  )
}

/** The next step of an own assignment; else what waits for this person's decision; else the only thing there is to do. */
function primaryOf(actions: readonly AllowedAction[], view: CaseView): AllowedAction | null {
  const dispute = view.procedures.disputes.find(({ ruling, mootAt }) => ruling === null && mootAt === null)
  const isPanelComplete = REQUIRED_PANEL.every((role) => dispute?.panel.some((member) => member.role === role))
  const step = actions
    .map((item) => item.assignmentId)
    .flatMap((id) => (id === null ? [] : [nextActionOf(actions, id)]))
    .find((item) => item?.enabled === true)
  const enabled = actions.filter((item) => item.enabled)
  // what moves or ends a case is never under the hand by itself
  const only = enabled.length === 1 ? enabled[0] : undefined
  return step ?? decisionOf(actions, isPanelComplete) ?? (only !== undefined && groupOf(only.action) !== 'flow' ? only : null)
}

/** A step that has been done, or one of an earlier round: it is not missing, it is over, and the history tells it. */
function isBehind(item: AllowedAction, view: CaseView): boolean {
  const assignment = view.assignments.find(({ id }) => id === item.assignmentId)
  if (assignment === undefined || item.enabled) return false
  const isOver = ['accepted', 'recalled', 'returned', 'superseded'].includes(assignment.status)
  return isOver || (item.action === 'sign' && assignment.signedAt !== null) || (item.action === 'arrive' && (assignment.arrivedAt !== null || assignment.arriveDueAt === null))
}
