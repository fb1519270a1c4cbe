import { Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, MoreButton, PageScaffold, StatusBadge, useCan, useDebounced, useHintedReads, useKeys, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { listRisks, riskSchema, serviceClassSchema, SERVICE_CLASS_WORDS, type RiskItem } from '../../contract/index.js'
import { BulkBar, type BulkStep, type IssueOrderSlot } from './bulk-bar.js'
import styles from './risk-page.module.css'
import { countText, RiskPlaces } from './risk-places.js'
import { useRiskText } from './risk-strings.js'
import { RISK_TONES, RiskTable } from './risk-table.js'

const FILTERS = { county: '', township: '', unit: '', risk: '', class: '', hours: '24', q: '' } as const
const HOURS = ['4', '12', '24', '48', '72', '168'] as const
const TYPING_MS = 300

/** `/risk`: every deadline that is near, late or nobody's, by when it is due; the supervisor's day begins here. */
export default function RiskPage({ IssueOrder }: { readonly IssueOrder?: IssueOrderSlot }): ReactNode {
  const text = useRiskText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const [typed, setTyped] = useState(filters.q)
  const q = useDebounced(typed.trim(), TYPING_MS)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const [step, setStep] = useState<BulkStep>('none')
  const asked = {
    ...(filters.county === '' ? {} : { countyCode: filters.county }), ...(filters.township === '' ? {} : { townshipCode: filters.township }), ...(filters.unit === '' ? {} : { unitId: filters.unit }),
    ...(filters.risk === '' ? {} : { risk: riskSchema.catch('late').parse(filters.risk) }), ...(filters.class === '' ? {} : { serviceClass: serviceClassSchema.catch('help_suggestion').parse(filters.class) }),
    ...(q === '' ? {} : { q }),
  }
  const pages = useReadPages(listRisks, { query: { limit: 50, hours: filters.hours, ...asked } }, { enabled: can('risk.read'), keepPrevious: true, refetchIntervalMs: 60_000 })
  useHintedReads([listRisks])
  const items = pages.items as readonly RiskItem[]
  const counts = pages.first?.counts ?? null
  const toggle = (caseId: string): void => setChosen((before) => new Set(before.has(caseId) ? [...before].filter((id) => id !== caseId) : [...before, caseId]))
  const move = (by: number): void => setAt((index) => Math.min(Math.max(index + by, 0), Math.max(items.length - 1, 0)))
  const current = items[at]
  useKeys({
    j: () => move(1), k: () => move(-1), x: () => (current === undefined ? false : toggle(current.case.id)),
    u: () => {
      if (!can('case.urge') || current === undefined) return false
      if (chosen.size === 0) toggle(current.case.id)
      return setStep('urge')
    },
  })
  return (
    <PageScaffold
      title={text('title')}
      permission="risk.read"
      aside={counts === null ? null : text('total', { count: countText(counts.total, counts.isExact) })}
      toolbar={
        <div className={styles.toolbar}>
          <div role="group" aria-label={text('risks')} className={styles.risks}>
            {(counts?.risks ?? []).map(({ risk, count }) => (
              <button key={risk} type="button" className={styles.risk} aria-pressed={filters.risk === risk} onClick={() => set({ risk: filters.risk === risk ? '' : risk })}>
                <StatusBadge tone={RISK_TONES[risk]} text={`${text(`risk.${risk}`)} ${countText(count, counts?.isExact ?? true)}`} />
              </button>
            ))}
          </div>
          <Select<string> aria-label={text('hours')} value={filters.hours} options={HOURS.map((value) => ({ value, label: text('hoursOf', { count: value }) }))} onChange={(hours) => set({ hours })} />
          <Select<string>
            aria-label={text('class')} className={styles.class ?? ''} value={filters.class} onChange={(value) => set({ class: value })}
            options={[{ value: '', label: text('allClasses') }, ...serviceClassSchema.options.map((value) => ({ value, label: SERVICE_CLASS_WORDS[value] }))]}
          />
          <Input className={styles.search ?? ''} allowClear aria-label={text('search')} placeholder={text('search')} value={typed} onChange={(event) => { setTyped(event.target.value); set({ q: event.target.value.trim() }) }} />
        </div>
      }
    >
      <div className={styles.columns}>
        {counts === null ? null : <RiskPlaces counts={counts} chosen={filters} onChoose={(place) => { setAt(0); set(place) }} />}
        <div className={styles.list}>
          <BulkBar caseIds={[...chosen]} step={step} onStep={setStep} onClear={() => setChosen(new Set())} IssueOrder={IssueOrder} />
          <DataState read={pages} isEmpty={(list) => list.length === 0} empty={{ title: text('empty'), hint: text('emptyHint') }}>
            {() => (
              <>
                <p className={styles.keys}>{text('keys')}</p>
                <RiskTable items={items} chosen={chosen} at={at} onToggle={toggle} onAt={setAt} />
                <MoreButton pages={pages} />
              </>
            )}
          </DataState>
        </div>
      </div>
    </PageScaffold>
  )
}
