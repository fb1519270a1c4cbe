import { Button, Input } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { DataState, formatNear, ProblemNote, StatusBadge, useCan, useDebounced, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { listUrgencyWordings, tryUrgencyWordings } from '../contract/suggestion-endpoints.js'
import type { UrgencyWordingView } from '../contract/suggestion-model.schema.js'
import styles from './suggestion-page.module.css'
import { useSuggestionText } from './suggestion-strings.js'
import { WordingForm } from './wording-form.js'

const SHOWN = 8
/** What people say tells more of a wording than how it is written. */
const EXAMPLES = 2

/** What callers say that cannot wait: a list of wordings, each tried on its own examples; and a field to try a text on all of them. */
export function WordingsPart(): ReactNode {
  const text = useSuggestionText()
  const can = useCan()
  const [open, setOpen] = useState<UrgencyWordingView | 'new' | null>(null)
  const [said, setSaid] = useState('')
  const read = useRead(listUrgencyWordings, {})
  const mayEdit = can('suggestion.configure')
  return (
    <div className={styles.parts}>
      <div className={styles.bar}>
        <span className={styles.small}>{text('words.hint')}</span>
        {mayEdit ? <Button onClick={() => setOpen('new')}>{text('words.add')}</Button> : null}
        <span className={styles.said} role="status">
          {said}
        </span>
      </div>
      <TryWordings />
      <DataState read={read} isEmpty={({ items }) => items.length === 0} empty={{ title: text('words.empty'), hint: text('words.emptyHint') }}>
        {({ items }) => (
          <ul className={styles.list} aria-label={text('words.list')}>
            {items.map((wording) => (
              <Wording key={wording.id} wording={wording} {...(mayEdit ? { onEdit: () => setOpen(wording) } : {})} />
            ))}
          </ul>
        )}
      </DataState>
      {open === null ? null : <WordingForm wording={open === 'new' ? null : open} onClose={() => setOpen(null)} onSaved={(name) => setSaid(text('words.saved', { name }))} />}
    </div>
  )
}

function Wording({ wording, onEdit }: { readonly wording: UrgencyWordingView; readonly onEdit?: () => void }): ReactNode {
  const text = useSuggestionText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { name, kind, urgency, words, examples, enabled, isShipped, changedBy, changedAt } = wording
  return (
    <li className={styles.entry}>
      <div className={styles.what}>
        <p className={styles.head}>
          <strong>{name}</strong>
          <StatusBadge tone={urgency === 'emergency' ? 'bad' : 'warn'} text={text(`urgency.${urgency}`)} />
          <span className={styles.small}>{text(`kind.${kind}`)}</span>
          {enabled ? null : <StatusBadge tone="muted" text={text('words.off')} />}
        </p>
        {examples.length === 0 ? null : <p>{text('words.examples', { examples: examples.slice(0, EXAMPLES).join('；') })}</p>}
        <p className={`${styles.small} ${styles.clip}`} title={words.slice(0, SHOWN).join('\n')}>
          {text('words.count', { count: words.length })} {words.slice(0, SHOWN).join('　')}
        </p>
        <p className={styles.small}>
          {isShipped || changedBy === null || changedAt === null ? text('words.shipped') : text('words.changed', { who: changedBy.name, when: formatNear(changedAt, now, language) })}
        </p>
      </div>
      {onEdit === undefined ? null : (
        <Button size="small" type="text" aria-label={`${text('words.edit')} ${name}`} onClick={onEdit}>
          {text('words.edit')}
        </Button>
      )}
    </li>
  )
}

function TryWordings(): ReactNode {
  const text = useSuggestionText()
  const id = useId()
  const [words, setWords] = useState('')
  const asked = useDebounced(words.trim(), 250)
  const read = useRead(tryUrgencyWordings, { body: { text: asked } }, { enabled: asked !== '', keepPrevious: true })
  const signal = read.data?.signal
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{text('words.try')}</label>
      <Input.TextArea id={id} rows={2} placeholder={text('words.tryPlaceholder')} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
      <ProblemNote problem={asked === '' ? null : read.error} />
      {asked === '' || signal === undefined ? null : (
        <span role="status" className={signal === null ? styles.small : styles.warn}>
          {signal === null ? text('words.tryNothing') : text('words.tryRaised', { urgency: text(`urgency.${signal.urgency}`), words: signal.words.join('、') })}
        </span>
      )}
    </div>
  )
}
