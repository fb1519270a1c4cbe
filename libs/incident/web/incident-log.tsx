import { Button, Checkbox, Input, InputNumber } from 'antd'
import { useState, type ReactNode } from 'react'
import { ChoiceGroup, DataState, formatMoment, formatNear, MoreButton, ProblemNote, useCommand, useLanguage, useNow, useReadPages } from '@tongban/ui/web'
import { noteIncidentProgress, readIncident, readIncidentLog, type IncidentLogItem, type IncidentView, type ProgressKind } from '../contract/index.js'
import { useIncidentText } from './incident-strings.js'
import styles from './incident.module.css'
import { Labelled } from './labelled.js'

/** What was done, the newest first; nothing of it is ever changed. Whoever is concerned writes here. */
export function IncidentLog({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const pages = useReadPages(readIncidentLog, { params: { incidentId: view.id }, query: { limit: 50 } })
  return (
    <section className={styles.section} aria-label={text('log.title')}>
      <h2 className={styles.title}>{text('log.title')}</h2>
      {view.mayWrite ? <ProgressForm incidentId={view.id} /> : null}
      <DataState read={pages} empty={{ title: text('log.empty') }}>
        {(items) => (
          <>
            <ul className={styles.list}>
              {(items as readonly IncidentLogItem[]).map((item) => (
                <Entry key={item.id} item={item} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}

function Entry({ item }: { readonly item: IncidentLogItem }): ReactNode {
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <li className={styles.node}>
      <p className={styles.row}>
        <span className={styles.small} title={formatMoment(item.at, 'full', language)}>
          {formatNear(item.at, now, language)}
        </span>
        <span>{item.sentence}</span>
        <span className={styles.small}>{[item.unit?.name ?? '', item.actor.name].filter((part) => part !== '').join(' ')}</span>
      </p>
      {item.detail === '' ? null : <p>{item.detail}</p>}
    </li>
  )
}

function ProgressForm({ incidentId }: { readonly incidentId: string }): ReactNode {
  const text = useIncidentText()
  const [kind, setKind] = useState<ProgressKind>('progress')
  const [words, setWords] = useState('')
  const [people, setPeople] = useState<number | null>(null)
  const [isPublic, setPublic] = useState(false)
  const note = useCommand(noteIncidentProgress, {
    invalidates: [readIncident, readIncidentLog],
    onDone: () => {
      setWords('')
      setPeople(null)
    },
  })
  return (
    <form
      className={styles.form}
      aria-label={text('progress.title')}
      onSubmit={(event) => {
        event.preventDefault()
        void note.run({ params: { incidentId }, body: { kind, text: words, public: isPublic, ...(people === null ? {} : { affectedPeople: people }) } })
      }}
    >
      <ChoiceGroup
        label={text('progress.kind')}
        value={kind}
        choices={[{ value: 'progress', label: text('progress.progress') }, { value: 'measure', label: text('progress.measure') }]}
        onChange={setKind}
      />
      <Labelled label={text('progress.text')}>{(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />}</Labelled>
      <div className={`${styles.row} ${styles.bottom}`}>
        <Labelled label={text('progress.people')}>{(id) => <InputNumber id={id} min={0} max={5_000_000} value={people} onChange={(value) => setPeople(value)} />}</Labelled>
        <Checkbox checked={isPublic} onChange={(event) => setPublic(event.target.checked)}>
          {text('progress.public')}
        </Checkbox>
        <Button type="primary" htmlType="submit" loading={note.isRunning}>
          {text('progress.save')}
        </Button>
      </div>
      <ProblemNote problem={note.problem} fieldNames={{ text: text('progress.text') }} />
    </form>
  )
}
