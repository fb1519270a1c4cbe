import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useCommand, type ApiProblem } from '@tongban/ui/web'
import {
  cancelIncident, changeIncidentLevel, closeIncident, containIncident, incidentLevelSchema, readIncident, readIncidentLog, readIncidentTree, type IncidentLevel, type IncidentView,
} from '../contract/index.js'
import { useIncidentText } from './incident-strings.js'
import styles from './incident.module.css'
import { Labelled } from './labelled.js'

const STALE = [readIncident, readIncidentTree, readIncidentLog]
type Act = 'contain' | 'level' | 'close' | 'cancel'

/** What whoever is in charge does with an incident, one panel at a time. */
export function IncidentActions({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const [act, setAct] = useState<Act | null>(null)
  if (!view.mayManage) return null
  const done = (): void => setAct(null)
  const contained = view.status === 'contained'
  return (
    <section className={styles.section} aria-label={text('act.title')}>
      <div className={styles.row}>
        {contained ? null : <Button onClick={() => setAct('contain')}>{text('act.contain')}</Button>}
        <Button onClick={() => setAct('level')}>{text('act.level')}</Button>
        <ActionButton type={contained ? 'primary' : 'default'} disabledReason={contained ? null : text('act.closeFirst')} onClick={() => setAct('close')}>
          {text('act.close')}
        </ActionButton>
        <Button danger onClick={() => setAct('cancel')}>
          {text('act.cancel')}
        </Button>
      </div>
      {act === 'contain' ? <ContainPanel incidentId={view.id} onDone={done} /> : null}
      {act === 'level' ? <LevelPanel view={view} onDone={done} /> : null}
      {act === 'close' ? <ClosePanel incidentId={view.id} onDone={done} /> : null}
      {act === 'cancel' ? <CancelPanel incidentId={view.id} onDone={done} /> : null}
    </section>
  )
}

type PanelProps = { readonly incidentId: string; readonly onDone: () => void }

/** A text, why it is asked, and a button; what each of these panels is. */
function WordsPanel({
  label, hint, most, running, problem, onSend, onBack, children,
}: {
  readonly label: string
  readonly hint?: string
  readonly most: number
  readonly running: boolean
  readonly problem: ApiProblem | null
  readonly onSend: (words: string) => void
  readonly onBack: () => void
  readonly children?: ReactNode
}): ReactNode {
  const text = useIncidentText()
  const [words, setWords] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSend(words)
      }}
    >
      {hint === undefined ? null : <p>{hint}</p>}
      {children}
      <Labelled label={label}>
        {(id) => <Input.TextArea id={id} rows={3} showCount maxLength={most} value={words} onChange={(event) => setWords(event.target.value)} />}
      </Labelled>
      <ProblemNote problem={problem} />
      <div className={styles.row}>
        <Button type="primary" htmlType="submit" loading={running}>
          {text('act.confirm')}
        </Button>
        <Button onClick={onBack}>{text('act.back')}</Button>
      </div>
    </form>
  )
}

function ContainPanel({ incidentId, onDone }: PanelProps): ReactNode {
  const text = useIncidentText()
  const command = useCommand(containIncident, { invalidates: STALE, onDone })
  return (
    <WordsPanel label={text('act.containText')} most={500} running={command.isRunning} problem={command.problem} onBack={onDone} onSend={(words) => void command.run({ params: { incidentId }, body: { text: words } })} />
  )
}

function ClosePanel({ incidentId, onDone }: PanelProps): ReactNode {
  const text = useIncidentText()
  const command = useCommand(closeIncident, { invalidates: STALE, onDone })
  return (
    <WordsPanel
      label={text('act.closeText')} hint={text('act.closeHint')} most={300} running={command.isRunning} problem={command.problem} onBack={onDone}
      onSend={(summary) => void command.run({ params: { incidentId }, body: { summary } })}
    />
  )
}

function CancelPanel({ incidentId, onDone }: PanelProps): ReactNode {
  const text = useIncidentText()
  const command = useCommand(cancelIncident, { invalidates: STALE, onDone })
  return (
    <WordsPanel
      label={text('act.reason')} hint={text('act.cancelHint')} most={200} running={command.isRunning} problem={command.problem} onBack={onDone}
      onSend={(reason) => void command.run({ params: { incidentId }, body: { reason } })}
    />
  )
}

function LevelPanel({ view, onDone }: { readonly view: IncidentView; readonly onDone: () => void }): ReactNode {
  const text = useIncidentText()
  const [level, setLevel] = useState<IncidentLevel>(view.level)
  const command = useCommand(changeIncidentLevel, { invalidates: STALE, onDone })
  return (
    <WordsPanel
      label={text('act.reason')} most={200} running={command.isRunning} problem={command.problem} onBack={onDone}
      onSend={(reason) => void command.run({ params: { incidentId: view.id }, body: { level, reason } })}
    >
      <Labelled label={text('act.level')}>
        {(id) => (
          <Select<IncidentLevel> id={id} className={styles.wide ?? ''} value={level} options={incidentLevelSchema.options.map((value) => ({ value, label: text(`level.${value}`) }))} onChange={setLevel} />
        )}
      </Labelled>
    </WordsPanel>
  )
}
