import { Button, Checkbox, Input, Select } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { listDivisions } from '@tongban/org/contract'
import { DayField, useCan, useRead } from '@tongban/ui/web'
import { caseFlagSchema, caseStatusSchema, caseTypeSchema } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { MIN_SEARCH, type CaseFilters } from './case-filters.js'
import styles from './case-list-page.module.css'

/** `draft` is never stored, so nobody looks for it. */
const STATUSES = caseStatusSchema.options.filter((status) => status !== 'draft')
const SEARCH_PAUSE_MS = 350

type Props = {
  readonly filters: CaseFilters
  readonly set: (change: Partial<CaseFilters>) => void
  readonly clear: () => void
  readonly isFiltered: boolean
  /** Absent on a page that is one flag's list. */
  readonly hasFlags: boolean
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(','))

export function FilterBar({ filters, set, clear, isFiltered, hasFlags }: Props): ReactNode {
  const text = useCaseText()
  const can = useCan()
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: 3_600_000 })
  return (
    <>
      <SearchBox value={filters.q} onSearch={(q) => set({ q })} />
      <Select
        mode="multiple"
        allowClear
        maxTagCount={2}
        className={styles.wide ?? ''}
        aria-label={text('list.status')}
        placeholder={text('list.status')}
        value={listOf(filters.status)}
        options={STATUSES.map((status) => ({ value: status, label: text(`status.${status}`) }))}
        onChange={(values: string[]) => set({ status: values.join(',') })}
      />
      <Select
        mode="multiple"
        allowClear
        maxTagCount={2}
        className={styles.select ?? ''}
        aria-label={text('list.type')}
        placeholder={text('list.type')}
        value={listOf(filters.type)}
        options={caseTypeSchema.options.map((type) => ({ value: type, label: text(`type.${type}`) }))}
        onChange={(values: string[]) => set({ type: values.join(',') })}
      />
      {hasFlags ? (
        <Select
          mode="multiple"
          allowClear
          maxTagCount={2}
          className={styles.select ?? ''}
          aria-label={text('list.flag')}
          placeholder={text('list.flag')}
          value={listOf(filters.flag)}
          options={caseFlagSchema.options.map((flag) => ({ value: flag, label: text(`flag.${flag}`) }))}
          onChange={(values: string[]) => set({ flag: values.join(',') })}
        />
      ) : null}
      {can('org.read') ? (
        <Select
          allowClear
          className={styles.select ?? ''}
          aria-label={text('list.county')}
          placeholder={text('list.county')}
          loading={counties.isPending}
          value={filters.county === '' ? null : filters.county}
          options={(counties.data?.items ?? []).map((county) => ({ value: String(county.code), label: county.name }))}
          onChange={(code: string | null | undefined) => set({ county: code ?? '' })}
        />
      ) : null}
      <span className={styles.day}>
        {text('list.filedFrom')}
        <DayField label={text('list.filedFrom')} value={filters.from} max={filters.to} onChange={(from) => set({ from })} />
      </span>
      <span className={styles.day}>
        {text('list.filedTo')}
        <DayField label={text('list.filedTo')} value={filters.to} min={filters.from} onChange={(to) => set({ to })} />
      </span>
      <Checkbox checked={filters.overdue === '1'} onChange={(event) => set({ overdue: event.target.checked ? '1' : '' })}>
        {text('list.overdue')}
      </Checkbox>
      {isFiltered ? (
        <Button size="small" type="link" onClick={clear}>
          {text('list.clear')}
        </Button>
      ) : null}
    </>
  )
}

/** Searches when the typing pauses or at Enter; the address follows, so going back does not replay each letter. */
function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (q: string) => void }): ReactNode {
  const text = useCaseText()
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    // the address changed by itself: cleared, or a link was followed
    setSeen(value)
    setTyped(value)
  }
  const length = [...typed.trim()].length
  const short = length > 0 && length < MIN_SEARCH
  useEffect(() => {
    if (typed.trim() === value || short) return undefined
    const timer = setTimeout(() => onSearch(typed.trim()), SEARCH_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [onSearch, short, typed, value])
  return (
    <Input
      allowClear
      className={styles.search ?? ''}
      type="search"
      aria-label={text('list.search')}
      placeholder={text('list.search')}
      value={typed}
      maxLength={50}
      status={short ? 'warning' : ''}
      title={short ? text('list.searchShort') : undefined}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => (short ? undefined : onSearch(typed.trim()))}
    />
  )
}
