import { Button, Spin } from 'antd'
import type { ReactNode } from 'react'
import { asProblem } from '../api/api-problem.js'
import { useUiText } from '../i18n/strings.js'
import styles from './data-state.module.css'
import { ProblemNote } from './problem-note.js'

/** What a read looks like from here: react-query's results and `useReadPages` both fit. */
export type ReadLike<Data> = {
  readonly data: Data | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly refetch: () => Promise<unknown>
}

export type DataStateProps<Data> = {
  readonly read: ReadLike<Data>
  readonly isEmpty?: (data: Data) => boolean
  /** What would fill an empty list, and why it is empty. */
  readonly empty?: { readonly title: string; readonly hint?: string; readonly action?: ReactNode }
  readonly children: (data: Data) => ReactNode
}

const isNone = (data: unknown): boolean => Array.isArray(data) && data.length === 0

/** Loading, failed, empty or there. What was read before stays on the screen when a later read fails, and says so. */
export function DataState<Data>({ read, isEmpty = isNone, empty, children }: DataStateProps<Data>): ReactNode {
  const text = useUiText()
  const { data, error } = read
  const problem = error === null ? null : asProblem(error)
  // asking again helps when the server or the way to it failed, not when it has said no
  const onRetry = problem === null || (problem.status >= 400 && problem.status < 429) ? undefined : () => void read.refetch()
  const note = <ProblemNote problem={problem} {...(onRetry === undefined ? {} : { onRetry })} />
  if (data !== undefined) {
    return (
      <>
        {error === null ? null : (
          <div className={styles.stale}>
            {note}
            <p className={styles.staleHint}>{text('state.stale')}</p>
          </div>
        )}
        {isEmpty(data) ? (
          <EmptyState title={empty?.title ?? text('state.empty')} hint={empty?.hint} action={empty?.action} />
        ) : (
          children(data)
        )}
      </>
    )
  }
  if (error !== null) {
    return (
      <div className={styles.failed}>
        <h2>{text('state.failed')}</h2>
        {note}
      </div>
    )
  }
  // a read that is not wanted yet shows nothing rather than an endless wait
  return read.isPending ? <LoadingState /> : null
}

export function LoadingState(): ReactNode {
  const text = useUiText()
  return (
    <div className={styles.loading} role="status">
      <Spin size="small" />
      <span>{text('state.loading')}</span>
    </div>
  )
}

export const EmptyState = ({
  title,
  hint,
  action,
}: {
  readonly title: string
  readonly hint?: string | undefined
  readonly action?: ReactNode
}): ReactNode => (
  <div className={styles.empty}>
    <p className={styles.emptyTitle}>{title}</p>
    {hint === undefined ? null : <p className={styles.emptyHint}>{hint}</p>}
    {action}
  </div>
)

/** The foot of a keyset list. */
export function MoreButton({
  pages,
}: {
  readonly pages: { readonly hasMore: boolean; readonly loadMore: () => void; readonly isLoadingMore: boolean }
}): ReactNode {
  const text = useUiText()
  if (!pages.hasMore) return null
  return (
    <div className={styles.more}>
      <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
        {text('state.loadMore')}
      </Button>
    </div>
  )
}
