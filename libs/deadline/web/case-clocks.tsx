import { useState, type ReactNode } from 'react'
import { DataState, formatMoment, useCan, useLanguage } from '@tongban/ui/web'
import type { ClockView } from '../contract/index.js'
import styles from './case-clocks.module.css'
import { ClockExplanationPanel } from './case-clocks-explanation.js'
import { ClockOf } from './clock-chips.js'
import { useDeadlineText } from './deadline-strings.js'
import { inReadingOrder, isLive, useCaseClocks } from './use-case-clocks.js'

/** Every clock of a case, each explaining itself in sentences; those that have ended are folded away. */
export function CaseClocks({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useDeadlineText()
  const can = useCan()
  const { read } = useCaseClocks(caseId)
  const [showEnded, setShowEnded] = useState(false)
  if (!can('deadline.read')) return <p className={styles.quiet}>{text('clocks.forbidden')}</p>
  return (
    <DataState read={read} isEmpty={({ items }) => items.length === 0} empty={{ title: text('clocks.empty') }}>
      {({ items }) => {
        const clocks = inReadingOrder(items)
        const live = clocks.filter(isLive)
        const ended = clocks.filter((clock) => !isLive(clock))
        // with nothing running, what has ended is what there is to read
        const open = showEnded || live.length === 0
        return (
          <>
            <ul className={styles.list} tabIndex={0}>
              {live.map((clock) => (
                <ExplainedClock key={clock.id} clock={clock} />
              ))}
            </ul>
            {ended.length === 0 ? null : (
              <>
                <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setShowEnded(!showEnded)}>
                  {open ? '▴' : '▾'} {text('clocks.ended', { count: ended.length })}
                </button>
                {open ? (
                  <ul className={styles.list} tabIndex={0}>
                    {ended.map((clock) => (
                      <ExplainedClock key={clock.id} clock={clock} />
                    ))}
                  </ul>
                ) : null}
              </>
            )}
          </>
        )
      }}
    </DataState>
  )
}

function ExplainedClock({ clock }: { readonly clock: ClockView }): ReactNode {
  const text = useDeadlineText()
  const { language } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  return (
    <li className={isOpen ? `${styles.clock} ${styles.wide}` : styles.clock}>
      <p className={styles.head}>
        {clock.state === 'cancelled' ? (
          <span className={styles.quiet}>
            {text(`kind.${clock.kind}`)} {text('clocks.cancelled')}
          </span>
        ) : (
          <ClockOf clock={clock} />
        )}
        {clock.extension === null ? null : (
          <span className={styles.quiet}>{text('clocks.extended', { moment: formatMoment(clock.extension.dueAfter, 'minute', language) })}</span>
        )}
        <span className={styles.quiet}>{clock.unitName}</span>
        <span className={styles.quiet}>{text('clocks.class', { name: text(`class.${clock.serviceClass}`) })}</span>
      </p>
      {isOpen ? <ClockExplanationPanel clockId={clock.id} /> : clock.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? '▴' : '▾'} {text(isOpen ? 'explain.close' : 'explain.open', { kind: text(`kind.${clock.kind}`) })}
      </button>
    </li>
  )
}
