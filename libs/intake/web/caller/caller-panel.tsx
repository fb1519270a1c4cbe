import type { ReactNode } from 'react'
import { DataState, Masked, StatusBadge, useCan, useRead } from '@tongban/ui/web'
import { readCaller } from '../../contract/intake-endpoints.js'
import { useIntakeText } from '../intake-strings.js'
import styles from './caller.module.css'
import { useReveal } from './use-reveal.js'

/** Who called, for a case page: masked, and uncovered one detail at a time, with a reason that is written into the audit log. */
export function CallerPanel({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useIntakeText()
  const can = useCan()
  const read = useRead(readCaller, { params: { caseId } }, { enabled: can('case.read') })
  const reveal = useReveal(caseId)
  return (
    <DataState read={read}>
      {({ phoneMasked, nameMasked, sealed, wantsCallback, mayReveal }) => (
        <dl className={styles.list}>
          <div>
            <dt>{text('call.phone')}</dt>
            <dd>
              <Masked text={phoneMasked} {...(mayReveal && phoneMasked !== null ? { onReveal: reveal.phone } : {})} />
            </dd>
          </div>
          <div>
            <dt>{text('caller.name')}</dt>
            <dd>
              <Masked text={nameMasked} {...(mayReveal && nameMasked !== null ? { onReveal: reveal.name } : {})} />
            </dd>
          </div>
          <div className={styles.signs}>
            {sealed ? <StatusBadge tone="muted" text={text('caller.sealed')} title={text('caller.sealedHint')} /> : null}
            <StatusBadge tone={wantsCallback ? 'neutral' : 'muted'} text={text(wantsCallback ? 'caller.callback' : 'caller.noCallback')} />
          </div>
        </dl>
      )}
    </DataState>
  )
}
