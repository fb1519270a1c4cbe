import { useHintedReads, useReadPages, type ReadPages } from '@tongban/ui/web'
import type { CaseListItem } from '@tongban/case/contract'
import type { ReactNode } from 'react'
import { listMeasureCases, MEASURES, type MeasureId } from '../../contract/index.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { CasesPanel } from './cases-panel.js'
import { daysOf } from './period-presets.js'

export type MeasureGroup = {
  readonly unitId?: string
  readonly countyCode?: string
  readonly townshipCode?: string
  readonly channel?: string
  readonly caseType?: string
  readonly categoryCode?: string
}

type Props = {
  readonly measure: MeasureId
  readonly period: { readonly from: string; readonly to: string }
  readonly group: MeasureGroup
  readonly of: string
  readonly onClose: () => void
}

/** The cases behind a measure of a unit, county or township. */
export function MeasureCasesPanel({ measure, period, group, of, onClose }: Props): ReactNode {
  const text = useReportingText()
  const pages = useReadPages(listMeasureCases, { params: { measure }, query: { ...period, ...group } })
  useHintedReads([listMeasureCases])
  const days = daysOf(period)
  const span = MEASURES[measure].basis === 'now' ? '' : `${text('list.period', { from: days.first, to: days.last })} · `
  return (
    <CasesPanel
      title={text(`measure.${measure}`)}
      of={of}
      note={`${span}${text(`definition.${measure}`)}`}
      pages={pages as ReadPages<CaseListItem>}
      onClose={onClose}
    />
  )
}
