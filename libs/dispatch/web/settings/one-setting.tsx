import { Button, Input, InputNumber } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { ActionButton, formatMoment, ProblemNote, useLanguage, type ApiProblem } from '@tongban/ui/web'
import styles from './settings.module.css'
import { useSettingsText } from './settings-strings.js'

/** One number as it was set once; version 0 is as shipped, by nobody. */
export type SettingVersion = { readonly version: number; readonly value: number; readonly reason: string; readonly changedBy: { readonly name: string } | null; readonly changedAt: string | null }
/** What is asked for, on top of the version the person has seen. */
export type SettingDraft = { readonly seen: number; readonly value: number | null; readonly reason: string }
export type SettingFaults = { readonly value?: string | undefined; readonly reason?: string | undefined }

type Props = {
  readonly name: 'automatic' | 'lease'
  readonly now: SettingVersion
  /** The newest first. */
  readonly history: readonly SettingVersion[]
  readonly range: { readonly least: number; readonly most: number; readonly shipped: number; readonly step: number }
  readonly mayChange: boolean
  /** What the contract says of a draft; null: it may be sent. */
  readonly faultsOf: (draft: SettingDraft) => SettingFaults | null
  /** Sends it; true when it was taken. */
  readonly onSave: (draft: SettingDraft) => Promise<boolean>
  readonly isSaving: boolean
  readonly problem: ApiProblem | null
  /** Forgets the refusal: what it was about has been edited or looked at. */
  readonly onForget: () => void
  /** Where a change can be tried first. */
  readonly trial?: ReactNode
}

/** A share has no unit. */
const unitOf = (name: Props['name'], text: ReturnType<typeof useSettingsText>): string => (name === 'lease' ? text('seconds') : '')

/** A number of the city: what it is, what it means, within which bounds, who changed it when and why; and its form, for who may. */
export function OneSetting({ name, now, history, range, mayChange, trial, ...form }: Props): ReactNode {
  const text = useSettingsText()
  const { language } = useLanguage()
  const words = (value: number): string => text(`${name}.value`, { value, minutes: Number((value / 60).toFixed(1)) })
  const told = ({ version, changedBy, changedAt, reason }: SettingVersion): string =>
    text(reason === '' ? 'changedBare' : 'changed', { version, who: changedBy?.name ?? '', moment: changedAt === null ? '' : formatMoment(changedAt, 'minute', language), reason })
  return (
    <section className={styles.card} aria-label={text(`${name}.name`)}>
      <h2>{text(`${name}.name`)}</h2>
      <p className={styles.what}>{text(`${name}.what`)}</p>
      <p className={styles.line}>
        <span>
          {text('now')} <strong className={styles.value}>{words(now.value)}</strong>
        </span>
        <span className={styles.small}>{now.version === 0 ? text('unchanged') : told(now)}</span>
      </p>
      <p className={styles.small}>
        {[text('range', range), unitOf(name, text)].filter((part) => part !== '').join(' ')} · {text('shipped', { value: words(range.shipped) })} · {text(`${name}.effect`)}
      </p>
      {trial}
      {mayChange ? <ChangeForm name={name} now={now} range={range} words={words} {...form} /> : <p className={styles.small}>{text('readOnly')}</p>}
      {history.length === 0 ? null : (
        <details className={styles.history}>
          <summary>{text('history', { count: history.length })}</summary>
          <ul>
            {history.map((one, at) => {
              const before = history[at + 1]?.value ?? (one.version === 1 ? range.shipped : null)
              return (
                <li key={one.version}>
                  {before === null ? words(one.value) : text('change', { before: words(before), after: words(one.value) })} <span className={styles.small}>{told(one)}</span>
                </li>
              )
            })}
          </ul>
        </details>
      )}
    </section>
  )
}

type FormProps = Pick<Props, 'name' | 'now' | 'range' | 'faultsOf' | 'onSave' | 'isSaving' | 'problem' | 'onForget'> & { readonly words: (value: number) => string }

/** A draft remembers what was in force when it was begun: if that moves on, whoever writes is told before anything is replaced. */
function ChangeForm({ name, now, range, words, faultsOf, onSave, isSaving, problem, onForget }: FormProps): ReactNode {
  const text = useSettingsText()
  const { language } = useLanguage()
  const id = useId()
  const [draft, setDraft] = useState<SettingDraft | null>(null)
  const [faults, setFaults] = useState<SettingFaults>({})
  const [saved, setSaved] = useState<number | null>(null)
  const { seen, value, reason } = draft ?? { seen: now.version, value: now.value, reason: '' }
  const isStale = seen !== now.version
  const isSame = value === now.value
  const edit = (changes: Partial<SettingDraft>): void => {
    setSaved(null)
    setFaults({})
    onForget()
    setDraft({ seen, value, reason, ...changes })
  }
  const send = async (): Promise<void> => {
    if (isSame || isStale) return
    const found = faultsOf({ seen, value, reason: reason.trim() })
    setFaults(found ?? {})
    if (found !== null || !(await onSave({ seen, value, reason: reason.trim() }))) return
    setDraft(null)
    setSaved(value)
  }
  const off = isStale ? text('staleFirst') : isSame ? text('nothing') : null
  return (
    <form className={styles.form} aria-label={text(`${name}.name`)} onSubmit={(event) => (event.preventDefault(), void send())}>
      {isStale ? (
        <div className={styles.stale} role="alert">
          <p>{text('stale', { who: now.changedBy?.name ?? '', value: words(now.value), moment: now.changedAt === null ? '' : formatMoment(now.changedAt, 'short', language), reason: now.reason })}</p>
          <Button size="small" onClick={() => edit({ seen: now.version })}>
            {text('seen')}
          </Button>
        </div>
      ) : null}
      <div className={styles.fields}>
        <div className={styles.field}>
          <label htmlFor={`${id}value`}>{text('to')}</label>
          <InputNumber
            id={`${id}value`} className={styles.number ?? ''} step={range.step} value={value} suffix={unitOf(name, text)} status={faults.value === undefined ? '' : 'error'}
            aria-invalid={faults.value !== undefined} aria-describedby={`${id}fault`} onChange={(next) => edit({ value: next })}
          />
        </div>
        <div className={`${styles.field} ${styles.reason}`}>
          <label htmlFor={`${id}reason`}>{text('reason')}</label>
          <Input id={`${id}reason`} value={reason} maxLength={500} placeholder={text('reasonHint')} status={faults.reason === undefined ? '' : 'error'} aria-invalid={faults.reason !== undefined} aria-describedby={`${id}fault`} onChange={({ target }) => edit({ reason: target.value })} />
        </div>
        <ActionButton type="primary" htmlType="submit" loading={isSaving} disabledReason={off}>
          {text('save')}
        </ActionButton>
      </div>
      <p id={`${id}fault`} className={styles.bad} role="alert">
        {[faults.value, faults.reason].filter((fault) => fault !== undefined).join('；')}
      </p>
      {/* a refusal for being late is told above, with what it is by now */}
      {isStale ? null : <ProblemNote problem={problem} fieldNames={{ automatic: text('automatic.name'), claimLeaseSeconds: text('lease.name'), reason: text('reason') }} />}
      <p role="status" className={styles.good}>
        {saved === null ? '' : text('saved', { value: words(saved) })}
      </p>
    </form>
  )
}
