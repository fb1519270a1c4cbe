import { Input } from 'antd'
import { Fragment, useId, useState, type ReactNode } from 'react'
import { DataState } from '../../page/data-state.js'
import { ForbiddenState } from '../../page/page-scaffold.js'
import { ProblemNote } from '../../page/problem-note.js'
import { useRead } from '../../query/use-read.js'
import { useCan } from '../../session/session-provider.js'
import { ActionButton } from '../action-button.js'
import { fieldsOf, rangeOf, wordsOf, type FieldGroup, type FoldedGroups, type NumberSetting, type SettingSection } from './setting-field.js'
import { useFormText } from './settings-form-strings.js'
import { SettingNumber, SettingRow } from './setting-input.js'
import { SettingsHistory, StaleNote, useTold } from './settings-history.js'
import { useSettingsDraft, type SettingsSource, type SettingsWork } from './use-settings-draft.js'
import styles from './settings-form.module.css'

export type SettingsFormProps<View> = SettingsSource<View> & {
  /** What the form is called. */
  readonly title: string
  /** From when on a change is in force, and for what. */
  readonly hint: string
  /** In the order they are read; of the answer, where names come with it. */
  readonly sections: (view: View) => readonly SettingSection[]
  /** Said when it was taken; absent: so. */
  readonly saved?: string
}

/**
 * Settings of the city in versions: what each means, within which bounds, what it was shipped as; changed together, with a reason, on top of the version
 * that was seen; who changed what, when and why. Fields are data; bounds and complaints are the contract's. A single number stands as a card of its own.
 */
export function SettingsForm<View extends { readonly history: readonly object[] }>(props: SettingsFormProps<View>): ReactNode {
  const can = useCan()
  const mayRead = can(props.reads.permission)
  const read = useRead(props.reads, {}, { enabled: mayRead })
  return mayRead ? <DataState read={read}>{(data) => <Settings {...props} data={data} />}</DataState> : <ForbiddenState permission={props.reads.permission} />
}

type Shown = { readonly title: string; readonly hint: string; readonly saved?: string | undefined; readonly sections: readonly SettingSection[]; readonly work: SettingsWork }

function Settings<View extends { readonly history: readonly object[] }>({ data, title, hint, saved, sections: sectionsOf, ...source }: SettingsFormProps<View> & { readonly data: View }): ReactNode {
  const { view, ...work } = useSettingsDraft(source, data, (of) => fieldsOf(sectionsOf(of)))
  const shown = { title, hint, saved, sections: sectionsOf(view), work }
  const [only, ...others] = work.fields
  return only !== undefined && !('input' in only) && others.length === 0 ? <OneSetting {...shown} field={only} /> : <ManySettings {...shown} />
}

function ManySettings({ title, hint, saved, sections, work }: Shown): ReactNode {
  const text = useFormText()
  const told = useTold()
  return (
    <div className={styles.many}>
      <form className={styles.many} aria-label={title} onSubmit={(event) => (event.preventDefault(), void work.send())}>
        <p>{hint}</p>
        <p className={styles.small}>{work.now.version === 0 ? text('unchanged') : told(work.now)}</p>
        {work.mayChange ? null : <p className={styles.small}>{text('readOnly')}</p>}
        {sections.map((section, at) =>
          'own' in section ? <Fragment key={at}>{section.own}</Fragment> : 'folded' in section ? <Fold key={section.title} section={section} work={work} /> : <Group key={section.title ?? at} group={section} work={work} />,
        )}
        {work.mayChange ? <SaveBar work={work} saved={saved ?? text('saved')} /> : null}
      </form>
      <SettingsHistory work={work} />
    </div>
  )
}

/** Fields without a title stand each for itself; those with one share a card. */
function Group({ group: { title, hint, fields }, work }: { readonly group: FieldGroup; readonly work: SettingsWork }): ReactNode {
  if (title === undefined) return fields.map((field) => <SettingRow key={field.key} field={field} work={work} className={styles.row} nameClass={styles.name} />)
  return (
    <section className={styles.card}>
      <GroupRows group={{ title, fields, ...(hint === undefined ? {} : { hint }) }} work={work} />
    </section>
  )
}

function GroupRows({ group: { title, hint, fields }, work }: { readonly group: FieldGroup; readonly work: SettingsWork }): ReactNode {
  return (
    <>
      <h2 className={styles.name}>{title}</h2>
      {hint === undefined ? null : <p className={styles.small}>{hint}</p>}
      {fields.map((field) => (
        <SettingRow key={field.key} field={field} work={work} className={`${styles.line} ${'input' in field ? styles.wide : ''}`} />
      ))}
    </>
  )
}

function Fold({ section, work }: { readonly section: FoldedGroups; readonly work: SettingsWork }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const [seen, setSeen] = useState(work.faults)
  if (seen !== work.faults) {
    // a complaint is never hidden behind a fold
    setSeen(work.faults)
    if (fieldsOf([section]).some(({ key }) => work.faults[key] !== undefined)) setOpen(true)
  }
  return (
    <details className={styles.fold} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{section.title}</summary>
      <p className={styles.small}>{section.hint}</p>
      {/* drawn when looked at: two dozen fields are not drawn again with every key */}
      {(isOpen ? section.folded : []).map((group) => (
        <section key={group.title} className={styles.group}>
          <GroupRows group={group} work={work} />
        </section>
      ))}
    </details>
  )
}

/** One number: what it is in large, and the field to change it beside the reason. */
function OneSetting({ title, hint, saved, sections, work, field }: Shown & { readonly field: NumberSetting }): ReactNode {
  const text = useFormText()
  const told = useTold()
  const id = useId()
  const { now, shipped } = work
  const current = wordsOf(field, now.values[field.key])
  const value = work.values[field.key]
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {field.help === undefined ? null : <p>{field.help}</p>}
      <p className={styles.fact}>
        <span>
          {text('now')} <strong className={styles.value}>{current}</strong>
        </span>
        <span className={styles.small}>{now.version === 0 ? text('unchanged.one') : told(now)}</span>
      </p>
      <p id={`${id}about`} className={styles.small}>{[text('range', rangeOf(field)), text('shipped', { value: wordsOf(field, shipped[field.key]) }), hint].join(' · ')}</p>
      {sections.map((section, at) => ('own' in section ? <Fragment key={at}>{section.own}</Fragment> : null))}
      {work.mayChange ? (
        <form aria-label={title} onSubmit={(event) => (event.preventDefault(), void work.send())}>
          <SaveBar work={work} saved={saved ?? text('saved.one', { value: wordsOf(field, work.saved?.[field.key]) })}>
            <div className={styles.field}>
              <label htmlFor={id}>{text('to')}</label>
              <SettingNumber
                id={id} about={`${id}about`} field={field} value={typeof value === 'number' ? value : null} isFaulty={(work.faults[field.key] ?? work.refused[field.key]) !== undefined}
                onChange={(next) => work.edit({ [field.key]: next })}
              />
            </div>
          </SaveBar>
        </form>
      ) : (
        <p className={styles.small}>{text('readOnly')}</p>
      )}
      <SettingsHistory work={work} />
    </section>
  )
}

/** Why, and the button; above them that somebody was faster, under them what is wrong, what was refused, or that it was taken. */
function SaveBar({ work, saved, children }: { readonly work: SettingsWork; readonly saved: string; readonly children?: ReactNode }): ReactNode {
  const text = useFormText()
  const id = useId()
  const isFaulty = (work.faults['reason'] ?? work.refused['reason']) !== undefined
  const off = work.isStale ? text('staleFirst') : work.isSame ? text('nothing') : null
  return (
    <div className={styles.save}>
      {/* where the person is who has just pressed the button: a long form has its beginning off the screen */}
      <StaleNote work={work} />
      {children}
      <div className={`${styles.field} ${styles.reason}`}>
        <label htmlFor={id}>{text('reason')}</label>
        <Input
          id={id} value={work.reason} placeholder={text('reason.hint')} status={isFaulty ? 'error' : ''} aria-required aria-invalid={isFaulty} aria-describedby={`${id}fault`} {...(work.reasonMost === undefined ? {} : { maxLength: work.reasonMost })}
          onChange={({ target }) => work.explain(target.value)}
        />
      </div>
      <ActionButton type="primary" htmlType="submit" loading={work.isSaving} disabledReason={off}>
        {text('save')}
      </ActionButton>
      <p id={`${id}fault`} className={styles.bad} role="alert">
        {/* named here too: the field may be off the screen */}
        {Object.values(work.faults).join(text('and'))}
      </p>
      {/* a refusal for being late is told above, with what it is by now */}
      {work.isStale ? null : <ProblemNote problem={work.problem} fieldNames={{ ...work.fieldNames, reason: text('reason') }} />}
      <p className={styles.good} role="status">
        {work.saved === null ? '' : saved}
      </p>
    </div>
  )
}
