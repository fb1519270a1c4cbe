import { Button, Drawer, Input, InputNumber, Select } from 'antd'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { ProblemNote, useCommand, useDebounced, useRead } from '@tongban/ui/web'
import { gazetteerKindSchema, type GazetteerDraft, type GazetteerEntryView } from '../contract/gazetteer.schema.js'
import { addGazetteerEntry, changeGazetteerEntry, listGazetteer, resolvePlaceText } from '../contract/place-endpoints.js'
import { PlaceAnswerView, type ChosenPlace } from './place-answer.js'
import { usePlaceText } from './place-strings.js'
import styles from './place-words.module.css'

const KINDS = gazetteerKindSchema.options
const STALE = [listGazetteer, resolvePlaceText]

type EntryFormProps = { readonly entry: GazetteerEntryView | null; readonly onClose: () => void; readonly onSaved: (name: string) => void }

/** Adds a name, or changes one. Where it is, is written as people say it; the resolver answers with the division. */
export function EntryForm({ entry, onClose, onSaved }: EntryFormProps): ReactNode {
  const text = usePlaceText()
  const [name, setName] = useState(entry?.name ?? '')
  const [aliases, setAliases] = useState(entry?.aliases.join('、') ?? '')
  const [kind, setKind] = useState(entry?.kind ?? 'estate')
  const [place, setPlace] = useState<ChosenPlace | null>(entry === null ? null : { code: entry.division.code, path: entry.division.path })
  const [latitude, setLatitude] = useState<number | null>(entry?.point?.latitude ?? null)
  const [longitude, setLongitude] = useState<number | null>(entry?.point?.longitude ?? null)
  const [note, setNote] = useState(entry?.note ?? '')
  const [complaint, setComplaint] = useState<string | null>(null)
  const hooks = {
    invalidates: STALE,
    onDone: () => {
      onSaved(name.trim())
      onClose()
    },
  }
  const add = useCommand(addGazetteerEntry, hooks)
  const change = useCommand(changeGazetteerEntry, hooks)
  const save = (): void => {
    const isHalf = (latitude === null) !== (longitude === null)
    const missing = name.trim() === '' ? text('form.noName') : place === null ? text('form.noPlace') : isHalf ? text('form.halfPoint') : null
    setComplaint(missing)
    if (missing !== null || place === null) return
    const draft: GazetteerDraft = {
      name: name.trim(), aliases: aliases.split(/[、，,;；\s]+/).filter((alias) => alias !== ''), kind, divisionCode: place.code,
      point: latitude === null || longitude === null ? null : { latitude, longitude }, note: note.trim(),
    }
    void (entry === null ? add.run({ body: draft }) : change.run({ params: { entryId: entry.id }, body: { draft, version: entry.version } }))
  }
  return (
    <Drawer getContainer={false} open onClose={onClose} size={420} title={text(entry === null ? 'form.add' : 'form.edit')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field label={text('form.name')}>{(id) => <Input id={id} autoFocus maxLength={30} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <Field label={text('form.aliases')}>
          {(id) => <Input id={id} placeholder={text('form.aliasesHint')} value={aliases} onChange={(event) => setAliases(event.target.value)} />}
        </Field>
        <Field label={text('form.kind')}>
          {(id) => <Select id={id} value={kind} options={KINDS.map((value) => ({ value, label: text(`kind.${value}`) }))} onChange={setKind} />}
        </Field>
        <PlaceInput place={place} onChange={setPlace} />
        <div className={styles.row}>
          <Field label={text('form.latitude')}>{(id) => <InputNumber id={id} value={latitude} min={-90} max={90} onChange={setLatitude} />}</Field>
          <Field label={text('form.longitude')}>{(id) => <InputNumber id={id} value={longitude} min={-180} max={180} onChange={setLongitude} />}</Field>
        </div>
        <span className={styles.small}>{text('form.pointHint')}</span>
        <Field label={text('form.note')}>{(id) => <Input id={id} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
        {complaint === null ? null : <p role="alert" className={styles.warn}>{complaint}</p>}
        <ProblemNote problem={add.problem ?? change.problem} />
        <div className={styles.row}>
          <Button type="primary" htmlType="submit" loading={add.isRunning || change.isRunning}>{text('form.save')}</Button>
          <Button onClick={onClose}>{text('form.cancel')}</Button>
        </div>
      </form>
    </Drawer>
  )
}

export function Field({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

function PlaceInput({ place, onChange }: { readonly place: ChosenPlace | null; readonly onChange: (place: ChosenPlace | null) => void }): ReactNode {
  const text = usePlaceText()
  const [words, setWords] = useState(place?.path.slice(1).join('') ?? '')
  const [isChosen, setChosen] = useState(place !== null)
  const asked = useDebounced(words.trim(), 250)
  const isAsked = asked !== '' && !isChosen
  const read = useRead(resolvePlaceText, { body: { text: asked } }, { enabled: isAsked, keepPrevious: true })
  const answer = isAsked ? read.data : undefined
  // An answer to the words before stays in sight while they change, but is nobody's answer to these.
  const isCurrent = isAsked && asked === words.trim() && !read.isPlaceholderData
  const best = !isCurrent || answer === undefined || answer.ambiguous || answer.best === null || answer.best.code.length < 6 ? null : answer.best
  // What the resolver is sure of is taken as written; of several a person picks one.
  useEffect(() => {
    if (best !== null && place?.code !== best.code) onChange({ code: best.code, path: best.path })
  }, [best, place, onChange])
  return (
    <>
      <Field label={text('form.place')}>
        {(id) => (
          <Input
            id={id}
            placeholder={text('form.placeHint')}
            value={words}
            onChange={(event) => {
              setWords(event.target.value)
              setChosen(false)
              onChange(null)
            }}
          />
        )}
      </Field>
      {isChosen && place !== null ? <span className={styles.small}>{place.path.join(' › ')}</span> : null}
      {isAsked && answer === undefined && read.isFetching ? <span className={styles.small} role="status">{text('form.asking')}</span> : null}
      <ProblemNote problem={isAsked ? read.error : null} />
      {answer === undefined ? null : (
        <PlaceAnswerView
          answer={answer}
          onPick={(picked) => {
            onChange(picked)
            setWords(picked.path.slice(1).join(''))
            setChosen(true)
          }}
        />
      )}
    </>
  )
}
