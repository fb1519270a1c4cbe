import { Button, Checkbox, InputNumber, Progress, Select } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { DataState, formatCount, ProblemNote, StatusBadge, useCan, useCommand, useRead, type CallInput, type Tone } from '@tongban/ui/web'
import { readCatalogueDraft } from '../../contract/catalogue-endpoints.js'
import type { CatalogueDraft } from '../../contract/catalogue-version.schema.js'
import {
  AUTOMATIC_THRESHOLD_MIN, cancelDryRun, DRY_RUN_CASES_DEFAULT, DRY_RUN_CASES_MAX, listDryRuns, readDryRun, startDryRun, type DryRun, type DryRunDetail, type DryRunStatus,
} from '../../contract/dry-run.schema.js'
import { DryRunResultView } from './dry-run-result.js'
import { useDryRunText } from './dry-run-strings.js'
import styles from './dry-run.module.css'

export const DRY_RUN_POLL_MS = 1_000
export const DRY_RUN_TONES: Readonly<Record<DryRunStatus, Tone>> = { queued: 'neutral', running: 'info', done: 'good', failed: 'bad', cancelled: 'muted' }
const SIZES = [1_000, 10_000, DRY_RUN_CASES_DEFAULT, DRY_RUN_CASES_MAX]

type Props = {
  /** The draft that is about to be published: the newest dry run of it as it stands is shown again. */
  readonly draft?: Pick<CatalogueDraft, 'revision' | 'openedAt'>
  /** One that was made before, to be looked at. */
  readonly shown?: string | null
  readonly onStarted?: (run: DryRun) => void
}

/** Asks for a dry run, shows how far it is, and what would have moved where. Stands on a page of its own and in the dialog that publishes a catalogue. */
export function DryRunPanel({ draft, shown = null, onStarted }: Props): ReactNode {
  const text = useDryRunText()
  const can = useCan()
  const [started, setStarted] = useState<string | null>(null)
  const earlier = useRead(listDryRuns, { query: { limit: 20 } }, { enabled: draft !== undefined })
  const ofDraft = draft === undefined ? undefined : earlier.data?.items.find((run) => isOf(run, draft))
  const dryRunId = shown ?? started ?? ofDraft?.id ?? null
  return (
    <section className={styles.panel} aria-label={text('panel.title')}>
      <p className={styles.hint}>{text('panel.hint')}</p>
      {can('catalogue.edit') ? (
        <AskForm
          onStarted={(run) => {
            setStarted(run.id)
            onStarted?.(run)
          }}
        />
      ) : null}
      {dryRunId === null ? null : <OneDryRun key={dryRunId} dryRunId={dryRunId} />}
    </section>
  )
}

/** Whether it tried the draft as it stands; one that came to nothing says nothing of it. */
const isOf = ({ status, what, requestedAt }: DryRun, draft: Pick<CatalogueDraft, 'revision' | 'openedAt'>): boolean =>
  status !== 'failed' && status !== 'cancelled' && what.catalogue === 'draft' && what.draftRevision === draft.revision && Date.parse(requestedAt) >= Date.parse(draft.openedAt)

function AskForm({ onStarted }: { readonly onStarted: (run: DryRun) => void }): ReactNode {
  const text = useDryRunText()
  const id = useId()
  const read = useRead(readCatalogueDraft, {} as CallInput<typeof readCatalogueDraft>)
  const hasNoDraft = read.data?.draft === null
  const [chosen, setCatalogue] = useState<'draft' | 'in_force'>('draft')
  const catalogue = hasNoDraft ? 'in_force' : chosen
  const [threshold, setThreshold] = useState<number | null>(null)
  const [newest, setNewest] = useState(DRY_RUN_CASES_DEFAULT)
  const [reresolve, setReresolve] = useState(false)
  const command = useCommand(startDryRun, { invalidates: [listDryRuns], onDone: onStarted })
  const body = { catalogue, automaticThreshold: threshold, newest, reresolve }
  /** Nothing would be other than it is. */
  const isIdle = catalogue === 'in_force' && threshold === null
  return (
    <form className={styles.ask} onSubmit={(event) => (event.preventDefault(), void command.run({ body } as CallInput<typeof startDryRun>))}>
      <span className={styles.field}>
        <label htmlFor={`${id}what`}>{text('ask.what')}</label>
        <Select
          id={`${id}what`}
          value={catalogue}
          options={(['draft', 'in_force'] as const).map((value) => ({ value, label: text(`ask.${value}`), disabled: value === 'draft' && hasNoDraft }))}
          onChange={setCatalogue}
        />
      </span>
      <span className={styles.field}>
        <label htmlFor={`${id}threshold`}>{text('ask.threshold')}</label>
        <InputNumber id={`${id}threshold`} placeholder={text('ask.asIs')} min={AUTOMATIC_THRESHOLD_MIN} max={1} step={0.05} value={threshold} onChange={setThreshold} />
      </span>
      <span className={styles.field}>
        <label htmlFor={`${id}newest`}>{text('ask.newest')}</label>
        <Select id={`${id}newest`} value={newest} options={SIZES.map((value) => ({ value, label: text('ask.cases', { count: formatCount(value) }) }))} onChange={setNewest} />
      </span>
      <Checkbox checked={reresolve} onChange={(event) => setReresolve(event.target.checked)}>
        {text('ask.reresolve')}
      </Checkbox>
      <Button type="primary" htmlType="submit" loading={command.isRunning} disabled={isIdle}>
        {text('ask.start')}
      </Button>
      {hasNoDraft ? <p className={styles.whole}>{text('ask.noDraft')}</p> : null}
      {isIdle ? <p className={styles.whole}>{text('ask.needsThreshold')}</p> : null}
      <div className={styles.whole}>
        <ProblemNote problem={command.problem} />
      </div>
    </form>
  )
}

/** What of the threshold was tried, in words. */
export const thresholdOf = ({ thresholdBefore: before, thresholdAfter: after }: DryRun['what'], text: ReturnType<typeof useDryRunText>): string =>
  before === after ? text('what.sameThreshold', { before }) : text('what.threshold', { before, after })

export const isOver = (status: DryRunStatus): boolean => status !== 'queued' && status !== 'running'

function OneDryRun({ dryRunId }: { readonly dryRunId: string }): ReactNode {
  const [over, setOver] = useState(false)
  const read = useRead(readDryRun, { params: { dryRunId } }, { keepPrevious: true, ...(over ? {} : { refetchIntervalMs: DRY_RUN_POLL_MS }) })
  // Asked again and again while it runs, and no more once it has ended.
  if (read.data !== undefined && isOver(read.data.status) !== over) setOver(isOver(read.data.status))
  return <DataState read={read}>{(run: DryRunDetail) => <Shown run={run} />}</DataState>
}

function Shown({ run }: { readonly run: DryRunDetail }): ReactNode {
  const text = useDryRunText()
  const can = useCan()
  const cancel = useCommand(cancelDryRun, { invalidates: [readDryRun, listDryRuns] })
  const { status, what, casesDone, casesTotal, failure, result } = run
  return (
    <>
      <div className={styles.line} role="status">
        <StatusBadge tone={DRY_RUN_TONES[status]} text={text(`status.${status}`)} />
        <span className={styles.small}>
          {text('what', { catalogue: text(`ask.${what.catalogue}`), threshold: thresholdOf(what, text), newest: formatCount(what.newest) })}
          {what.reresolve ? ` · ${text('what.reresolve')}` : ''}
        </span>
        {isOver(status) ? null : (
          <>
            <span>{casesTotal === null ? text('progress', { done: formatCount(casesDone) }) : text('progress.of', { done: formatCount(casesDone), total: formatCount(casesTotal) })}</span>
            {can('catalogue.edit') ? (
              <Button size="small" loading={cancel.isRunning} onClick={() => void cancel.run({ params: { dryRunId: run.id } } as CallInput<typeof cancelDryRun>)}>
                {text('ask.cancel')}
              </Button>
            ) : null}
          </>
        )}
      </div>
      {isOver(status) ? null : <Progress percent={casesTotal === null || casesTotal === 0 ? 0 : Math.floor((100 * casesDone) / casesTotal)} showInfo={false} aria-label={text('status.running')} />}
      {failure === null ? null : <p role="alert">{failure}</p>}
      <ProblemNote problem={cancel.problem} />
      {result === null ? null : <DryRunResultView result={result} />}
    </>
  )
}
