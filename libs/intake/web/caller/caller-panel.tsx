import type { ReactNode } from 'react'
import { DataState, Masked, StatusBadge, useCan, useRead } from '@tongban/ui/web'
import { readCaller } from '../../contract/intake-endpoints.js'
import { useIntakeText } from '../intake-strings.js'
import styles from './caller.module.css'
import { CallerViews } from './caller-views.js'
import { useReveal } from './use-reveal.js'

/**
 * Who called, for a case page: masked, and uncovered one detail at a time, with a reason that is written into the audit log. Who watches those
 * who look finds their looks below.
 */
export function CallerPanel({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useIntakeText()
  const can = useCan()
  const read = useRead(readCaller, { params: { caseId } }, { enabled: can('case.read') })
  const reveal = useReveal(caseId)
  // a case may come in without anybody behind it: that is an answer, not a failure
  if (read.error?.code === 'CALLER_UNKNOWN') return <p className={styles.none}>{text('caller.unknown')}</p>
  return (
    <DataState read={read}>
      {({ phoneMasked, nameMasked, sealed, wantsCallback, mayReveal }) => (
        <>
          <dl className={styles.list}>
            {[
              { term: text('call.phone'), masked: phoneMasked, show: reveal.phone },
              { term: text('caller.name'), masked: nameMasked, show: reveal.name },
            ].map(({ term, masked, show }) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>
                  {masked === null && sealed ? (
                    <span className={styles.none}>{text('caller.sealed')}</span>
                  ) : (
                    <Masked text={masked} {...(mayReveal && masked !== null ? { onReveal: show } : {})} />
                  )}
                </dd>
              </div>
            ))}
          </dl>
          <div className={styles.signs}>
            {sealed ? <StatusBadge tone="muted" text={text('caller.sealed')} title={text('caller.sealedHint')} /> : null}
            <StatusBadge tone={wantsCallback ? 'neutral' : 'muted'} text={text(wantsCallback ? 'caller.callback' : 'caller.noCallback')} />
          </div>
          {can('caller.read_views') ? <CallerViews caseId={caseId} /> : null}
        </>
      )}
    </DataState>
  )
}
