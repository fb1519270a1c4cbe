import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { formatNear, instantOf, ProblemNote, readKey, useLanguage, useNow, type ApiProblem } from '@tongban/ui/web'
import { readCase, readInbox, readReviewQueue } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { useAttachmentText } from './attachment-strings.js'
import changed from './command-problem.module.css'
import styles from './form.module.css'

/** Somebody else was faster, or the page is older than the case. */
const OVERTAKEN: readonly string[] = ['CASE_VERSION_STALE', 'CONFLICT', 'CASE_STATE_FORBIDS', 'ASSIGNMENT_STATE_FORBIDS']

/** Why a command was refused, and when the page was overtaken: the way to the present state, with what was written kept. */
export function CommandProblem({ problem, onReload }: { readonly problem: ApiProblem | null; readonly onReload?: () => void }): ReactNode {
  const text = useCaseText()
  const client = useQueryClient()
  if (problem === null) return null
  const reload = (): void => {
    for (const endpoint of [readCase, readInbox, readReviewQueue]) void client.invalidateQueries({ queryKey: readKey(endpoint) })
    onReload?.()
  }
  return (
    <div className={styles.problem}>
      <ProblemNote problem={problem} />
      <Changes changes={problem.changes} />
      {OVERTAKEN.includes(problem.code) ? (
        <p className={styles.overtaken}>
          <Button size="small" onClick={reload}>
            {text('form.stale')}
          </Button>
          <span>{text('form.staleHint')}</span>
        </p>
      ) : null}
    </div>
  )
}

/** What others did since this page was read, the newest last. */
function Changes({ changes }: { readonly changes: ApiProblem['changes'] }): ReactNode {
  const words = useAttachmentText()
  const { language } = useLanguage()
  const now = useNow('minute')
  if (changes.length === 0) return null
  return (
    <div className={changed.list}>
      <p className={changed.title}>{words('changes.title')}</p>
      <ol>
        {changes.map(({ at, sentence, actor }) => (
          <li key={`${at} ${sentence}`}>
            <time dateTime={at}>{formatNear(instantOf(at), now, language)}</time> {sentence}
            <span className={changed.actor}>{actor.unitName === null ? actor.name : words('changes.by', { name: actor.name, unit: actor.unitName })}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
