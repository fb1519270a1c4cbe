import type { ReactNode } from 'react'
import { call, DataState, Masked, StatusBadge, useCan, useRead } from '@tongban/ui/web'
import { readCaller, revealCaller } from '../contract/index.js'
import styles from './caller-panel.module.css'
import { useCallerText } from './caller-strings.js'

/** Who called, covered: name and number come out one look at a time, with a reason that is recorded. */
export function CallerPanel({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useCallerText()
  const can = useCan()
  const read = useRead(readCaller, { params: { caseId } })
  // a case filed without a caller is not a failure
  if (read.error?.code === 'CALLER_UNKNOWN') return <p className={styles.quiet}>{text('caller.unknown')}</p>
  return (
    <DataState read={read}>
      {(caller) => {
        const mayReveal = caller.mayReveal && can('caller.reveal')
        const reveal = async (reason: string, what: 'phone' | 'name'): Promise<string | null> => (await call(revealCaller, { params: { caseId }, body: { reason } }))[what]
        return (
          <div className={styles.caller}>
            <p>
              <span className={styles.name}>{text('caller.name')}</span>
              <Masked text={caller.nameMasked} {...(mayReveal && caller.nameMasked !== null ? { onReveal: (reason: string) => reveal(reason, 'name') } : {})} />
            </p>
            <p>
              <span className={styles.name}>{text('caller.phone')}</span>
              <Masked text={caller.phoneMasked} {...(mayReveal && caller.phoneMasked !== null ? { onReveal: (reason: string) => reveal(reason, 'phone') } : {})} />
            </p>
            {caller.sealed ? <StatusBadge tone="muted" text={text('caller.sealed')} /> : null}
            {!mayReveal && (caller.phoneMasked !== null || caller.nameMasked !== null) ? <p className={styles.quiet}>{text(caller.sealed ? 'caller.sealedHint' : 'caller.mayNot')}</p> : null}
          </div>
        )
      }}
    </DataState>
  )
}
