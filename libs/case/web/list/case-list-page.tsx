import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  ClockChip,
  formatMoment,
  formatNear,
  MoreButton,
  PageScaffold,
  StatusBadge,
  useHintedReads,
  useLanguage,
  useNow,
  useReadPages,
  useUrlFilters,
} from '@tongban/ui/web'
import { listCases, type CaseFlag, type CaseListItem } from '../../contract/index.js'
import { CaseMarkBadges } from '../case/case-marks.js'
import { STATUS_TONES } from '../case/status-tones.js'
import { UrgencyBadge } from '../case/urgency-badge.js'
import { useCaseText } from '../strings/case-strings.js'
import { CASE_FILTERS, queryOf, type CaseFilters } from './case-filters.js'
import styles from './case-list-page.module.css'
import { FilterBar } from './filter-bar.js'

/**
 * `/cases`: every case within this person's reach, newest first; the filters stand in the address. `/problem-cases` is the same list
 * for one flag, which then is no filter any more.
 */
export default function CaseListPage({ preset }: { readonly preset?: CaseFlag }): ReactNode {
  const text = useCaseText()
  const { filters, set, clear, isFiltered } = useUrlFilters<keyof CaseFilters>(CASE_FILTERS)
  const pages = useReadPages(listCases, { query: queryOf(preset === undefined ? filters : { ...filters, flag: preset }) }, { keepPrevious: true })
  useHintedReads([listCases])
  const items = pages.items as readonly CaseListItem[]
  return (
    <PageScaffold
      title={text(preset === 'problem' ? 'list.problemTitle' : 'list.title')}
      permission="case.read"
      fixed
      aside={
        pages.data === undefined
          ? undefined
          : `${text('list.shown', { count: items.length })}${pages.hasMore ? `，${text('list.more')}` : ''}`
      }
      toolbar={<FilterBar filters={filters} set={set} clear={clear} isFiltered={isFiltered} hasFlags={preset === undefined} />}
      read={pages}
      empty={
        preset === 'problem' && !isFiltered ? { title: text('list.problemEmpty'), hint: text('list.problemEmptyHint') } : isFiltered ? { title: text('list.empty'), hint: text('list.emptyHint') } : { title: text('list.none'), hint: text('list.noneHint') }
      }
    >
      {() => (
        <div className={styles.scroll} data-busy={pages.isFetching}>
          <CaseTable items={items} />
          <MoreButton pages={pages} />
        </div>
      )}
    </PageScaffold>
  )
}

function CaseTable({ items }: { readonly items: readonly CaseListItem[] }): ReactNode {
  const text = useCaseText()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{text('list.number')}</th>
          <th scope="col">{text('list.caseTitle')}</th>
          <th scope="col">{text('list.status')}</th>
          <th scope="col">{text('list.due')}</th>
          <th scope="col">{text('list.type')}</th>
          <th scope="col">{text('list.category')}</th>
          <th scope="col">{text('list.place')}</th>
          <th scope="col">{text('list.unit')}</th>
          <th scope="col" className={styles.right}>
            {text('list.roundShort')}
          </th>
          <th scope="col" className={styles.right}>
            {text('list.filedAt')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <CaseRow key={item.id} item={item} />
        ))}
      </tbody>
    </table>
  )
}

function CaseRow({ item }: { readonly item: CaseListItem }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const navigate = useNavigate()
  const address = `/cases/${item.id}`
  return (
    <tr onDoubleClick={() => void navigate(address)}>
      <td className={styles.number}>{item.number}</td>
      <td className={styles.titleCell}>
        <span className={styles.titleLine}>
          <Link to={address} title={item.title}>
            {item.title}
          </Link>
          <UrgencyBadge urgency={item.urgency} />
          <CaseMarkBadges marks={item.marks} status={item.status} short />
          {item.sealed ? <StatusBadge tone="muted" text={text('case.sealed')} /> : null}
        </span>
      </td>
      <td>
        <StatusBadge tone={STATUS_TONES[item.status]} text={text(`status.${item.status}`)} />
      </td>
      <td>
        <RowClock item={item} />
      </td>
      <td>{text(`type.${item.caseType}`)}</td>
      <td className={styles.cut} title={item.category?.name}>
        {item.category?.name}
      </td>
      <td className={styles.cut} title={item.placeText}>
        {[item.county?.name, item.division?.name].filter((name, index, all) => name !== undefined && all.indexOf(name) === index).join(' ')}
      </td>
      <td className={styles.cut} title={item.leadUnit?.name}>
        {item.leadUnit?.name}
      </td>
      <td className={styles.right}>{item.round === 0 ? '' : item.round}</td>
      <td className={styles.right} title={formatMoment(item.filedAt, 'full', language)}>
        {formatNear(item.filedAt, now, language)}
      </td>
    </tr>
  )
}

/** Ended without an answer of its own: no promise is running, and none was kept. */
const ENDED_UNANSWERED: readonly CaseListItem['status'][] = ['withdrawn', 'merged', 'terminated']

/** A running clock while something is due; nothing for a case that is over or was never promised anything. */
function RowClock({ item }: { readonly item: CaseListItem }): ReactNode {
  if (item.status === 'awaiting_dispatch') return <ClockChip dueAt={item.dispatchDueAt} />
  if (item.promiseDueAt === null || ENDED_UNANSWERED.includes(item.status)) return null
  return <ClockChip dueAt={item.promiseDueAt} doneAt={item.repliedAt ?? item.closedAt} paused={item.marks.shelvedUntil !== null} />
}
