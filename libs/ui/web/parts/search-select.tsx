import { Select, type SelectProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { useDebounced } from '../time/use-debounced.js'

export type NamedItem = { readonly id: string; readonly name: string }
/** `kind`: stands small beside the name while choosing. */
export type FoundItem = NamedItem & { readonly kind?: string }

export type SearchSelectProps = {
  /** What the field is addressed by: `id`, its name where no label points at it, and what describes it. */
  readonly field: { readonly id?: string; readonly 'aria-label'?: string; readonly 'aria-describedby'?: string | undefined; readonly 'aria-invalid'?: boolean | undefined }
  readonly chosen: readonly NamedItem[]
  readonly onChange: (chosen: readonly NamedItem[]) => void
  /** A hook: what is found for these words; called with an empty text while nothing is typed. */
  readonly useFound: (words: string) => readonly FoundItem[]
  readonly placeholder?: string | undefined
  /** One at most. */
  readonly single?: boolean
}

const TYPING_PAUSE_MS = 200
const MOST = 10

/** Things by name, asked of the server while typing. */
export function SearchSelect({ field, chosen, onChange, useFound, placeholder, single = false }: SearchSelectProps): ReactNode {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), TYPING_PAUSE_MS)
  const found = useFound(q)
  const known: readonly FoundItem[] = [...found, ...chosen.filter((item) => !found.some(({ id }) => id === item.id))]
  const pick = (ids: readonly string[]): void => {
    onChange(ids.flatMap((one) => known.filter(({ id }) => id === one).map(({ id, name }) => ({ id, name }))))
    setWords('')
  }
  const shared: Pick<SelectProps, 'options' | 'showSearch' | 'allowClear' | 'style' | 'notFoundContent' | 'optionRender' | 'placeholder'> = {
    options: known.map(({ id: value, name, kind }) => ({ value, label: name, kind })),
    allowClear: true,
    showSearch: { filterOption: false, onSearch: setWords, searchValue: words },
    style: { width: '100%' },
    notFoundContent: null,
    placeholder,
    optionRender: ({ data, label }) => (
      <span title={String(data.kind ?? '')}>
        {label} <small>{String(data.kind ?? '')}</small>
      </span>
    ),
  }
  return single ? (
    <Select<string> {...shared} {...field} value={chosen[0]?.id ?? null} onChange={(value: string | undefined) => pick(value === undefined ? [] : [value])} />
  ) : (
    <Select<string[]> {...shared} {...field} mode="multiple" maxCount={MOST} value={chosen.map(({ id }) => id)} onChange={pick} />
  )
}
