import type { ReactNode } from 'react'
import { ActionButton, ProblemNote, type ApiProblem } from '@tongban/ui/web'
import styles from './command-bar.module.css'
import { isBlank } from './draft/filing-draft.js'
import type { FilingDrafts } from './draft/use-filing-draft.js'
import { useIntakeText } from './intake-strings.js'

export type CommandBarProps = {
  readonly notice: string
  readonly problem: ApiProblem | null
  readonly drafts: FilingDrafts
  readonly isSending: boolean
  readonly goesToPool: boolean
  /** A panel with a submission of its own is open. */
  readonly isElsewhere: boolean
  readonly onAnswer: () => void
  readonly onDecline: () => void
  readonly onShelve: () => void
  readonly onSubmit: () => void
}

/** The keys of the page, and what came of the last one. */
export function CommandBar(props: CommandBarProps): ReactNode {
  const { notice, problem, drafts, isSending, goesToPool, isElsewhere, onAnswer, onDecline, onShelve, onSubmit } = props
  const text = useIntakeText()
  const blank = isBlank(drafts.draft)
  const draftWord = !blank ? text('bar.draft') : drafts.shelved > 0 ? text('bar.takeDraft', { count: drafts.shelved }) : text('bar.draft')
  return (
    <footer className={styles.bar}>
      {problem === null ? null : (
        <div className={styles.problem}>
          <ProblemNote problem={problem} onRetry={problem.isTransient ? onSubmit : undefined} />
        </div>
      )}
      <ActionButton shortcut="F2" onClick={onAnswer}>
        {text('bar.answer')}
      </ActionButton>
      <ActionButton shortcut="F3" disabledReason={text('knowledge.off')}>
        {text('bar.knowledge')}
      </ActionButton>
      <ActionButton shortcut="F4" onClick={onShelve} disabledReason={blank && drafts.shelved === 0 ? text('bar.noDraft') : null}>
        {draftWord}
      </ActionButton>
      <ActionButton shortcut="F6" onClick={onDecline}>
        {text('bar.decline')}
      </ActionButton>
      <span className={styles.notice} role="status">
        {notice === '' && !blank ? text('bar.saved') : notice}
      </span>
      <ActionButton
        type="primary"
        size="large"
        loading={isSending}
        disabledReason={isElsewhere ? text('bar.panelOpen') : null}
        {...(isElsewhere ? {} : { shortcut: 'Ctrl Enter' })}
        onClick={onSubmit}
      >
        {text(isSending ? 'bar.sending' : goesToPool ? 'bar.submitPool' : 'bar.submit')}
      </ActionButton>
    </footer>
  )
}
