import { Button, Checkbox, InputNumber, Progress, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, formatCount, ProblemNote, StatusBadge, useCan, useCommand, useRead, type CallInput, type Tone } from '@tongban/ui/web'
import {
  AUTOMATIC_THRESHOLD_MIN, cancelDryRun, DRY_RUN_CASES_DEFAULT, DRY_RUN_CASES_MAX, listDryRuns, readDryRun, startDryRun, type DryRun, type DryRunDetail, type DryRunStatus,
} from '../../contract/dry-run.schema.js'
import { DryRunResultView } from './dry-run-result.js'
import { useDryRunText } from './dry-run-strings.js'
import styles from './dry-run.module.css'

const POLL_MS = 1_000
const TONES: Readonly<Record<DryRunStatus, Tone>> = { queued: 'neutral', running: 'info', done: 'good', failed: 'bad', cancelled: 'muted' }
const SIZES = [1_000, 10_000, DRY_RUN_CASES_DEFAULT, DRY_RUN_CASES_MAX]

type Props = {
  /** What is tried first; the draft where it is about to be published. */
  readonly tries?: 'draft' | 'in_force'
  /** One that was made before, to be looked at. */
  readonly shown?: string | null
  readonly onStarted?: (run: DryRun) => void
}

/** Asks for a dry run, shows how far it is, and what would have moved where. Stands on a page of its own and in the dialog that publishes a catalogue. */
export function DryRunPanel({ tries = 'draft', shown = null, onStarted }: Props): ReactNode {
  const text = useDryRunText()
  const can = useCan()
  const [started, setStarted] = useState<string | null>(null)
  const dryRunId = shown ?? started
  return (
    <section className={styles.panel} aria-label={text('panel.title')}>
      <p className={styles.hint}>{text('panel.hint')}</p>
      {can('catalogue.edit') ? (
        <AskForm
          tries={tries}
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

function AskForm({ tries, onStarted }: { readonly tries: 'draft' | 'in_force'; readonly onStarted: (run: DryRun) => void }): ReactNode {
  const text = useDryRunText()
  const [catalogue, setCatalogue] = useState(tries)
  const [threshold, setThreshold] = useState<number | null>(null)
  const [newest, setNewest] = useState(DRY_RUN_CASES_DEFAULT)
  const [reresolve, setReresolve] = useState(false)
  const command = useCommand(startDryRun, { invalidates: [listDryRuns], onDone: onStarted })
  const body = { catalogue, automaticThreshold: threshold, newest, reresolve }
  return (
    <form className={styles.bar} onSubmit={(event) => (event.preventDefault(), void command.run({ body } as CallInput<typeof startDryRun>))}>
      <Select
        aria-label={text('ask.what')}
        value={catalogue}
        options={(['draft', 'in_force'] as const).map((value) => ({ value, label: text(`ask.${value}`) }))}
        onChange={setCatalogue}
      />
      <InputNumber
        aria-label={text('ask.threshold')}
        prefix={text('ask.threshold')}
        placeholder={text('ask.asIs')}
        min={AUTOMATIC_THRESHOLD_MIN}
        max={1}
        step={0.05}
        value={threshold}
        onChange={setThreshold}
      />
      <Select aria-label={text('ask.newest')} value={newest} options={SIZES.map((value) => ({ value, label: formatCount(value) }))} onChange={setNewest} />
      <Checkbox checked={reresolve} onChange={(event) => setReresolve(event.target.checked)}>
        {text('ask.reresolve')}
      </Checkbox>
      <Button type="primary" htmlType="submit" loading={command.isRunning} disabled={catalogue === 'in_force' && threshold === null}>
        {text('ask.start')}
      </Button>
      <ProblemNote problem={command.problem} />
    </form>
  )
}

const isOver = (status: DryRunStatus): boolean => status !== 'queued' && status !== 'running'

function OneDryRun({ dryRunId }: { readonly dryRunId: string }): ReactNode {
  const [over, setOver] = useState(false)
  const read = useRead(readDryRun, { params: { dryRunId } }, { keepPrevious: true, ...(over ? {} : { refetchIntervalMs: POLL_MS }) })
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
        <StatusBadge tone={TONES[status]} text={text(`status.${status}`)} />
        <span className={styles.small}>
          {text('what', { catalogue: text(`ask.${what.catalogue}`), before: what.thresholdBefore, after: what.thresholdAfter, newest: formatCount(what.newest) })}
          {what.reresolve ? ` · ${text('what.reresolve')}` : ''}
        </span>
        {isOver(status) ? null : (
          <>
            <span>{text('progress', { done: formatCount(casesDone) })}</span>
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
