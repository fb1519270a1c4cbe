import { Input } from 'antd'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { ActionButton, ChoiceGroup, DataState, useDebounced, useRead } from '@tongban/ui/web'
import type { NamedUnit } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import styles from './panel.module.css'

const SHOWN = 12

export type SubjectPanelProps = {
  /** Chosen already: not offered again. */
  readonly chosen: readonly NamedUnit[]
  readonly onPick: (unit: NamedUnit) => void
  readonly onClose: () => void
}

/** Alt U: a unit the citizen complains of, by its name. Enter takes the first, digits take the others. */
export function SubjectPanel({ chosen, onPick, onClose }: SubjectPanelProps): ReactNode {
  const text = useIntakeText()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  const found = (read.data?.items ?? []).filter(({ id }) => !chosen.some((unit) => unit.id === id)).slice(0, SHOWN)
  const pick = (id: string): void => {
    const unit = found.find((one) => one.id === id)
    if (unit === undefined) return
    onPick({ id: unit.id, name: unit.name })
    onClose()
  }
  // Enter before the answer is there takes the first of the answer to these very words, never of the ones before.
  const [entered, setEntered] = useState(false)
  const isAnswered = q !== '' && q === words.trim() && read.data !== undefined && !read.isPlaceholderData
  const first = isAnswered ? found[0]?.id : undefined
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
    <section className={styles.panel} aria-label={text('subject.search')}>
      <h2 className={styles.title}>{text('subject.search')}</h2>
      <p className={styles.hint}>{text('subject.hint')}</p>
      <Input
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        aria-label={text('subject.search')}
        placeholder={text('subject.placeholder')}
        value={words}
        onChange={(event) => {
          setEntered(false)
          setWords(event.target.value)
        }}
        onKeyDown={pressed}
      />
      <div className={styles.results}>
        {q === '' ? null : (
          <DataState read={read} isEmpty={() => found.length === 0} empty={{ title: text('subject.none') }}>
            {() => (
              <ChoiceGroup
                vertical
                label={text('subject.label')}
                choices={found.map(({ id, name, kind }, index) => ({
                  value: id,
                  label: name,
                  hint: UNIT_KIND_LABELS_ZH[kind],
                  ...(index < 9 ? { keyCap: String(index + 1) } : {}),
                }))}
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
