import { Input } from 'antd'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ActionButton, ChoiceGroup, DataState, useDebounced, type ReadLike } from '@tongban/ui/web'
import { useIntakeText } from '../intake-strings.js'
import styles from './panel.module.css'

const SHOWN = 12
const TYPING_PAUSE_MS = 200

export type SearchChoice = { readonly value: string; readonly label: string; readonly hint: string }

/** What is found for some words; `isAnswer`: it is the answer to these very words, and not what is kept of those before. */
export type SearchAnswer = { readonly read: ReadLike<unknown>; readonly found: readonly SearchChoice[]; readonly isAnswer: boolean }

export type SearchPanelProps = {
  readonly title: string
  readonly hint?: string
  readonly placeholder?: string
  /** What a found one is, for those who do not see the list. */
  readonly choicesLabel: string
  readonly noneText: string
  /** A hook, called with an empty text while nothing is typed. */
  readonly useAnswer: (words: string) => SearchAnswer
  readonly onPick: (choice: SearchChoice) => void
  readonly onClose: () => void
}

/** A column's search by name: Enter takes the first, digits take the others, Esc goes back. */
export function SearchPanel({ title, hint, placeholder, choicesLabel, noneText, useAnswer, onPick, onClose }: SearchPanelProps): ReactNode {
  const text = useIntakeText()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), TYPING_PAUSE_MS)
  const { read, found: all, isAnswer } = useAnswer(q)
  const found = all.slice(0, SHOWN)
  const pick = (value: string): void => {
    const choice = found.find((each) => each.value === value)
    if (choice === undefined) return
    onPick(choice)
    onClose()
  }
  // Quick fingers press Enter before the answer is there: it then takes the first of the answer to these very words, never of the ones before.
  const [entered, setEntered] = useState(false)
  const isAnswered = q !== '' && q === words.trim() && isAnswer
  const first = isAnswered ? found[0]?.value : undefined
  useEffect(() => {
    if (!entered || !isAnswered) return
    setEntered(false)
    if (first !== undefined) pick(first)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `pick` is new at every render; what it depends on is named
  }, [entered, isAnswered, first])
  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter') return
    event.preventDefault()
    setEntered(true)
  }
  return (
    <section className={styles.panel} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      <Input
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        aria-label={title}
        placeholder={placeholder}
        value={words}
        onChange={(event) => {
          setEntered(false)
          setWords(event.target.value)
        }}
        onKeyDown={pressed}
      />
      <div className={styles.results}>
        {q === '' ? null : (
          <DataState read={read} isEmpty={() => found.length === 0} empty={{ title: noneText }}>
            {() => (
              <ChoiceGroup
                vertical
                label={choicesLabel}
                choices={found.map((choice, index) => ({ ...choice, ...(index < 9 ? { keyCap: String(index + 1) } : {}) }))}
                value={null}
                onChange={pick}
              />
            )}
          </DataState>
        )}
      </div>
      <footer className={styles.foot}>
        <ActionButton shortcut="Esc" onClick={onClose}>
          {text('panel.back')}
        </ActionButton>
      </footer>
    </section>
  )
}
