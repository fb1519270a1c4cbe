import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, PageScaffold, StatusBadge, useCan, useRead, useSession, useUrlFilters, type SessionLike } from '@tongban/ui/web'
import { listDivisions } from '@tongban/org/contract'
import { readDutyNow, type DutyNowView } from '../contract/index.js'
import styles from './duty-page.module.css'
import { useDutyText } from './duty-strings.js'
import { ImportRosters } from './import-rosters.js'
import { RevealPhone } from './reveal-phone.js'
import { RosterPanel } from './roster-panel.js'

const FILTERS = { county: '', post: '', q: '' } as const
type Post = DutyNowView['posts'][number]

/** `/duty`: who answers now in each unit and village of a county, and the roster of one of them. */
export default function DutyPage(): ReactNode {
  const text = useDutyText()
  const can = useCan()
  const { unit } = useSession<SessionLike & { readonly unit?: { readonly countyCode: string | null } }>()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const [q, setQ] = useState(filters.q)
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: 3_600_000 })
  const countyCode = filters.county === '' ? (unit?.countyCode ?? String(counties.data?.items[0]?.code ?? '')) : filters.county
  const now = useRead(readDutyNow, { query: { countyCode } }, { enabled: can('duty.read') && countyCode !== '', refetchIntervalMs: 60_000, keepPrevious: true })
  const found = (posts: readonly Post[]): readonly Post[] => posts.filter(({ post, contacts }) => q === '' || post.name.includes(q) || contacts.some(({ name }) => name.includes(q)))
  const open = now.data?.posts.find(({ post }) => post.key === filters.post)
  return (
    <PageScaffold
      title={text('title')}
      permission="duty.read"
      toolbar={
        <div className={styles.line}>
          <Select<string>
            className={styles.county ?? ''} aria-label={text('county')} value={countyCode} onChange={(county) => set({ county, post: '' })}
            options={(counties.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name }))}
          />
          <Input className={styles.search ?? ''} allowClear aria-label={text('search')} placeholder={text('search')} value={q} onChange={(event) => { setQ(event.target.value); set({ q: event.target.value }) }} />
        </div>
      }
    >
      <div className={styles.columns}>
        <div className={styles.list}>
          <DataState read={now} isEmpty={({ posts }) => found(posts).length === 0} empty={{ title: text('empty'), hint: text('emptyHint') }}>
            {({ posts }) => <ul className={styles.posts}>{found(posts).map((item) => <PostLine key={item.post.key} item={item} onOpen={() => set({ post: item.post.key })} />)}</ul>}
          </DataState>
          {can('duty.maintain') ? <ImportRosters /> : null}
        </div>
        {open === undefined ? null : <RosterPanel key={open.post.key} post={open.post} onClose={() => set({ post: '' })} />}
      </div>
    </PageScaffold>
  )
}

function PostLine({ item: { post, contacts }, onOpen }: { readonly item: Post; readonly onOpen: () => void }): ReactNode {
  const text = useDutyText()
  return (
    <li className={styles.post}>
      <div className={styles.line}>
        <strong>{post.name}</strong>
        <Button size="small" aria-label={`${text('roster')} ${post.name}`} onClick={onOpen}>{text('roster')}</Button>
        {contacts.some(({ standsIn }) => !standsIn) ? null : <StatusBadge tone="warn" text={text(contacts.length === 0 ? 'nobody' : 'unrostered')} />}
      </div>
      {contacts.slice(0, 4).map(({ id, name, title, phoneMasked, line, standsIn, mayCall }) => (
        <div key={id} className={styles.contact}>
          {text('line', { line })} {name} {title}{' '}
          {standsIn ? <small>{text('standsIn')}</small> : null}
          {phoneMasked !== null && mayCall ? <RevealPhone contactId={id} name={name} masked={phoneMasked} /> : phoneMasked}
        </div>
      ))}
    </li>
  )
}
