import type { ReactNode } from 'react'
import { formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { caseSteps, type StepView } from './case-steps.js'
import styles from './steps-bar.module.css'

const MARKS: Record<StepView['state'], string> = { done: '✓', current: '●', waiting: '○', skipped: '–', idle: '○' }

/** The seven steps in a line, each with its time; the state is a mark and a word for screen readers, never a colour alone. */
export function StepsBar({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const said = ({ step, state, at, count }: StepView): string => {
    if (step === 'supervise') return count === 0 ? text('step.idle') : text('step.count', { count })
    if (step === 'handle' && state === 'current' && at === null) return text('step.toSign')
    if (at === null) return text(`step.${state}`)
    const moment = formatNear(at, now, language)
    return state === 'current' ? text('step.since', { moment }) : moment
  }
  return (
    <ol className={styles.bar}>
      {caseSteps(view).map((step) => (
        <li
          key={step.step}
          className={styles.step}
          data-state={step.state}
          aria-current={step.state === 'current' && step.step !== 'supervise' ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {MARKS[step.state]}
          </span>
          <span className={styles.name}>
            {text(`step.${step.step}`)}
            {step.round === 0 ? null : <span className={styles.round}>{text('case.round', { round: step.round })}</span>}
          </span>
          <span className="tb-visually-hidden">{text(`step.${step.state}`)}</span>
          <span className={styles.time} title={step.at === null ? undefined : formatMoment(step.at, 'full', language)}>
            {said(step)}
          </span>
        </li>
      ))}
    </ol>
  )
}
