import { Button, Checkbox, Input, Select } from 'antd'
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { CASE_TYPE_ZH } from '@tongban/case/contract'
import { functionCodeSchema, listDivisions } from '@tongban/org/contract'
import { listCategories, URGENCY_LABELS_ZH } from '@tongban/taxonomy/contract'
import { DayField, KeyCap, ProblemNote, useCommand, useDebounced, useRead, type CallInput } from '@tongban/ui/web'
import { answeringScopeSchema, catalogueRowDraftSchema, type CatalogueRow, type CatalogueRowDraft } from '../../contract/catalogue.schema.js'
import { checkCatalogueRow, compareCatalogueDraft, readCatalogueDraft, removeCatalogueRow, saveCatalogueRow } from '../../contract/catalogue-endpoints.js'
import type { CatalogueNames, DraftRow } from '../../contract/catalogue-version.schema.js'
import { UnitPicker } from '../unit-picker.js'
import { useCatalogueText } from './catalogue-strings.js'
import { FaultList, functionName, nameIn } from './row-line.js'
import styles from './catalogue.module.css'

const HOUR_MS = 3_600_000
const COUNTY_DIGITS = 6
const CHECK_PAUSE_MS = 400
const STALE = [readCatalogueDraft, compareCatalogueDraft]
const FUNCTIONS = functionCodeSchema.options.map((value) => ({ value: String(value), label: functionName(value) }))
const optionsOf = (labels: Readonly<Record<string, string>>): { value: string; label: string }[] => Object.entries(labels).map(([value, label]) => ({ value, label }))

/** Empty for a new row: nothing is decided for the editor but the place they stand at. */
export const emptyRow = (categoryCode: string): CatalogueRowDraft => ({
  categoryCode, placeCode: null, caseTypes: [], urgencies: [], season: null, scope: 'township', functionCode: null, leadUnitId: null, assistFunctions: [], copyFunctions: [],
  copyCounty: true, forbidTownship: false, legalBasis: '', requiredFacts: [], evidenceRequired: null, validFrom: null, validTo: null,
})

type Props = {
  readonly draftId: string
  /** Null: a new row. */
  readonly stored: DraftRow | null
  readonly fresh: CatalogueRowDraft
  readonly names: CatalogueNames
  readonly onDone: (said: string) => void
}

function without({ id: _id, ...row }: CatalogueRow): CatalogueRowDraft {
  return row
}

/** One row of the draft, checked while it is written. Ctrl+Enter saves. */
export function RowForm({ draftId, stored, fresh, names, onDone }: Props): ReactNode {
  const text = useCatalogueText()
  const [row, setRow] = useState<CatalogueRowDraft>(() => (stored === null ? fresh : without(stored.row)))
  const [facts, setFacts] = useState(() => row.requiredFacts.join('\n'))
  const [season, setSeason] = useState({ from: row.season?.from ?? '', until: row.season?.until ?? '' })
  const [unitName, setUnitName] = useState(row.leadUnitId === null ? '' : nameIn(names.units, row.leadUnitId))
  const save = useCommand(saveCatalogueRow, { invalidates: STALE, onDone: ({ saved }) => onDone(text('saved', { row: saved.row.id })) })
  const remove = useCommand(removeCatalogueRow, { invalidates: STALE, onDone: () => onDone(text('removed', { row: stored?.row.id ?? '' })) })
  const rowId = stored?.row.id ?? null
  const complete = {
    ...row, season: season.from === '' && season.until === '' ? null : season, requiredFacts: facts.split('\n').map((fact) => fact.trim()).filter((fact) => fact !== ''),
  }
  const parsed = catalogueRowDraftSchema.safeParse(complete)
  const change = (changes: Partial<CatalogueRowDraft>): void => setRow({ ...row, ...changes })
  const submit = (): void => {
    if (parsed.success) void save.run({ params: { draftId }, body: { rowId, revision: stored?.revision ?? null, row: parsed.data } } as unknown as CallInput<typeof saveCatalogueRow>)
  }
  // Before the field has it: Enter opens a list of choices, whatever is held with it.
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    submit()
  }
  const needsFunction = row.scope !== 'township' && row.scope !== 'county_coordinator' && row.leadUnitId === null
  return (
    <form className={styles.stack} onSubmit={(event) => event.preventDefault()} onKeyDownCapture={onKey}>
      <div className={styles.form}>
        <Field label={text('f.category')}>{(id) => <CategorySelect id={id} value={row.categoryCode} names={names} onChange={(categoryCode) => change({ categoryCode })} />}</Field>
        <Field label={text('f.place')}>{(id) => <PlaceSelect id={id} value={row.placeCode} names={names} onChange={(placeCode) => change({ placeCode })} />}</Field>
        <h3>{text('f.conditions')}</h3>
        <Many label={text('f.caseTypes')} value={row.caseTypes} options={optionsOf(CASE_TYPE_ZH)} onChange={(caseTypes) => change({ caseTypes: caseTypes as CatalogueRowDraft['caseTypes'] })} />
        <Many label={text('f.urgencies')} value={row.urgencies} options={optionsOf(URGENCY_LABELS_ZH)} onChange={(urgencies) => change({ urgencies: urgencies as CatalogueRowDraft['urgencies'] })} />
        <Field label={text('f.seasonFrom')}>{(id) => <Input id={id} value={season.from} placeholder="10-15" maxLength={5} onChange={(event) => setSeason({ ...season, from: event.target.value })} />}</Field>
        <Field label={text('f.seasonUntil')}>{(id) => <Input id={id} value={season.until} placeholder="04-15" maxLength={5} onChange={(event) => setSeason({ ...season, until: event.target.value })} />}</Field>
        <Day label={text('f.validFrom')} value={row.validFrom} onChange={(validFrom) => change({ validFrom })} />
        <Day label={text('f.validTo')} value={row.validTo} onChange={(validTo) => change({ validTo })} />
        <h3>{text('f.answer')}</h3>
        <Field label={text('f.scope')}>
          {(id) => (
            <Select<CatalogueRowDraft['scope']>
              id={id} value={row.scope} options={answeringScopeSchema.options.map((value) => ({ value, label: text(`scope.${value}`) }))}
              onChange={(scope) => change({ scope, leadUnitId: null, ...(scope === 'township' || scope === 'county_coordinator' ? { functionCode: null } : {}) })}
            />
          )}
        </Field>
        <Field label={text('f.function')}>
          {(id) => <Select<string> id={id} allowClear disabled={!needsFunction} value={row.functionCode} options={FUNCTIONS} showSearch={{ optionFilterProp: 'label' }} onChange={(code) => change({ functionCode: code ?? null })} />}
        </Field>
        <Field label={text('f.unit')} wide>
          {(id) => (
            <UnitPicker
              id={id} single placeholder={text('f.unitHint')} units={row.leadUnitId === null ? [] : [{ id: row.leadUnitId, name: unitName }]}
              onChange={([unit]) => {
                setUnitName(unit?.name ?? '')
                change({ leadUnitId: unit?.id ?? null, ...(unit === undefined ? {} : { functionCode: null }) })
              }}
            />
          )}
        </Field>
        <Many label={text('f.assists')} none={text('f.none')} value={row.assistFunctions} options={FUNCTIONS} onChange={(assistFunctions) => change({ assistFunctions })} />
        <Many label={text('f.copies')} none={text('f.none')} value={row.copyFunctions} options={FUNCTIONS} onChange={(copyFunctions) => change({ copyFunctions })} />
        <Checkbox checked={row.copyCounty} onChange={(event) => change({ copyCounty: event.target.checked })}>{text('copyCounty')}</Checkbox>
        <Checkbox checked={row.forbidTownship} onChange={(event) => change({ forbidTownship: event.target.checked })}>{text('forbid')}</Checkbox>
        <h3>{text('f.more')}</h3>
        <Field label={text('f.basis')} wide>{(id) => <Input.TextArea id={id} autoSize maxLength={500} value={row.legalBasis} onChange={(event) => change({ legalBasis: event.target.value })} />}</Field>
        <Field label={text('f.facts')} wide>{(id) => <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 8 }} value={facts} onChange={(event) => setFacts(event.target.value)} />}</Field>
        <Field label={text('f.evidence')} wide>
          {(id) => (
            <Select<string>
              id={id} value={String(row.evidenceRequired)} options={(['null', 'true', 'false'] as const).map((value) => ({ value, label: text(`f.evidence.${value}`) }))}
              onChange={(value) => change({ evidenceRequired: value === 'null' ? null : value === 'true' })}
            />
          )}
        </Field>
      </div>
      <div className={styles.foot}>
        {parsed.success ? <LiveCheck draftId={draftId} rowId={rowId} row={parsed.data} /> : <p role="status" className={styles.fault} data-severity="warning">{parsed.error.issues[0]?.message ?? text('unfilled')}</p>}
        <ProblemNote problem={save.problem ?? remove.problem} />
        <div className={styles.bar}>
          <Button type="primary" disabled={!parsed.success} loading={save.isRunning} onClick={submit}>{text('save')} <KeyCap>Ctrl+Enter</KeyCap></Button>
          {stored === null ? null : (
            <Button danger loading={remove.isRunning} onClick={() => void remove.run({ params: { draftId }, body: { rowId: stored.row.id, revision: stored.revision } } as unknown as CallInput<typeof removeCatalogueRow>)}>
              {text('remove')}
            </Button>
          )}
        </div>
      </div>
    </form>
  )
}

/** What the row would bring with it, asked of the server whenever the writing pauses. */
function LiveCheck({ draftId, rowId, row }: { readonly draftId: string; readonly rowId: string | null; readonly row: CatalogueRowDraft }): ReactNode {
  const text = useCatalogueText()
  const { run, answer, isRunning, problem } = useCommand(checkCatalogueRow)
  const asked = useDebounced(JSON.stringify({ rowId, row }), CHECK_PAUSE_MS)
  useEffect(() => {
    void run({ params: { draftId }, body: JSON.parse(asked) as object } as unknown as CallInput<typeof checkCatalogueRow>)
  }, [run, draftId, asked])
  if (problem !== null) return <ProblemNote problem={problem} />
  if (answer === undefined) return <p role="status" className={styles.small}>{text('checking')}</p>
  return (
    <div role="status" aria-busy={isRunning}>
      {answer.faults.length === 0 ? <p className={styles.small}>{text('checked')}</p> : <FaultList faults={answer.faults} />}
    </div>
  )
}

function Field({ label, wide = false, children }: { readonly label: string; readonly wide?: boolean; readonly children: (id: string) => ReactNode }): ReactNode {
  const id = useId()
  return (
    <div className={`${styles.field} ${wide ? styles.wide : ''}`}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

/** With its name above it like every other field; the date itself says it to a screen reader. */
function Day({ label, value, onChange }: { readonly label: string; readonly value: string | null; readonly onChange: (day: string | null) => void }): ReactNode {
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">{label}</span>
      <DayField label={label} value={value ?? ''} onChange={(day) => onChange(day === '' ? null : day)} />
    </div>
  )
}

type ManyProps = { readonly label: string; /** What is said while nothing is chosen; left out, that it does not matter. */ readonly none?: string; readonly value: readonly string[]; readonly options: { value: string; label: string }[]; readonly onChange: (value: string[]) => void }

function Many({ label, none, value, options, onChange }: ManyProps): ReactNode {
  const text = useCatalogueText()
  return <Field label={label}>{(id) => <Select<string[]> id={id} mode="multiple" allowClear placeholder={none ?? text('f.any')} value={[...value]} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={onChange} />}</Field>
}

type Choice = { readonly id: string; readonly names: CatalogueNames }

function CategorySelect({ id, value, names, onChange }: Choice & { readonly value: string; readonly onChange: (code: string) => void }): ReactNode {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim().slice(0, 40), 250)
  const read = useRead(listCategories, { query: q === '' ? { parentCode: value.length > 2 ? value.slice(0, -2) : undefined } : { q } } as CallInput<typeof listCategories>, { staleTimeMs: HOUR_MS, keepPrevious: true })
  const found = (read.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: `${name} ${code}` }))
  const options = value === '' || found.some((option) => option.value === value) ? found : [{ value, label: `${nameIn(names.categories, value)} ${value}` }, ...found]
  return <Select<string> id={id} value={value === '' ? null : value} options={options} showSearch={{ filterOption: false, onSearch: setTyped }} onChange={onChange} />
}

function PlaceSelect({ id, value, names, onChange }: Choice & { readonly value: string | null; readonly onChange: (code: string | null) => void }): ReactNode {
  const text = useCatalogueText()
  const county = value?.slice(0, COUNTY_DIGITS) ?? null
  const counties = useRead(listDivisions, { query: {} }, { staleTimeMs: HOUR_MS })
  const townships = useRead(listDivisions, { query: county === null ? {} : { parentCode: county } }, { enabled: county !== null, staleTimeMs: HOUR_MS })
  const found = [
    ...(counties.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name })),
    ...(county === null ? [] : (townships.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: `　${name}` }))),
  ]
  const options = value === null || found.some((option) => option.value === value) ? found : [{ value, label: nameIn(names.places, value) }, ...found]
  return <Select<string> id={id} allowClear placeholder={text('f.placeHint')} value={value} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={(code) => onChange(code ?? null)} />
}
