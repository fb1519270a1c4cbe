import { Button, Input, InputNumber, Select } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { ActionButton, formatMoment, PageScaffold, ProblemNote, useCan, useCommand, useLanguage, useRead } from '@tongban/ui/web'
import { listCategories } from '@tongban/taxonomy/contract'
import { changeWarningSettings, readWarningSettings, type WarningSettings, type WarningSettingsView, type WatchedClass } from '../../contract/index.js'
import { boundsOf, changesBetween, CLASSES, NUMBERS, SHIPPED, type NumberName } from './setting-names.js'
import { useSettingsText } from './settings-strings.js'
import styles from './settings.module.css'

/** While it is edited a number may be missing. `seen`: the version in force when the draft was begun. */
type Draft = { readonly seen: number; readonly settings: { readonly [K in keyof WarningSettings]: K extends 'classes' ? WarningSettings['classes'] : number | null }; readonly reason: string }
type Faults = Readonly<Record<string, string>>

/** `/topic-settings`: from how many cases on, and with how much doubt, the system speaks up. */
export default function TopicSettingsPage(): ReactNode {
  const text = useSettingsText()
  const read = useRead(readWarningSettings, {})
  return (
    <PageScaffold title={text('title')} permission="topic.read" read={read}>
      {(data) => <Settings data={data} onStale={() => void read.refetch()} />}
    </PageScaffold>
  )
}

function Settings({ data, onStale }: { readonly data: WarningSettingsView; readonly onStale: () => void }): ReactNode {
  const text = useSettingsText()
  const can = useCan()
  const { language } = useLanguage()
  const mayChange = can('topic.configure')
  const told = useTold()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [faults, setFaults] = useState<Faults>({})
  const command = useCommand(changeWarningSettings, { invalidates: [readWarningSettings], onRefused: onStale })
  const shown: Draft = draft ?? { seen: data.version, settings: data.settings, reason: '' }
  const isStale = shown.seen !== data.version
  const isSame = JSON.stringify(shown.settings) === JSON.stringify(data.settings)
  const edit = (changes: Partial<Draft>): void => {
    command.reset()
    setFaults({})
    setDraft({ ...shown, ...changes })
  }
  const send = async (): Promise<void> => {
    if (isSame || isStale) return
    const checked = changeWarningSettings.body.safeParse({ version: shown.seen, settings: shown.settings, reason: shown.reason })
    setFaults(checked.success ? {} : Object.fromEntries([...checked.error.issues].reverse().map(({ path, message }) => [String(path[path[0] === 'settings' ? 1 : 0]), message])))
    if (checked.success && (await command.run({ body: checked.data })) !== null) setDraft(null)
  }
  const { history, categoryNames } = data
  // what was in force when the draft was begun; gone from the list after fifty changes, then nothing is compared
  const begun = shown.seen === 0 ? SHIPPED : history.find(({ version }) => version === shown.seen)?.settings
  return (
    <form className={styles.page} aria-label={text('title')} onSubmit={(event) => (event.preventDefault(), void send())}>
      <p>{text('hint')}</p>
      <p className={styles.small}>{data.version === 0 ? text('unchanged') : told(data)}</p>
      {mayChange ? null : <p className={styles.small}>{text('readOnly')}</p>}
      {isStale ? (
        <div className={styles.stale} role="alert">
          <p>
            {text('stale', {
              who: data.changedBy?.name ?? '', moment: data.changedAt === null ? '' : formatMoment(data.changedAt, 'short', language), reason: data.reason,
              changes: begun === undefined ? '' : changesBetween(begun, data.settings, text, categoryNames).join('；'),
            })}
          </p>
          <Button size="small" onClick={() => edit({ seen: data.version, settings: rebased(shown.settings, begun, data.settings) })}>
            {text('seen')}
          </Button>
        </div>
      ) : null}
      {NUMBERS.map(([name, unit]) => (
        <NumberRow
          key={name} name={name} unit={text(`unit.${unit}`)} now={data.settings[name]} value={shown.settings[name]} fault={faults[name]}
          {...(mayChange ? { onChange: (value: number | null) => edit({ settings: { ...shown.settings, [name]: value } }) } : {})}
        />
      ))}
      <ClassRows
        settings={shown.settings.classes} now={data.settings.classes} names={categoryNames} fault={faults.classes}
        {...(mayChange ? { onChange: (classes: WarningSettings['classes']) => edit({ settings: { ...shown.settings, classes } }) } : {})}
      />
      {mayChange ? (
        <div className={styles.save}>
          <label className={styles.reason}>
            {text('reason')}
            <Input value={shown.reason} maxLength={300} placeholder={text('reasonHint')} status={faults.reason === undefined ? '' : 'error'} aria-invalid={faults.reason !== undefined} onChange={({ target }) => edit({ reason: target.value })} />
          </label>
          <ActionButton type="primary" htmlType="submit" loading={command.isRunning} disabledReason={isStale ? text('staleFirst') : isSame ? text('nothing') : null}>
            {text('save')}
          </ActionButton>
          <p className={styles.bad} role="alert">
            {/* named here too: the field may be off the screen */}
            {Object.values(faults).join('；')}
          </p>
          {isStale ? null : <ProblemNote problem={command.problem} />}
          <p className={styles.good} role="status">
            {command.answer === undefined || draft !== null ? '' : text('saved')}
          </p>
        </div>
      ) : null}
      <History data={data} />
    </form>
  )
}

/** What the person has changed stays; what only the other has changed is taken over, not turned back. */
function rebased(mine: Draft['settings'], begun: WarningSettings | undefined, now: WarningSettings): Draft['settings'] {
  if (begun === undefined) return mine
  const changed = NUMBERS.flatMap(([name]) => (mine[name] === begun[name] ? [] : [[name, mine[name]] as const]))
  const classes = Object.fromEntries(CLASSES.map((name) => [name, mine.classes[name].join() === begun.classes[name].join() ? now.classes[name] : mine.classes[name]])) as WarningSettings['classes']
  return { ...now, ...Object.fromEntries(changed), classes }
}

/** Who changed it, when and why, as a sentence. */
function useTold(): (one: Pick<WarningSettingsView, 'version' | 'changedBy' | 'changedAt' | 'reason'>) => string {
  const text = useSettingsText()
  const { language } = useLanguage()
  return ({ version, changedBy, changedAt, reason }) =>
    text(changedBy === null ? 'versionBare' : 'version', { version, who: changedBy?.name ?? '', moment: changedAt === null ? '' : formatMoment(changedAt, 'minute', language), reason })
}

type RowProps = { readonly name: NumberName; readonly unit: string; readonly now: number; readonly value: number | null; readonly fault: string | undefined; readonly onChange?: (value: number | null) => void }

function NumberRow({ name, unit, now, value, fault, onChange }: RowProps): ReactNode {
  const text = useSettingsText()
  const id = useId()
  return (
    <div className={styles.row}>
      <div>
        {onChange === undefined ? (
          <span className={styles.name}>{text(name)}</span>
        ) : (
          <label htmlFor={id} className={styles.name}>
            {text(name)}
          </label>
        )}
        <p className={styles.what}>{text(`${name}.what`)}</p>
      </div>
      <div>
        {onChange === undefined ? (
          <strong>
            {now} {unit}
          </strong>
        ) : (
          <InputNumber
            id={id} className={styles.number ?? ''} value={value} suffix={unit} status={fault === undefined ? '' : 'error'} aria-invalid={fault !== undefined} aria-describedby={`${id}about`}
            onChange={onChange}
          />
        )}
        <p id={`${id}about`} className={styles.small}>
          {onChange === undefined || value === now ? '' : `${text('now', { value: now })} · `}
          {text('range', boundsOf(name))} · {text('shipped', { value: SHIPPED[name] })}
        </p>
        {fault === undefined ? null : <p className={styles.bad}>{fault}</p>}
      </div>
    </div>
  )
}

const HOUR_MS = 3_600_000
type ClassProps = {
  readonly settings: WarningSettings['classes']; readonly now: WarningSettings['classes']; readonly names: Readonly<Record<string, string>>; readonly fault: string | undefined
  readonly onChange?: (classes: WarningSettings['classes']) => void
}

function ClassRows({ settings, now, names, fault, onChange }: ClassProps): ReactNode {
  const text = useSettingsText()
  const listed = (codes: readonly string[]): string => (codes.length === 0 ? text('none') : codes.map((code) => names[code] ?? code).join('、'))
  return (
    <div className={styles.group}>
      <h2 className={styles.name}>{text('classes')}</h2>
      <p className={styles.what}>{text('classes.what')}</p>
      {CLASSES.map((name) => (
        <div key={name} className={styles.class}>
          <span>{text(`class.${name}`)}</span>
          <div>
            {onChange === undefined ? (
              <strong>{listed(now[name])}</strong>
            ) : (
              <CategoryField name={name} codes={settings[name]} names={names} onChange={(codes) => onChange({ ...settings, [name]: codes })} />
            )}
            <p className={styles.small}>{text('shipped', { value: listed(SHIPPED.classes[name]) })}</p>
          </div>
        </div>
      ))}
      {fault === undefined ? null : <p className={styles.bad}>{fault}</p>}
    </div>
  )
}

function CategoryField({ name, codes, names, onChange }: { readonly name: WatchedClass; readonly codes: readonly string[]; readonly names: Readonly<Record<string, string>>; readonly onChange: (codes: string[]) => void }): ReactNode {
  const text = useSettingsText()
  const can = useCan()
  const [typed, setTyped] = useState('')
  // what was picked keeps its name when something else is searched
  const [picked, setPicked] = useState(names)
  const read = useRead(listCategories, { query: typed.trim() === '' ? {} : { q: typed.trim().slice(0, 40) } }, { enabled: can('taxonomy.read'), staleTimeMs: HOUR_MS, keepPrevious: true })
  const found = (read.data?.items ?? []).map(({ code, name: label }) => ({ value: String(code), label: `${label} ${code}` }))
  const chosen = codes.filter((code) => !found.some(({ value }) => value === code)).map((code) => ({ value: code, label: `${picked[code] ?? ''} ${code}`.trim() }))
  return (
    <Select<string[]>
      mode="multiple" className={styles.categories ?? ''} aria-label={text(`class.${name}`)} placeholder={text('classes.search')} value={[...codes]} options={[...chosen, ...found]} maxCount={30}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(next) => {
        setPicked({ ...picked, ...Object.fromEntries((read.data?.items ?? []).map(({ code, name: label }) => [String(code), label])) })
        onChange(next)
      }}
    />
  )
}

function History({ data: { history, categoryNames } }: { readonly data: WarningSettingsView }): ReactNode {
  const text = useSettingsText()
  const told = useTold()
  if (history.length === 0) return null
  return (
    <details className={styles.history}>
      <summary>{text('history', { count: history.length })}</summary>
      <ul aria-label={text('history', { count: history.length })}>
        {history.map((one, at) => {
          const before = history[at + 1]?.settings ?? (one.version === 1 ? SHIPPED : one.settings)
          return (
            <li key={one.version}>
              <p>{told(one)}</p>
              <p className={styles.small}>{changesBetween(before, one.settings, text, categoryNames).join('；')}</p>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
