import { Button } from 'antd'
import type { ReactNode } from 'react'
import { DataState, formatNear, MoreButton, PageScaffold, StatusBadge, useLanguage, useNow, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { listDryRuns, type DryRun } from '../../contract/dry-run.schema.js'
import { DryRunPanel } from './dry-run-panel.js'
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
        <Earlier onOpen={(run) => set({ run })} />
      </div>
    </PageScaffold>
  )
}

function Earlier({ onOpen }: { readonly onOpen: (dryRunId: string) => void }): ReactNode {
  const text = useDryRunText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const pages = useReadPages(listDryRuns, { query: { limit: 20 } })
  return (
    <section aria-label={text('page.list')}>
      <h2>{text('page.list')}</h2>
      <DataState read={pages} empty={{ title: text('page.empty') }}>
        {(items: readonly DryRun[]) => (
          <>
            <ul className={styles.runs}>
              {items.map(({ id, status, what, requestedBy, requestedAt, accuracyBefore, accuracyAfter }) => (
                <li key={id} className={styles.line}>
                  <Button size="small" onClick={() => onOpen(id)}>
                    {text('open')}
                  </Button>
                  <StatusBadge tone={status === 'done' ? 'good' : status === 'failed' ? 'bad' : 'neutral'} text={text(`status.${status}`)} />
                  <span>
                    {text(`ask.${what.catalogue}`)} · {what.thresholdBefore} → {what.thresholdAfter}
                  </span>
                  <span>
                    {text('accuracy')} {percent(accuracyBefore, text('noRate'))} → {percent(accuracyAfter, text('noRate'))}
                  </span>
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
