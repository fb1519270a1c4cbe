import { Select, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { listDivisions } from '@tongban/org/contract'
import {
  ChoiceGroup, ClockChip, DataState, formatMoment, formatNear, MoreButton, PageScaffold, useCan, useHintedReads, useLanguage, useNow, useRead, useReadPages, useUrlFilters,
} from '@tongban/ui/web'
import { readShelvingLedger, type ShelvingLedgerItem } from '../../contract/index.js'
import { useRequestText } from '../strings/request-strings.js'
import { UnitField, type NamedUnit } from '../work/unit-field.js'
import styles from './shelving-ledger-page.module.css'

const FILTERS = { county: '', unit: '', state: 'open' } as const

/** `/shelving`: what cannot be solved now, and when somebody has to look at it again; reviewed on the case's page. */
export default function ShelvingLedgerPage(): ReactNode {
  const text = useRequestText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const isOpen = filters.state !== 'ended'
  const [units, setUnits] = useState<readonly NamedUnit[]>(filters.unit === '' ? [] : [{ id: filters.unit, name: filters.unit }])
  const query = { open: isOpen ? 'true' : 'false', limit: 50, ...(filters.county === '' ? {} : { countyCode: filters.county }), ...(filters.unit === '' ? {} : { unitId: filters.unit }) } as const
  const pages = useReadPages(readShelvingLedger, { query })
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: 3_600_000 })
  useHintedReads([readShelvingLedger])
  return (
    <PageScaffold
      title={text('ledger.title')}
      permission="case.read"
      toolbar={
        <div className={styles.toolbar}>
          <ChoiceGroup
            label={text('ledger.which')}
            value={isOpen ? 'open' : 'ended'}
            choices={[{ value: 'open', label: text('ledger.open') }, { value: 'ended', label: text('ledger.ended') }]}
            onChange={(value) => set({ state: value })}
          />
          <Select<string>
            className={styles.county ?? ''}
            aria-label={text('ledger.county')}
            value={filters.county}
            options={[{ value: '', label: text('ledger.allCounties') }, ...(counties.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name }))]}
            onChange={(county) => set({ county })}
          />
          <div className={styles.unit}>
            <UnitField
              label={text('ledger.unit')}
              single
              units={units}
              placeholder={text('form.unitPlaceholder')}
              onChange={(next) => {
                setUnits(next)
                set({ unit: next[0]?.id ?? '' })
              }}
            />
          </div>
        </div>
      }
    >
      <DataState read={pages} isEmpty={(list) => list.length === 0} empty={{ title: text('ledger.empty'), hint: text('ledger.emptyHint') }}>
        {(items) => (
          <>
            <LedgerTable items={items as readonly ShelvingLedgerItem[]} />
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </PageScaffold>
  )
}

function LedgerTable({ items }: { readonly items: readonly ShelvingLedgerItem[] }): ReactNode {
  const text = useRequestText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <Table<ShelvingLedgerItem>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 980 }}
      dataSource={[...items]}
      columns={[
        {
          key: 'case', title: text('ledger.case'), width: 260,
          render: (_, item) => (
            <>
              <Link to={`/cases/${item.case.id}`}>{item.case.title}</Link>
              <p className={styles.small}>
                {[item.case.number, item.unit?.name ?? '', item.county?.name ?? ''].filter((part) => part !== '').join(' · ')}
              </p>
            </>
          ),
        },
        {
          key: 'reason', title: text('ledger.reason'),
          render: (_, item) => (
            <>
              <p>{item.reason}</p>
              <p className={styles.small}>
                {text('ledger.note')}：{item.publicNote}
              </p>
            </>
          ),
        },
        { key: 'leader', title: text('ledger.leader'), width: 100, dataIndex: 'leader' },
        {
          key: 'milestones', title: text('ledger.milestones'), width: 170,
          render: (_, item) => <Milestones item={item} />,
        },
        {
          key: 'until', title: text('ledger.until'), width: 110,
          render: (_, item) => <span title={formatMoment(item.until, 'full', language)}>{formatMoment(item.until, 'day')}</span>,
        },
        {
          key: 'review', title: text('ledger.review'), width: 150,
          render: (_, item) =>
            item.endedAt === null ? (
              <ClockChip dueAt={item.nextReviewAt} warnAt={null} />
            ) : (
              <span className={styles.small}>{text('ledger.endedAt', { moment: formatNear(item.endedAt, now, language) })}</span>
            ),
        },
      ]}
    />
  )
}

function Milestones({ item: { milestones } }: { readonly item: ShelvingLedgerItem }): ReactNode {
  const text = useRequestText()
  const done = milestones.filter(({ doneAt }) => doneAt !== null).length
  const next = milestones.find(({ doneAt }) => doneAt === null)
  if (milestones.length === 0) return null
  return (
    <>
      {done} / {milestones.length}
      {next === undefined ? null : <p className={styles.small}>{text('ledger.next', { text: next.text })}</p>}
    </>
  )
}
