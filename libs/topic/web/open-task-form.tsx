import { Input } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { ActionButton, DayField, ProblemNote, SearchSelect, useCommand, useRead, type FoundItem, type NamedItem } from '@tongban/ui/web'
import { listAlerts, listTasks, openTask, readAlert } from '../contract/index.js'
import { Labelled } from './labelled.js'
import { useTopicText } from './topic-strings.js'
import styles from './topic.module.css'

const LEAST_WORDS = 4

function useFoundUnits(q: string): readonly FoundItem[] {
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  return q === '' ? [] : (read.data?.items ?? []).map(({ id, name, kind }) => ({ id, name, kind: UNIT_KIND_LABELS_ZH[kind] }))
}

type OpenTaskFormProps = { readonly alertId: string; readonly units: readonly NamedItem[]; readonly onSaid: (said: string) => void }

/** Who is to do what by when, before more people have to call. Begins with the unit that leads most such cases. */
export function OpenTaskForm({ alertId, units, onSaid }: OpenTaskFormProps): ReactNode {
  const text = useTopicText()
  const unitField = useId()
  const [chosen, setChosen] = useState<readonly NamedItem[]>(units.slice(0, 1))
  const [what, setWhat] = useState('')
  const [dueOn, setDueOn] = useState('')
  const open = useCommand(openTask, {
    invalidates: [readAlert, listAlerts, listTasks],
    onDone: ({ unit: { name } }) => {
      onSaid(text('said.taskOpened', { unit: name }))
      setWhat('')
      setDueOn('')
    },
  })
  const [unit] = chosen
  const isReady = unit !== undefined && what.trim().length >= LEAST_WORDS && dueOn !== ''
  return (
    <form className={styles.form} aria-label={text('task.open')} onSubmit={(event) => event.preventDefault()}>
      <div>
        <label className={styles.label} htmlFor={unitField}>
          {text('task.unit')}
        </label>
        <SearchSelect field={{ id: unitField }} chosen={chosen} onChange={setChosen} useFound={useFoundUnits} placeholder={text('task.unitPlaceholder')} single />
      </div>
      <Labelled label={text('task.what')}>{(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={what} onChange={(event) => setWhat(event.target.value)} />}</Labelled>
      <div>
        <span className={styles.label} aria-hidden="true">
          {text('task.dueOn')}
        </span>
        <DayField label={text('task.dueOn')} value={dueOn} onChange={setDueOn} />
      </div>
      <ProblemNote problem={open.problem} fieldNames={{ what: text('task.what'), dueOn: text('task.dueOn'), unitId: text('task.unit') }} />
      <div className={styles.row}>
        <ActionButton
          type="primary"
          loading={open.isRunning}
          disabledReason={isReady ? null : text('task.need')}
          onClick={() => (unit === undefined ? undefined : void open.run({ params: { alertId }, body: { unitId: unit.id, what, dueOn } }))}
        >
          {text('task.open')}
        </ActionButton>
        {isReady ? null : (
          <span className={styles.small} aria-hidden="true">
            {text('task.need')}
          </span>
        )}
      </div>
    </form>
  )
}
