import { Button, Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceGroup, formatPercent, KeyCap, StatusBadge } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText } from '../intake-strings.js'
import type { Suggestions } from '../use-suggestions.js'
import column from './column.module.css'
import styles from './matter-column.module.css'

const pathText = (path: readonly string[]): string => path.join(' › ')
/** The steps two same-named places differ in stand at the end. */
const shortPath = (path: readonly string[]): string => path.slice(-2).join(' › ')

/** As many as fit beside each other, and the keys that pick them: digits are the categories'. */
export const PLACE_KEYS = ['F7', 'F8', 'F9', 'F10'] as const

/** What the caller is asked to choose among; none when the place is clear, or chosen. */
export const placeChoicesOf = (division: DraftFieldProps['draft']['division'], place: Suggestions['place'] | null): Suggestions['place']['rivals'] =>
  division === null && place?.ambiguous === true ? place.rivals.slice(0, PLACE_KEYS.length) : []

/** Where, as the caller says it; what the system makes of it; and which of several, when names repeat. */
export function PlaceField({
  draft,
  change,
  complaints,
  place,
}: DraftFieldProps & { readonly place: Suggestions['place'] | null }): ReactNode {
  const text = useIntakeText()
  const complaint = complaints.placeText ?? complaints.divisionCode
  const rivals = placeChoicesOf(draft.division, place)
  const more = (place?.rivals.length ?? 0) - rivals.length
  return (
    <div className={styles.part}>
      <label className={styles.line}>
        <span className={styles.label}>
          {text('matter.place')} <KeyCap>Alt L</KeyCap>
        </span>
        <Input
          data-field="placeText"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={text('matter.placePlaceholder')}
          value={draft.placeText}
          status={complaint === undefined ? '' : 'error'}
          onChange={(event) => change({ placeText: event.target.value })}
        />
      </label>
      <div className={styles.line}>
        <span className={styles.label} />
        {complaint === undefined ? (
          <Understood draft={draft} change={change} place={place} rivalCount={rivals.length} />
        ) : (
          <span className={column.complaint}>{complaint}</span>
        )}
      </div>
      <div className={styles.line}>
        <span className={styles.label} />
        {rivals.length === 0 ? null : (
          <ChoiceGroup
            label={text('matter.ambiguous', { count: rivals.length })}
            choices={rivals.map((rival, index) => ({
              value: rival.code,
              label: shortPath(rival.path),
              keyCap: PLACE_KEYS[index] ?? '',
              title: pathText(rival.path),
            }))}
            value={null}
            onChange={(code) => {
              const rival = rivals.find((one) => one.code === code)
              if (rival !== undefined) change({ division: { code, path: rival.path }, placeAsked: false })
            }}
          />
        )}
        {rivals.length > 0 && more > 0 ? <span className={column.quiet}>{text('matter.morePlaces', { count: more })}</span> : null}
      </div>
    </div>
  )
}

function Understood({
  draft,
  change,
  place,
  rivalCount,
}: Pick<DraftFieldProps, 'draft' | 'change'> & { readonly place: Suggestions['place'] | null; readonly rivalCount: number }): ReactNode {
  const text = useIntakeText()
  if (draft.division !== null) {
    return (
      <>
        <StatusBadge tone="good" text={text('matter.chosenPlace')} />
        <span className={`${styles.clip} ${styles.understood}`}>{pathText(draft.division.path)}</span>
        <Button size="small" type="text" onClick={() => change({ division: null })}>
          {text('matter.clear')}
        </Button>
      </>
    )
  }
  if (place === null) return null
  const unclear = place.best === null || place.ambiguous
  // A name that is no more: the operator knows then why another one stands here.
  const former = place.evidence.find(({ how }) => how === 'old_name')
  return (
    <>
      {rivalCount > 0 ? (
        <span className={`${styles.clip} ${styles.warn}`} title={place.question ?? undefined}>⚠ {place.question ?? text('matter.ambiguous', { count: rivalCount })}</span>
      ) : place.best === null ? (
        <span className={`${styles.clip} ${styles.warn}`} title={place.question ?? undefined}>⚠ {place.question ?? text('matter.placeUnknown')}</span>
      ) : (
        <>
          <span className={column.quiet}>{text('matter.understood')}</span>
          <span className={`${styles.clip} ${styles.understood}`}>{pathText(place.best.path)}</span>
          <span className={column.quiet}>{formatPercent(place.best.confidence)}</span>
          {former === undefined ? null : <span className={`${column.quiet} ${styles.clip}`}>{text('matter.formerName', { name: former.text })}</span>}
        </>
      )}
      <span className={styles.grow} />
      {unclear ? (
        <Checkbox checked={draft.placeAsked} onChange={(event) => change({ placeAsked: event.target.checked })}>
          {text('matter.placeAsked')}
        </Checkbox>
      ) : null}
    </>
  )
}
