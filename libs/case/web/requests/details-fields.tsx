import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { formatMoment, instantOf, useLanguage, useNow } from '@tongban/ui/web'
import { RETURN_REASON_ZH, UNREASONABLE_REASON_ZH, type AssignmentView, type RequestKind, type ReturnReason, type UnreasonableReason } from '../../contract/index.js'
import { useRequestText } from '../strings/request-strings.js'
import { Choices, Field } from '../work/form-parts.js'
import styles from '../work/form.module.css'
import { UnitField, type NamedUnit } from '../work/unit-field.js'
import type { ContractForm } from '../work/use-contract-form.js'
import { cityDayOf, closingOf, onDay, weekdaysLater } from './city-days.js'
import { DayInput } from './day-input.js'
import { MilestoneFields } from './milestone-fields.js'

export type DetailsProps = { readonly form: ContractForm; readonly assignment: AssignmentView }

const written = (form: ContractForm, field: string): string => String(form.values[field] ?? '')
const missing = (error: string | undefined, words: string): string | undefined => (error === undefined ? undefined : words)

/** What each kind of request asks beside its reason. */
export const DETAILS_FIELDS: { readonly [Kind in RequestKind]: (props: DetailsProps) => ReactNode } = {
  return: ReturnFields,
  extension: ExtensionFields,
  shelving: ShelvingFields,
  unreasonable: UnreasonableFields,
  termination: () => null,
  rating_review: RatingFields,
}

function ReturnFields({ form }: DetailsProps): ReactNode {
  const text = useRequestText()
  const [units, setUnits] = useState<readonly NamedUnit[]>([])
  return (
    <>
      <p className={styles.hint}>{text('ask.onceOnly')}</p>
      <Choices
        legend={text('ask.returnReason')}
        stacked
        options={(Object.keys(RETURN_REASON_ZH) as ReturnReason[]).map((code) => ({ value: code, label: text(`returnReason.${code}`) }))}
        value={(form.values.reasonCode as ReturnReason | undefined) ?? null}
        error={missing(form.errors.reasonCode, text('form.chooseOne'))}
        onChoose={(reasonCode) => form.set({ reasonCode })}
      />
      <UnitField
        label={text('ask.expectedUnit')}
        single
        units={units}
        placeholder={text('form.unitPlaceholder')}
        error={missing(form.errors.expectedUnitId, text('form.unitMissing'))}
        onChange={(next) => {
          setUnits(next)
          form.set({ expectedUnitId: next[0]?.id })
        }}
      />
      <Field label={text('ask.legalBasis')} error={form.errors.legalBasis}>
        {(ids) => (
          <Input {...ids} value={written(form, 'legalBasis')} placeholder={text('ask.legalBasisPlaceholder')} onChange={(event) => form.set({ legalBasis: event.target.value })} />
        )}
      </Field>
    </>
  )
}

const PRESET_DAYS = [1, 2, 3, 4, 5] as const

function ExtensionFields({ form, assignment }: DetailsProps): ReactNode {
  const text = useRequestText()
  const { language } = useLanguage()
  const promise = instantOf(assignment.promiseDueAt)
  // At most the original length, counted on from the promise: the server measures it in working time.
  const latest = promise + (promise - instantOf(assignment.dispatchedAt))
  const presets = PRESET_DAYS.map((days) => ({ days, until: weekdaysLater(promise, days) })).filter(({ until }) => until <= latest)
  const until = typeof form.values.until === 'number' ? form.values.until : null
  const said = until === null ? '' : formatMoment(new Date(until).toISOString(), 'full', language).slice(0, -3)
  return (
    <>
      <Choices
        legend={text('ask.extendBy')}
        options={presets.map(({ days }) => ({ value: String(days), label: text('ask.extendDays', { days }) }))}
        value={String(presets.find((preset) => preset.until === until)?.days ?? '')}
        error={missing(form.errors.until, text('form.dayMissing'))}
        onChoose={(days) => form.set({ until: weekdaysLater(promise, Number(days)) })}
      />
      <DayInput
        label={text('ask.extendDay')}
        value={until === null ? '' : said.slice(0, 10)}
        min={cityDayOf(promise)}
        onChange={(day) => form.set({ until: onDay(promise, day) ?? undefined })}
      />
      <p className={styles.hint} role="status">
        {until === null ? text('ask.weekends') : text('ask.extendTo', { moment: said, promise: formatMoment(promise, 'minute', language) })}
      </p>
    </>
  )
}

function ShelvingFields({ form }: DetailsProps): ReactNode {
  const text = useRequestText()
  const now = useNow('minute')
  const [day, setDay] = useState('')
  const input = (field: 'measures' | 'leader' | 'publicNote', label: string): ReactNode => (
    <Field label={label} error={form.errors[field]}>
      {(ids) =>
        field === 'leader' ? (
          <Input {...ids} value={written(form, field)} onChange={(event) => form.set({ [field]: event.target.value })} />
        ) : (
          <Input.TextArea {...ids} rows={2} value={written(form, field)} onChange={(event) => form.set({ [field]: event.target.value })} />
        )
      }
    </Field>
  )
  return (
    <>
      {input('measures', text('ask.measures'))}
      <DayInput
        label={text('ask.until')}
        value={day}
        min={cityDayOf(now)}
        error={missing(form.errors.until, text('form.dayMissing'))}
        onChange={(next) => {
          setDay(next)
          form.set({ until: closingOf(next) ?? undefined })
        }}
      />
      <MilestoneFields form={form} min={cityDayOf(now)} max={day} />
      {input('leader', text('ask.leader'))}
      {input('publicNote', text('ask.publicNote'))}
    </>
  )
}

function UnreasonableFields({ form }: DetailsProps): ReactNode {
  const text = useRequestText()
  return (
    <Choices
      legend={text('ask.unreasonable')}
      stacked
      options={(Object.keys(UNREASONABLE_REASON_ZH) as UnreasonableReason[]).map((code) => ({ value: code, label: text(`unreasonable.${code}`) }))}
      value={(form.values.reasonCode as UnreasonableReason | undefined) ?? null}
      error={missing(form.errors.reasonCode, text('form.chooseOne'))}
      onChoose={(reasonCode) => form.set({ reasonCode })}
    />
  )
}

function RatingFields({ assignment }: DetailsProps): ReactNode {
  const text = useRequestText()
  return <p className={styles.hint}>{text('ask.ratingRound', { round: assignment.round })}</p>
}
