import { Button, Checkbox, Drawer, Input, Select } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { ProblemNote, useCommand } from '@tongban/ui/web'
import { addUrgencyWording, changeUrgencyWording, listUrgencyWordings, tryUrgencyWordings } from '../contract/suggestion-endpoints.js'
import type { UrgencyWordingDraft, UrgencyWordingView } from '../contract/suggestion-model.schema.js'
import { raisedUrgencySchema, urgencyKindSchema } from '../contract/suggestion.schema.js'
import styles from './suggestion-page.module.css'
import { useSuggestionText } from './suggestion-strings.js'

const BLANK: UrgencyWordingDraft = {
  name: '', kind: 'hazard', urgency: 'emergency', words: [], withAny: [], nearAny: [], unlessNear: [], isLack: false, evenIfSupposed: false, enabled: true, examples: [], counterExamples: [],
}
const MOST_ROWS = 10
const LISTS = ['words', 'nearAny', 'unlessNear', 'withAny', 'examples', 'counterExamples'] as const
const FLAGS = ['isLack', 'evenIfSupposed', 'enabled'] as const
const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
/** As many as there are and one to write in, within what still leaves the next field in sight. */
const rowsOf = (text: string): number => Math.min(MOST_ROWS, linesOf(text).length + 1)

type WordingFormProps = { readonly wording: UrgencyWordingView | null; readonly onClose: () => void; readonly onSaved: (name: string) => void }

/** A wording as lines of text; the server tries it on its own examples before it keeps it, and says which one went wrong. */
export function WordingForm({ wording, onClose, onSaved }: WordingFormProps): ReactNode {
  const text = useSuggestionText()
  const id = useId()
  const [draft, setDraft] = useState<UrgencyWordingDraft>(() => (wording === null ? BLANK : draftOf(wording)))
  const [lists, setLists] = useState(() => Object.fromEntries(LISTS.map((name) => [name, (wording?.[name] ?? []).join('\n')])) as Record<(typeof LISTS)[number], string>)
  const hooks = {
    invalidates: [listUrgencyWordings, tryUrgencyWordings],
    onDone: () => {
      onSaved(draft.name.trim())
      onClose()
    },
  }
  const add = useCommand(addUrgencyWording, hooks)
  const change = useCommand(changeUrgencyWording, hooks)
  const save = (): void => {
    const body = { ...draft, ...(Object.fromEntries(LISTS.map((name) => [name, linesOf(lists[name])])) as Pick<UrgencyWordingDraft, (typeof LISTS)[number]>) }
    void (wording === null ? add.run({ body }) : change.run({ params: { wordingId: wording.id }, body: { draft: body, version: wording.version } }))
  }
  return (
    <Drawer
      getContainer={false}
      open
      onClose={onClose}
      size={520}
      title={text(wording === null ? 'form.add' : 'form.edit')}
      footer={
        <div className={styles.form}>
          <ProblemNote problem={add.problem ?? change.problem} />
          <div className={styles.row}>
            <Button type="primary" htmlType="submit" form={`${id}form`} loading={add.isRunning || change.isRunning}>{text('form.save')}</Button>
            <Button onClick={onClose}>{text('form.cancel')}</Button>
          </div>
        </div>
      }
    >
      <form
        id={`${id}form`}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <div className={styles.field}>
          <label htmlFor={`${id}name`}>{text('form.name')}</label>
          <Input id={`${id}name`} maxLength={30} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
        </div>
        <div className={styles.row}>
          <div className={styles.field}>
            <label htmlFor={`${id}kind`}>{text('form.kind')}</label>
            <Select id={`${id}kind`} className={styles.select ?? ''} value={draft.kind} options={urgencyKindSchema.options.map((value) => ({ value, label: text(`kind.${value}`) }))} onChange={(kind) => setDraft({ ...draft, kind })} />
          </div>
          <div className={styles.field}>
            <label htmlFor={`${id}urgency`}>{text('form.urgency')}</label>
            <Select id={`${id}urgency`} className={styles.select ?? ''} value={draft.urgency} options={raisedUrgencySchema.options.map((value) => ({ value, label: text(`urgency.${value}`) }))} onChange={(urgency) => setDraft({ ...draft, urgency })} />
          </div>
        </div>
        {LISTS.map((name) => (
          <div key={name} className={styles.field}>
            <label htmlFor={`${id}${name}`}>{text(`form.${name}`)}</label>
            {name === 'words' ? <span className={styles.small}>{text('form.wordsHint')}</span> : null}
            <Input.TextArea id={`${id}${name}`} rows={rowsOf(lists[name])} value={lists[name]} onChange={(event) => setLists({ ...lists, [name]: event.target.value })} />
          </div>
        ))}
        {FLAGS.map((name) => (
          <Checkbox key={name} checked={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.checked })}>
            {text(`form.${name}`)}
          </Checkbox>
        ))}
      </form>
    </Drawer>
  )
}

const draftOf = ({ name, kind, urgency, words, withAny, nearAny, unlessNear, isLack, evenIfSupposed, enabled, examples, counterExamples }: UrgencyWordingView): UrgencyWordingDraft => ({
  name, kind, urgency, words, withAny, nearAny, unlessNear, isLack, evenIfSupposed, enabled, examples, counterExamples,
})
