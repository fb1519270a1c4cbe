import type { ReactNode } from 'react'
import { ChoiceGroup, formatMoment, formatNear, formatPercent, StatusBadge, useLanguage, useNow, type Choice } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText, type IntakeKey } from '../intake-strings.js'
import type { Suggestions } from '../use-suggestions.js'
import column from './column.module.css'
import styles from './preview-column.module.css'

export type PreviewColumnProps = Pick<DraftFieldProps, 'draft' | 'change'> & {
  readonly suggestions: Suggestions | null
  readonly isThinking: boolean
  readonly hasFailed: boolean
  /** What may be the same matter; stands where the reasons give way, so that nothing else moves. */
  readonly duplicates?: ReactNode
}

/** What a submission would do, while it is still being written: who, why, by when. */
export function PreviewColumn({ draft, change, suggestions, isThinking, hasFailed, duplicates }: PreviewColumnProps): ReactNode {
  const text = useIntakeText()
  return (
    <section className={styles.preview} aria-label={text('preview.title')}>
      <h2 className={column.heading}>
        {text('preview.title')}
        <span className={column.quiet}>{isThinking ? text('preview.thinking') : ''}</span>
      </h2>
      {hasFailed ? <p className={styles.failed}>{text('preview.failed')}</p> : null}
      {suggestions === null ? (
        <>
          <p className={column.quiet}>{hasFailed ? '' : text('preview.wait')}</p>
          {duplicates}
        </>
      ) : (
        <>
          <Lead draft={draft} dispatch={suggestions.dispatch} urgency={draft.urgency ?? suggestions.urgency.value} />
          {duplicates}
          <Alternatives draft={draft} change={change} dispatch={suggestions.dispatch} />
          <DueTimes due={suggestions.due} toPool={suggestions.dispatch.outcome !== 'automatic' || draft.chosenUnit !== null} />
        </>
      )}
    </section>
  )
}

type Dispatch = Suggestions['dispatch']

type LeadProps = Pick<DraftFieldProps, 'draft'> & { readonly dispatch: Dispatch; readonly urgency: Suggestions['urgency']['value'] }

function Lead({ draft, dispatch, urgency }: LeadProps): ReactNode {
  const text = useIntakeText()
  const { chosenUnit } = draft
  const chosenReason = chosenUnit === null ? undefined : dispatch.alternatives.find(({ unit }) => unit.id === chosenUnit.id)?.reason
  const outcome =
    chosenUnit !== null
      ? ({ tone: 'warn', key: 'preview.chosen' } as const)
      : dispatch.outcome === 'automatic'
        ? ({ tone: 'good', key: 'preview.automatic' } as const)
        : ({ tone: 'warn', key: dispatch.outcome === 'pool' ? 'preview.pool' : 'preview.askPlace' } as const)
  return (
    <div className={styles.lead}>
      <StatusBadge tone={outcome.tone} text={text(outcome.key)} />
      <p className={styles.unit}>
        {chosenUnit?.name ?? dispatch.lead?.name ?? <span className={column.quiet}>{text('preview.noLead')}</span>}
        {chosenUnit === null && dispatch.lead !== null ? <span className={styles.sure}>{formatPercent(dispatch.confidence)}</span> : null}
      </p>
      <div className={styles.trail} role="group" aria-label={text('preview.because')} tabIndex={0}>
        {dispatch.wouldNeed.length === 0 ? null : (
          <ul className={styles.needs} aria-label={text('preview.need')}>
            {dispatch.wouldNeed.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        )}
        {chosenReason === undefined ? null : <p className={styles.chosenReason}>{chosenReason}</p>}
        {chosenUnit === null || dispatch.lead === null ? null : (
          <p className={column.quiet}>{text('preview.systemWould', { unit: dispatch.lead.name })}</p>
        )}
        <ul className={styles.reasons} aria-label={text('preview.because')}>
          {dispatch.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.text}`}>{reason.text}</li>
          ))}
        </ul>
      </div>
      {/* only an emergency starts them at once; otherwise the lead may call on them */}
      <Names label={text(urgency === 'emergency' ? 'preview.assists' : 'preview.mayAssist')} units={dispatch.assists} />
      <Names label={text('preview.copies')} units={dispatch.copies} />
    </div>
  )
}

const Names = ({
  label,
  units,
}: {
  readonly label: string
  readonly units: readonly { readonly id: string; readonly name: string }[]
}): ReactNode =>
  units.length === 0 ? null : (
    <p className={styles.names}>
      <span>{label}</span> {units.map(({ name }) => name).join('、')}
    </p>
  )

function Alternatives({ draft, change, dispatch }: Pick<DraftFieldProps, 'draft' | 'change'> & { readonly dispatch: Dispatch }): ReactNode {
  const text = useIntakeText()
  if (dispatch.alternatives.length === 0) return <div className={styles.alternatives} />
  const lead: readonly Choice<string>[] =
    dispatch.lead === null
      ? []
      : [{ value: dispatch.lead.id, label: dispatch.lead.name, hint: formatPercent(dispatch.confidence), keyCap: 'Alt 1' }]
  const others = dispatch.alternatives.slice(0, 3).map(({ unit, confidence, reason }, index) => ({
    value: unit.id,
    label: unit.name,
    hint: formatPercent(confidence),
    keyCap: `Alt ${index + 2}`,
    title: reason,
  }))
  return (
    <div className={styles.alternatives}>
      <h3 className={column.heading}>{text('preview.alternatives')}</h3>
      <ChoiceGroup
        vertical
        label={text('preview.alternatives')}
        choices={[...lead, ...others]}
        value={draft.chosenUnit?.id ?? null}
        proposed={dispatch.lead?.id ?? null}
        onChange={(id) => change({ chosenUnit: dispatch.alternatives.find(({ unit }) => unit.id === id)?.unit ?? null })}
        onClear={() => change({ chosenUnit: null })}
      />
    </div>
  )
}

const DUE_ROWS: readonly { readonly key: IntakeKey; readonly field: 'dispatchDueAt' | 'signDueAt' | 'contactDueAt' | 'promiseDueAt' }[] = [
  { key: 'preview.dueDispatch', field: 'dispatchDueAt' },
  { key: 'preview.dueSign', field: 'signDueAt' },
  { key: 'preview.dueContact', field: 'contactDueAt' },
  { key: 'preview.duePromise', field: 'promiseDueAt' },
]

function DueTimes({ due, toPool }: { readonly due: Suggestions['due']; readonly toPool: boolean }): ReactNode {
  const text = useIntakeText()
  const now = useNow('minute')
  const { language } = useLanguage()
  const rows = toPool ? DUE_ROWS : DUE_ROWS.slice(1)
  return (
    <div className={styles.due}>
      <h3 className={column.heading}>{text('preview.due')}</h3>
      <dl>
        {rows.map(({ key, field }) => (
          <div key={field} title={formatMoment(due[field], 'full', language)}>
            <dt>{text(key)}</dt>
            <dd>{formatNear(due[field], now, language)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
