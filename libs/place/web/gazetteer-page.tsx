import { Button, Input, Select } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { callUrl, ChoiceGroup, DataState, formatMoment, formatNear, MoreButton, PageScaffold, ProblemNote, StatusBadge, useCan, useCommand, useDebounced, useLanguage, useNow, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { gazetteerKindSchema, gazetteerSourceSchema, gazetteerStatusSchema, type GazetteerEntryView, type GazetteerStatus } from '../contract/gazetteer.schema.js'
import { decideGazetteerEntry, exportGazetteer, listGazetteer, resolvePlaceText } from '../contract/place-endpoints.js'
import { EntryForm } from './entry-form.js'
import { ImportNames, LearningRules, TryPlace } from './gazetteer-tools.js'
import { usePlaceText } from './place-strings.js'
import styles from './place-words.module.css'

const FILTERS = { status: 'confirmed', kind: '', source: '', q: '' } as const
const ORDER: readonly GazetteerStatus[] = ['confirmed', 'proposed', 'retired', 'rejected']
const VERDICTS = { confirmed: ['retire'], proposed: ['accept', 'reject'], rejected: ['restore'], retired: ['restore'] } as const satisfies Record<GazetteerStatus, readonly string[]>

/** `/gazetteer`: names the division tree does not know, and where they are; what cases propose waits here for a person. */
export default function GazetteerPage(): ReactNode {
  const text = usePlaceText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const [words, setWords] = useState(filters.q)
  const [open, setOpen] = useState<GazetteerEntryView | 'new' | null>(null)
  const [said, setSaid] = useState('')
  const q = useDebounced(words.trim(), 250)
  // written once the hand rests: an input method needs the field to itself meanwhile
  useEffect(() => {
    if (q !== filters.q) set({ q })
  }, [q, filters.q, set])
  const status = gazetteerStatusSchema.catch('confirmed').parse(filters.status)
  const kind = gazetteerKindSchema.options.find((option) => option === filters.kind)
  const source = gazetteerSourceSchema.options.find((option) => option === filters.source)
  const query = { status, ...(kind === undefined ? {} : { kind }), ...(source === undefined ? {} : { source }), ...(q === '' ? {} : { q }) }
  const pages = useReadPages(listGazetteer, { query: { ...query, limit: 50 } }, { keepPrevious: true, enabled: can('place.read') })
  const mayEdit = can('place.maintain')
  const { first } = pages
  const isFiltered = q !== '' || kind !== undefined || source !== undefined
  return (
    <PageScaffold
      title={text('title')}
      permission="place.read"
      aside={
        <span className={styles.said} role="status">
          {said}
        </span>
      }
      action={mayEdit ? <Button type="primary" onClick={() => setOpen('new')}>{text('add')}</Button> : undefined}
      toolbar={
        <div className={styles.bar}>
          <ChoiceGroup
            label={text('statuses')}
            choices={ORDER.map((value) => ({ value, label: first === undefined ? text(`statusOnly.${value}`) : text(`status.${value}`, { count: first.counts[value] }) }))}
            value={status}
            onChange={(value) => set({ status: value })}
          />
          <Input.Search className={styles.search ?? ''} aria-label={text('search')} placeholder={text('search')} allowClear maxLength={30} value={words} onChange={(event) => setWords(event.target.value)} />
          <Select
            className={styles.select ?? ''} aria-label={text('kind')} value={kind ?? ''}
            options={[{ value: '', label: text('anyKind') }, ...gazetteerKindSchema.options.map((value) => ({ value, label: text(`kind.${value}`) }))]}
            onChange={(value: string) => set({ kind: value })}
          />
          <Select
            className={styles.select ?? ''} aria-label={text('source')} value={source ?? ''}
            options={[{ value: '', label: text('anySource') }, ...gazetteerSourceSchema.options.map((value) => ({ value, label: text(`source.${value}`) }))]}
            onChange={(value: string) => set({ source: value })}
          />
          <Button href={callUrl(exportGazetteer, {}, query)}>{text('export')}</Button>
          {first !== undefined && first.ready > 0 ? <StatusBadge tone="info" text={text('readyCount', { count: first.ready })} /> : null}
        </div>
      }
    >
      <p className={styles.hint}>{text('hint')}</p>
      <div className={styles.tools}>
        <TryPlace />
        {mayEdit ? <ImportNames /> : null}
        {mayEdit && first !== undefined ? <LearningRules key={first.rules.version} rules={first.rules} /> : null}
      </div>
      <NameList pages={pages} empty={isFiltered ? 'none' : status} mayEdit={mayEdit} onEdit={setOpen} onSaid={setSaid} />
      {open === null ? null : <EntryForm entry={open === 'new' ? null : open} onClose={() => setOpen(null)} onSaved={(name) => setSaid(text('said.save', { name }))} />}
    </PageScaffold>
  )
}

type ListProps = {
  readonly pages: ReturnType<typeof useReadPages<typeof listGazetteer>>
  readonly empty: GazetteerStatus | 'none'
  readonly mayEdit: boolean
  readonly onEdit: (entry: GazetteerEntryView) => void
  /** What was just done: a name that was decided about has left this list. */
  readonly onSaid: (said: string) => void
}

function NameList({ pages, empty, mayEdit, onEdit, onSaid }: ListProps): ReactNode {
  const text = usePlaceText()
  const hint = empty === 'none' || empty === 'confirmed' || empty === 'proposed' ? { hint: text(`empty.${empty}Hint`) } : {}
  return (
    <DataState read={pages} empty={{ title: text(`empty.${empty}`), ...hint }}>
      {(items: readonly GazetteerEntryView[]) => (
        <>
          <ul className={styles.list} aria-label={text('list')}>
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} mayEdit={mayEdit} onEdit={() => onEdit(entry)} onSaid={onSaid} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </DataState>
  )
}

type EntryProps = { readonly entry: GazetteerEntryView; readonly onEdit: () => void } & Pick<ListProps, 'mayEdit' | 'onSaid'>

function Entry({ entry, mayEdit, onEdit, onSaid }: EntryProps): ReactNode {
  const text = usePlaceText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const command = useCommand(decideGazetteerEntry, { invalidates: [listGazetteer, resolvePlaceText] })
  const { name, aliases, kind, division, point, note, source, agreeing, contradicting, isReady, cases, changedBy, changedAt, status, version, id } = entry
  const decide = async (verdict: (typeof VERDICTS)[GazetteerStatus][number]): Promise<void> => {
    if ((await command.run({ params: { entryId: id }, body: { verdict, version } })) !== null) onSaid(text(`said.${verdict}`, { name }))
  }
  return (
    <li className={styles.entry}>
      <div className={styles.what}>
        <p className={styles.head}>
          <strong>{name}</strong>
          <span className={styles.small}>{text(`kind.${kind}`)}</span>
          <span>{division.path.slice(1).join(' › ')}</span>
          {isReady ? <StatusBadge tone="info" text={text('ready')} /> : null}
        </p>
        <p className={styles.small}>
          {[
            ...(aliases.length === 0 ? [] : [text('aliases', { names: aliases.join('、') })]), text(`source.${source}`), ...(point === null ? [] : [text('hasPoint')]),
            ...(agreeing === 0 ? [] : [text('agreeing', { count: agreeing })]), ...(note === '' ? [] : [note]),
          ].join(' · ')}
          {contradicting === 0 ? null : <span className={styles.warn}> · ⚠ {text('contradicting', { count: contradicting })}</span>}
        </p>
        <p className={`${styles.small} ${styles.cases}`}>
          {cases.map((item) => (
            <Link key={item.id} to={`/cases/${item.id}`}>
              {item.number}
            </Link>
          ))}
          <span title={formatMoment(changedAt, 'full', language)}>{text('changed', { who: changedBy.name, when: formatNear(changedAt, now, language) })}</span>
        </p>
        <ProblemNote problem={command.problem} />
      </div>
      {mayEdit ? (
        <div className={styles.acts}>
          {VERDICTS[status].map((verdict) => (
            <Button
              key={verdict} size="small" type={verdict === 'accept' ? 'primary' : 'default'} loading={command.isRunning} aria-label={`${text(verdict)} ${name}`}
              onClick={() => void decide(verdict)}
            >
              {text(verdict)}
            </Button>
          ))}
          <Button size="small" type="text" aria-label={`${text('edit')} ${name}`} onClick={onEdit}>
            {text('edit')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}
