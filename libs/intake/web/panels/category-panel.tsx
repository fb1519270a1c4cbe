import type { ReactNode } from 'react'
import { listCategories } from '@tongban/taxonomy/contract'
import { useRead } from '@tongban/ui/web'
import type { Chosen } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import { SearchPanel, type SearchAnswer } from './search-panel.js'

/** Alt K: a category by its name or by what people call it. */
export function CategoryPanel({
  onPick,
  onClose,
}: {
  readonly onPick: (category: Chosen) => void
  readonly onClose: () => void
}): ReactNode {
  const text = useIntakeText()
  return (
    <SearchPanel
      title={text('matter.categorySearch')}
      choicesLabel={text('matter.category')}
      noneText={text('category.none')}
      useAnswer={useFoundCategories}
      onPick={({ value, label }) => onPick({ code: value, path: [label] })}
      onClose={onClose}
    />
  )
}

function useFoundCategories(q: string): SearchAnswer {
  const read = useRead(listCategories, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  // a first-level node is too wide to file under
  const found = (read.data?.items ?? []).filter(({ code }) => code.length > 2)
  return {
    read,
    isAnswer: read.data !== undefined && !read.isPlaceholderData,
    found: found.map(({ code, name, keywords }) => ({ value: code, label: name, hint: keywords.slice(0, 3).join(' ') })),
  }
}
