import { useHintedReads, useReadPages, type ReadPages } from '@tongban/ui/web'
import type { CaseListItem } from '@tongban/case/contract'
import type { ReactNode } from 'react'
import { listActCases } from '../../contract/index.js'
import { CasesPanel } from '../measures/cases-panel.js'
import { daysOf } from '../measures/period-presets.js'
import { useReportingText } from '../strings/reporting-strings.js'
import type { OpenAct } from './act-filters.js'

type Props = {
  readonly opened: OpenAct
  readonly period: { readonly from: string; readonly to: string }
  readonly of: string
  readonly onClose: () => void
}

/** The cases behind what somebody answers for. */
export function ActCasesPanel({ opened: { kind, authorKind, authorId, onTime }, period, of, onClose }: Props): ReactNode {
  const text = useReportingText()
  const pages = useReadPages(listActCases, { params: { kind }, query: { ...period, authorKind, authorId, ...(onTime ? { onTime: 'true' } : {}) } })
  useHintedReads([listActCases])
  const days = daysOf(period)
  return (
    <CasesPanel
      title={onTime ? text('acts.onTimeOf', { act: text(`act.${kind}`) }) : text(`act.${kind}`)}
      of={of}
      note={`${text('list.period', { from: days.first, to: days.last })} · ${text(`actDefinition.${kind}`)} · ${text('acts.oncePerCase')}`}
      pages={pages as ReadPages<CaseListItem>}
      onClose={onClose}
    />
  )
}
