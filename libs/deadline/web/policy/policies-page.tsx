import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { ChoiceGroup, DataState, EmptyState, PageScaffold, useCan, useRead, useUrlFilters, type CallInput } from '@tongban/ui/web'
import { listPolicies, readPolicy, type PolicyDraft, type PolicyVersion, type PolicyVersionDetail } from '../../contract/index.js'
import { LadderTab } from './ladder-tab.js'
import { LimitsTab } from './limits-tab.js'
import { usePolicyText } from './policy-strings.js'
import { PublishTab } from './publish-tab.js'
import { VersionsTab } from './versions-tab.js'
import styles from './policies.module.css'

const FILTERS = { version: '', tab: 'limits' } as const
const TABS = ['limits', 'ladder', 'history'] as const
type Tab = (typeof TABS)[number] | 'draft'

/** `/policies`: the deadline table and its ladder, version by version; an administrator drafts the next one here, sees what it would do, and publishes it. */
export default function PoliciesPage(): ReactNode {
  const text = usePolicyText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const list = useRead(listPolicies, {} as CallInput<typeof listPolicies>, { enabled: can('deadline.read') })
  const [said, setSaid] = useState('')
  const versions = list.data?.items ?? []
  const shown = versions.find(({ version }) => String(version) === filters.version) ?? versions.find(({ state }) => state === 'in_force') ?? versions[0]
  return (
    <PageScaffold title={text('title')} permission="deadline.read" aside={<span role="status">{said}</span>}>
      <DataState read={list}>
        {() =>
          shown === undefined ? (
            <EmptyState title={text('title')} />
          ) : (
            <OneVersion
              key={shown.version} version={shown} versions={versions} tab={filters.tab} onTab={(tab) => set({ tab })} onSaid={setSaid}
              onShow={(version) => set({ version: String(version) })}
            />
          )
        }
      </DataState>
    </PageScaffold>
  )
}

type OneProps = {
  readonly version: PolicyVersion
  readonly versions: readonly PolicyVersion[]
  readonly tab: string
  readonly onTab: (tab: Tab) => void
  readonly onShow: (version: number) => void
  readonly onSaid: (said: string) => void
}

function OneVersion({ version, ...rest }: OneProps): ReactNode {
  const read = useRead(readPolicy, { params: { version: version.version } } as unknown as CallInput<typeof readPolicy>)
  return <DataState read={read}>{(detail) => <Table detail={detail} {...rest} />}</DataState>
}

function Table({ detail, versions, tab: asked, onTab, onShow, onSaid }: Omit<OneProps, 'version'> & { readonly detail: PolicyVersionDetail }): ReactNode {
  const text = usePolicyText()
  const can = useCan()
  const [draft, setDraft] = useState<PolicyDraft | null>(null)
  const tabs: readonly Tab[] = draft === null ? TABS : [...TABS, 'draft']
  const tab = tabs.find((each) => each === asked) ?? 'limits'
  const table = draft ?? detail.table
  const published = ({ version, validFrom }: PolicyVersion): void => {
    setDraft(null)
    onTab('history')
    onSaid(text('published', { version, from: validFrom }))
  }
  return (
    <>
      <div className={styles.bar}>
        <ChoiceGroup<Tab> label={text('title')} value={tab} choices={tabs.map((value) => ({ value, label: text(`tab.${value}`) }))} onChange={onTab} />
        <strong>{draft === null ? `${text('version', { version: detail.version })} · ${text(`state.${detail.state}`)}` : text('editing', { version: detail.version })}</strong>
        {draft === null && can('deadline.configure') ? <Button type="primary" onClick={() => setDraft(detail.table)}>{text('edit')}</Button> : null}
        {draft === null ? null : <Button onClick={() => setDraft(null)}>{text('discard')}</Button>}
      </div>
      {tab === 'limits' ? <LimitsTab table={table} names={detail.names} onChange={draft === null ? null : setDraft} /> : null}
      {tab === 'ladder' ? <LadderTab ladder={table.ladder} onChange={draft === null ? null : (ladder) => setDraft({ ...table, ladder })} /> : null}
      {tab === 'history' ? <VersionsTab versions={versions} shown={detail} onShow={onShow} onSaid={onSaid} /> : null}
      {tab === 'draft' && draft !== null ? <PublishTab base={detail} draft={draft} versions={versions} onPublished={published} /> : null}
    </>
  )
}
