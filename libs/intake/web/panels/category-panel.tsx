import { Input } from 'antd'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { listCategories } from '@tongban/taxonomy/contract'
import { ActionButton, ChoiceGroup, DataState, useDebounced, useRead } from '@tongban/ui/web'
import type { Chosen } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import styles from './panel.module.css'

const SHOWN = 12

/** Alt K: a category by its name or by what people call it. Enter takes the first, digits take the others. */
export function CategoryPanel({
  onPick,
  onClose,
}: {
  readonly onPick: (category: Chosen) => void
  readonly onClose: () => void
}): ReactNode {
  const text = useIntakeText()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const read = useRead(listCategories, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  // a first-level node is too wide to file under
  const found = (read.data?.items ?? []).filter(({ code }) => code.length > 2).slice(0, SHOWN)
  const pick = (code: string): void => {
    const category = found.find((one) => one.code === code)
    if (category === undefined) return
    onPick({ code, path: [category.name] })
    onClose()
  }
  // Quick fingers press Enter before the answer is there: it then takes the first of the answer to these very words, never of the ones before.
  const [entered, setEntered] = useState(false)
  const isAnswered = q !== '' && q === words.trim() && read.data !== undefined && !read.isPlaceholderData
  const first = isAnswered ? found[0]?.code : undefined
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
    <section className={styles.panel} aria-label={text('matter.categorySearch')}>
      <h2 className={styles.title}>{text('matter.categorySearch')}</h2>
      <Input
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        aria-label={text('matter.categorySearch')}
        value={words}
        onChange={(event) => {
          setEntered(false)
          setWords(event.target.value)
        }}
        onKeyDown={pressed}
      />
      <div className={styles.results}>
        {q === '' ? null : (
          <DataState read={read} isEmpty={() => found.length === 0} empty={{ title: text('category.none') }}>
            {() => (
              <ChoiceGroup
                vertical
                label={text('matter.category')}
                choices={found.map(({ code, name, keywords }, index) => ({
                  value: code,
                  label: name,
                  hint: keywords.slice(0, 3).join(' '),
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
