import type { ReactNode } from 'react'
import { ActionButton } from '@tongban/ui/web'
import { useCaseText } from '../../web/strings/case-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { useHandlingStep } from '../../web/work/use-handling-step.js'

type Props = Pick<ActionPanelProps, 'subject' | 'onDone'> & { readonly className?: string | undefined; readonly isPrimary?: boolean }

/** Signing asks nothing, so it is one tap; a refusal is told under the button. */
export function SignButton({ subject, onDone, className, isPrimary = true }: Props): ReactNode {
  const text = useCaseText()
  const step = useHandlingStep('sign', subject)
  const sign = async (): Promise<void> => {
    const delivery = await step.send({})
    if (delivery === null || delivery.kind === 'refused') return
    onDone(delivery.kind === 'sent' ? text('inbox.done', { number: subject.number, action: text('action.sign') }) : '')
  }
  return (
    <>
      <ActionButton
        type={isPrimary ? 'primary' : 'default'}
        block
        data-next=""
        className={className ?? ''}
        loading={step.isRunning}
        onClick={() => void sign()}
      >
        {text('action.sign')}
      </ActionButton>
      <CommandProblem problem={step.problem} />
    </>
  )
}
