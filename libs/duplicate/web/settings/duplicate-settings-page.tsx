import { Button, Input, InputNumber } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { addDays, plainDateOf } from '@tongban/kernel/core'
import { ActionButton, DataState, formatMoment, formatPercent, PageScaffold, ProblemNote, useCan, useCommand, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { changeDuplicateSettings, readDuplicateFigures, readDuplicateSettings, type DuplicateSettingsView } from '../../contract/index.js'
import { boundsOf, changesBetween, flatOf, GROUPS, isPercent, MAIN, nestedOf, SHIPPED, shownOf, storedOf, unitOf, wordsOf, type Flat, type MainName } from './setting-numbers.js'
import { useSettingsText, type SettingsKey } from './settings-strings.js'
import styles from './settings.module.css'

/** Weights and caps go in small steps, days and counts in whole ones. */
const LARGEST_SHARE = 5

/** `seen`: the version in force when the draft was begun. */
type Draft = { readonly seen: number; readonly flat: Flat<number | null>; readonly reason: string }
type Faults = Readonly<Record<string, string>>

/** `/duplicate-settings`: from which likeness on an operator is shown a case, and, folded, how likeness is counted. */
export default function DuplicateSettingsPage(): ReactNode {
  const text = useSettingsText()
  const read = useRead(readDuplicateSettings, {})
  return (
    <PageScaffold title={text('title')} permission="suggestion.read" read={read}>
      {(data) => <Settings data={data} onStale={() => void read.refetch()} />}
    </PageScaffold>
  )
}

function Settings({ data, onStale }: { readonly data: DuplicateSettingsView; readonly onStale: () => void }): ReactNode {
  const text = useSettingsText()
  const mayChange = useCan()('suggestion.configure')
  const { language } = useLanguage()
  const told = useTold()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [faults, setFaults] = useState<Faults>({})
  const [isOpen, setOpen] = useState(false)
  const command = useCommand(changeDuplicateSettings, { invalidates: [readDuplicateSettings], onRefused: onStale })
  const now = flatOf(data.settings)
  const shown: Draft = draft ?? { seen: data.version, flat: now, reason: '' }
  const isStale = shown.seen !== data.version
  const isSame = Object.keys(now).every((path) => shown.flat[path] === now[path])
  const edit = (changes: Partial<Draft>): void => {
    command.reset()
    setFaults({})
    setDraft({ ...shown, ...changes })
  }
  const send = async (): Promise<void> => {
    if (isSame || isStale) return
    const checked = changeDuplicateSettings.body.safeParse({ version: shown.seen, settings: nestedOf(shown.flat), reason: shown.reason })
    const found: Faults = checked.success ? {} : Object.fromEntries([...checked.error.issues].reverse().map(({ path, message }) => [(path[0] === 'settings' ? path.slice(1) : path).join('.'), message]))
    setFaults(found)
    // a complaint is never hidden behind a fold
    if (Object.keys(found).some((path) => path.startsWith('weights.'))) setOpen(true)
    if (checked.success && (await command.run({ body: checked.data })) !== null) setDraft(null)
  }
  const fieldOf = (path: string): FieldProps => ({
    path, now: now[path] ?? 0, value: shown.flat[path] ?? null, fault: faults[path],
    ...(mayChange ? { onChange: (value: number | null) => edit({ flat: { ...shown.flat, [path]: value } }) } : {}),
  })
  // what was in force when the draft was begun; gone from the list after fifty changes, then nothing is compared
  const begun = shown.seen === 0 ? SHIPPED : data.history.filter(({ version }) => version === shown.seen).map(({ settings }) => flatOf(settings))[0]
  return (
    <form className={styles.page} aria-label={text('title')} onSubmit={(event) => (event.preventDefault(), void send())}>
      <p>{text('hint')}</p>
      <p className={styles.small}>{data.version === 0 ? text('unchanged') : told(data)}</p>
      {mayChange ? null : <p className={styles.small}>{text('readOnly')}</p>}
      {isStale ? (
        <div className={styles.stale} role="alert">
          <p>
            {text('stale', {
              who: data.changedBy?.name ?? '', moment: data.changedAt === null ? '' : formatMoment(data.changedAt, 'short', language), reason: data.reason ?? '',
              changes: begun === undefined ? '' : changesBetween(begun, now, text).join('；'),
            })}
          </p>
          <Button size="small" onClick={() => edit({ seen: data.version, flat: rebased(shown.flat, begun, now) })}>
            {text('seen')}
          </Button>
        </div>
      ) : null}
      {MAIN.map((name) => (
        <MainRow key={name} name={name} field={fieldOf(name)} />
      ))}
      <Figures />
      <details className={styles.fold} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{text('more')}</summary>
        <p className={styles.what}>{text('more.hint')}</p>
        {/* drawn when looked at: two dozen fields are not drawn again with every key */}
        {(isOpen ? GROUPS : []).map(({ title, paths }) => (
          <fieldset key={title} className={styles.group}>
            <legend>{text(title)}</legend>
            {paths.map((path) => (
              <WeightRow key={path} name={path} field={fieldOf(path)} />
            ))}
          </fieldset>
        ))}
      </details>
      {mayChange ? (
        <div className={styles.save}>
          <label className={styles.reason}>
            {text('reason')}
            <Input value={shown.reason} maxLength={500} placeholder={text('reasonHint')} status={faults.reason === undefined ? '' : 'error'} aria-invalid={faults.reason !== undefined} onChange={({ target }) => edit({ reason: target.value })} />
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
const rebased = (mine: Draft['flat'], begun: Flat | undefined, now: Flat): Draft['flat'] =>
  begun === undefined ? mine : { ...now, ...Object.fromEntries(Object.entries(mine).filter(([path, value]) => value !== begun[path])) }

/** Who changed it, when and why, as a sentence. */
function useTold(): (one: Pick<DuplicateSettingsView, 'version' | 'changedBy' | 'changedAt' | 'reason'>) => string {
  const text = useSettingsText()
  const { language } = useLanguage()
  return ({ version, changedBy, changedAt, reason }) => text('version', { version, who: changedBy?.name ?? '', moment: changedAt === null ? '' : formatMoment(changedAt, 'minute', language), reason: reason ?? '' })
}

type FieldProps = { readonly path: string; readonly now: number; readonly value: number | null; readonly fault: string | undefined; readonly onChange?: (value: number | null) => void }

function NumberField({ id, field: { path, now, value, fault, onChange } }: { readonly id: string; readonly field: FieldProps }): ReactNode {
  const text = useSettingsText()
  const unit = unitOf(path, text)
  const { least, most } = boundsOf(path)
  const words = (stored: number): string => wordsOf(path, stored, text)
  return (
    <div>
      {onChange === undefined ? (
        <strong>{words(now)}</strong>
      ) : (
        <InputNumber
          id={id} className={styles.number ?? ''} value={value === null ? null : shownOf(path, value)} suffix={unit} step={isPercent(path) || most > LARGEST_SHARE ? 1 : 0.05} status={fault === undefined ? '' : 'error'} aria-invalid={fault !== undefined}
          aria-describedby={`${id}about`} onChange={(shown) => onChange(storedOf(path, shown))}
        />
      )}
      <p id={`${id}about`} className={styles.small}>
        {onChange === undefined || value === now ? '' : `${text('now', { value: words(now) })} · `}
        {text('range', { least: isPercent(path) ? words(least) : least, most: words(most) })} · {text('shipped', { value: words(SHIPPED[path] ?? 0) })}
      </p>
      {fault === undefined ? null : <p className={styles.bad}>{fault}</p>}
    </div>
  )
}

/** A label where there is something to fill in, words where there is not. */
const FieldName = ({ id, field, className, children }: { readonly id: string; readonly field: FieldProps; readonly className?: string | undefined; readonly children: ReactNode }): ReactNode =>
  field.onChange === undefined ? (
    <span className={className}>{children}</span>
  ) : (
    <label htmlFor={id} className={className}>
      {children}
    </label>
  )

function MainRow({ name, field }: { readonly name: MainName; readonly field: FieldProps }): ReactNode {
  const text = useSettingsText()
  const id = useId()
  return (
    <div className={styles.row}>
      <div>
        <FieldName id={id} className={styles.name} field={field}>
          {text(name)}
        </FieldName>
        <p className={styles.what}>{text(`${name}.what`)}</p>
      </div>
      <NumberField id={id} field={field} />
    </div>
  )
}

function WeightRow({ name, field }: { readonly name: SettingsKey; readonly field: FieldProps }): ReactNode {
  const text = useSettingsText()
  const id = useId()
  return (
    <div className={styles.weight}>
      <FieldName id={id} field={field}>
        {text(name)}
      </FieldName>
      <NumberField id={id} field={field} />
    </div>
  )
}

/** What operators did with what they were shown: what a threshold is chosen by. */
function Figures(): ReactNode {
  const text = useSettingsText()
  const today = plainDateOf(useNow('minute'))
  const read = useRead(readDuplicateFigures, { query: { from: addDays(today, -29), to: today } }, { keepPrevious: true })
  return (
    <section className={styles.figures} aria-label={text('figures.title')}>
      <DataState read={read}>
        {({ shown, urged, joined, filedNew, bands }) =>
          shown === 0 ? (
            <p className={styles.small}>{text('figures.none')}</p>
          ) : (
            <>
              <p>{text('figures', { shown, urged, joined, filedNew })}</p>
              <ul className={styles.bands}>
                {bands.map((band) => (
                  <li key={band.from} className={styles.small}>
                    {text('figures.band', { from: formatPercent(band.from), to: formatPercent(band.to), shown: band.shown, taken: band.taken })}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </DataState>
    </section>
  )
}

function History({ data: { history } }: { readonly data: DuplicateSettingsView }): ReactNode {
  const text = useSettingsText()
  const told = useTold()
  if (history.length === 0) return null
  return (
    <details className={styles.history}>
      <summary>{text('history', { count: history.length })}</summary>
      <ul>
        {history.map((one, at) => {
          const before = history[at + 1]?.settings
          return (
            <li key={one.version}>
              <p>{told(one)}</p>
              <p className={styles.small}>{changesBetween(before === undefined ? (one.version === 1 ? SHIPPED : flatOf(one.settings)) : flatOf(before), flatOf(one.settings), text).join('；')}</p>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
