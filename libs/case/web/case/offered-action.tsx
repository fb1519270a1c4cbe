import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ActionButton } from '@tongban/ui/web'
import type { AllowedAction, CaseCommandName, CaseView } from '../../contract/index.js'
import { ACTION_PANELS } from '../../commands/panels.js'
import { SignButton } from '../../commands/sign/panel.js'
import { useCaseText, type CaseTextKey } from '../strings/case-strings.js'
import { subjectOfCase } from '../work/action-subject.js'
import styles from './actions-panel.module.css'

/** Commands with a page of their own, where their facts stand side by side. */
const ELSEWHERE: Readonly<Record<string, { readonly words: CaseTextKey; readonly to: (caseId: string) => string }>> = {
  dispatch: { words: 'form.goToPool', to: (caseId) => `/pool?case=${caseId}` },
  review: { words: 'form.goToReview', to: (caseId) => `/review?case=${caseId}` },
  record_callback: { words: 'form.goToCallback', to: (caseId) => `/callback?case=${caseId}` },
}

/** What names an open form in the address: the command, and the assignment where the command is offered for more than one. */
export const actionKey = (item: AllowedAction, all: readonly AllowedAction[]): string =>
  all.filter(({ action }) => action === item.action).length > 1 ? `${item.action}@${item.assignmentId ?? ''}` : item.action

type Props = {
  readonly item: AllowedAction
  readonly name: string
  readonly view: CaseView
  readonly isPrimary: boolean
  readonly onOpen: () => void
  readonly onDone: (said: string) => void
}

/** One action that can be done now: a form that opens here, a tap for signing, or the way to the page where it is done. */
export function OfferedAction({ item, name, view, isPrimary, onOpen, onDone }: Props): ReactNode {
  const text = useCaseText()
  const hasPanel = ACTION_PANELS[item.action as CaseCommandName] !== undefined
  const elsewhere = hasPanel ? undefined : ELSEWHERE[item.action]
  if (elsewhere !== undefined) {
    return (
      <Link className={isPrimary ? styles.link : styles.smallLink} to={elsewhere.to(view.id)}>
        {isPrimary ? text(elsewhere.words) : name}
      </Link>
    )
  }
  if (item.action === 'sign') return <SignButton subject={subjectOfCase(view, item.assignmentId)} isPrimary={isPrimary} onDone={onDone} />
  return (
    <ActionButton type={isPrimary ? 'primary' : 'default'} block={isPrimary} disabledReason={hasPanel ? null : text('form.noPanel')} onClick={onOpen}>
      {name}
    </ActionButton>
  )
}
