import type { ReactNode } from 'react'
import type { PolicyDraft } from '../../contract/index.js'
import { policyDiff } from './policy-diff.js'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

/** What one table has otherwise than another, line by line. */
export function Differences({ before, after, version }: { readonly before: PolicyDraft; readonly after: PolicyDraft; readonly version: number }): ReactNode {
  const text = usePolicyText()
  const all = policyDiff(before, after)
  return (
    <section aria-label={text('changes', { version })}>
      <h2 className={styles.heading}>{text('changes', { version })}</h2>
      {all.length === 0 ? <p className={styles.hint}>{text('noChanges')}</p> : null}
      <ul>
        {all.map(({ part, what, before: was, after: is }) => (
          <li key={`${part} ${what} ${was ?? ''}`}>
            <strong>{what}</strong>：{was === null ? `${text('added')} ${is ?? ''}` : null}
            {is === null ? `${text('removed')} ${was ?? ''}` : null}
            {was !== null && is !== null ? <>{was} → {is}</> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
