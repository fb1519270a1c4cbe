import type { ReactNode } from 'react'
import { z } from 'zod'
import { formatPercent } from '@tongban/ui/web'
import { useCaseText } from '../strings/case-strings.js'
import styles from './case-detail.module.css'
import { SectionPart } from './section-title.js'

/**
 * What this panel reads of the stored trail. The trail is dispatch's own document (its contract lies above case in the map), so it is
 * read leniently: what an older or newer trail does not have is not shown.
 */
const trailSchema = z.object({
  reasons: z.array(z.object({ text: z.string() })).catch([]),
  alternatives: z
    .array(z.object({ unit: z.object({ name: z.string() }).optional().catch(undefined), reason: z.string(), confidence: z.number() }))
    .catch([]),
  wouldNeed: z.array(z.string()).catch([]),
})

/** Which place was understood, which row was used, how sure it was, what else it might have been. */
export function DispatchTrail({ trail }: { readonly trail: Readonly<Record<string, unknown>> | null }): ReactNode {
  const text = useCaseText()
  const parsed = trail === null ? null : trailSchema.safeParse(trail)
  if (parsed === null || !parsed.success || parsed.data.reasons.length === 0) return <p className={styles.quiet}>{text('trail.none')}</p>
  const { reasons, alternatives, wouldNeed } = parsed.data
  return (
    <div className={styles.trail}>
      <ol>
        {reasons.map((reason) => (
          <li key={reason.text}>{reason.text}</li>
        ))}
      </ol>
      {alternatives.length === 0 ? null : (
        <>
          <SectionPart>{text('trail.alternatives')}</SectionPart>
          <ul>
            {alternatives.map((other) => (
              <li key={other.reason}>
                {[other.unit?.name, formatPercent(other.confidence), other.reason]
                  .filter((part) => part !== undefined && part !== '')
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </>
      )}
      {wouldNeed.length === 0 ? null : (
        <>
          <SectionPart>{text('trail.needs')}</SectionPart>
          <ul>
            {wouldNeed.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
