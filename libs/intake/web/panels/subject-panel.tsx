import type { ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { useRead } from '@tongban/ui/web'
import type { NamedUnit } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import { SearchPanel, type SearchAnswer } from './search-panel.js'

export type SubjectPanelProps = {
  /** Chosen already: not offered again. */
  readonly chosen: readonly NamedUnit[]
  readonly onPick: (unit: NamedUnit) => void
  readonly onClose: () => void
}

/** Alt U: a unit the citizen complains of, by its name. */
export function SubjectPanel({ chosen, onPick, onClose }: SubjectPanelProps): ReactNode {
  const text = useIntakeText()
  const useAnswer = (q: string): SearchAnswer => {
    const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
    const found = (read.data?.items ?? []).filter(({ id }) => !chosen.some((unit) => unit.id === id))
    return {
      read,
      isAnswer: read.data !== undefined && !read.isPlaceholderData,
      found: found.map(({ id, name, kind }) => ({ value: id, label: name, hint: UNIT_KIND_LABELS_ZH[kind] })),
    }
  }
  return (
    <SearchPanel
      title={text('subject.search')}
      hint={text('subject.hint')}
      placeholder={text('subject.placeholder')}
      choicesLabel={text('subject.label')}
      noneText={text('subject.none')}
      useAnswer={useAnswer}
      onPick={({ value, label }) => onPick({ id: value, name: label })}
      onClose={onClose}
    />
  )
}
