import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, formatNear, MoreButton, PageScaffold, StatusBadge, useLanguage, useNow, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { listDryRuns, type DryRun } from '../../contract/dry-run.schema.js'
import { DRY_RUN_POLL_MS, DRY_RUN_TONES, DryRunPanel, isOver, thresholdOf } from './dry-run-panel.js'
import { useDryRunText } from './dry-run-strings.js'
import { ThresholdForm } from './threshold-form.js'
import styles from './dry-run.module.css'

const FILTERS = { run: '' } as const
const percent = (rate: number | null, none: string): string => (rate === null ? none : `${(100 * rate).toFixed(1)}%`)

/** `/catalogue-dry-runs`: what a change would have done, and what was tried before; the one that is looked at stands in the address. */
export default function DryRunsPage(): ReactNode {
  const text = useDryRunText()
  const { filters, set } = useUrlFilters<'run'>(FILTERS)
  return (
    <PageScaffold title={text('page.title')} permission="catalogue.read">
      <div className={styles.panel}>
        <ThresholdForm />
        <DryRunPanel shown={filters.run === '' ? null : filters.run} onStarted={({ id }) => set({ run: id })} />
        <Earlier shown={filters.run} onOpen={(run) => set({ run })} />
      </div>
    </PageScaffold>
  )
}

function Earlier({ shown, onOpen }: { readonly shown: string; readonly onOpen: (dryRunId: string) => void }): ReactNode {
  const text = useDryRunText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const [isUnderWay, setUnderWay] = useState(false)
  const pages = useReadPages(listDryRuns, { query: { limit: 20 } }, isUnderWay ? { refetchIntervalMs: DRY_RUN_POLL_MS } : {})
  // Asked again while one runs: its line ends as it does.
  const runs = pages.items.some(({ status }) => !isOver(status))
  if (runs !== isUnderWay) setUnderWay(runs)
  return (
    <section aria-label={text('page.list')}>
      <h2>{text('page.list')}</h2>
      <DataState read={pages} empty={{ title: text('page.empty'), hint: text('page.emptyHint') }}>
        {(items: readonly DryRun[]) => (
          <>
            <ul className={styles.runs}>
              {items.map(({ id, status, what, requestedBy, requestedAt, accuracyBefore, accuracyAfter }) => (
                <li key={id} className={styles.run} aria-current={id === shown}>
                  <Button size="small" onClick={() => onOpen(id)}>
                    {text('open')}
                  </Button>
                  <StatusBadge tone={DRY_RUN_TONES[status]} text={text(`status.${status}`)} />
                  <span>
                    {text(`ask.${what.catalogue}`)} · {thresholdOf(what, text)}
                  </span>
                  {accuracyBefore === null ? null : (
                    <span>
                      {text('accuracy')} {percent(accuracyBefore, text('noRate'))} → {percent(accuracyAfter, text('noRate'))}
                    </span>
                  )}
                  <span className={styles.small}>{text('made', { name: requestedBy.name, moment: formatNear(requestedAt, now, language) })}</span>
                </li>
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}
