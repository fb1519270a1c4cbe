import type { ReactNode } from 'react'
import { ChoiceGroup, KeyCap, PageScaffold, useCan, useKeys, useUrlFilters } from '@tongban/ui/web'
import { CoverageDesk } from './bench/coverage-desk.js'
import { PoolDesk } from './bench/pool-desk.js'
import { RulingsDesk } from './bench/rulings-desk.js'
import { useDispatchText } from './dispatch-strings.js'
import styles from './pool-page.module.css'

const TABS = ['pool', 'rulings', 'coverage'] as const
const NEEDED = { rulings: 'request.rule_dispatch', coverage: 'catalogue.read' } as const
type Tab = (typeof TABS)[number]
const FILTERS = { tab: 'pool' }

/** The dispatcher's desk: what the system was not sure about, the one whose clock runs out first on top; and what units say is not theirs. */
export default function PoolPage(): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const { filters, set } = useUrlFilters(FILTERS)
  const tabs = TABS.filter((tab) => tab === 'pool' || can(NEEDED[tab]))
  const tab: Tab = tabs.find((item) => item === filters.tab) ?? 'pool'
  useKeys(Object.fromEntries(tabs.map((item, index) => [`alt+${index + 1}`, () => set({ tab: item })])))
  return (
    <PageScaffold
      title={text('pool.title')}
      permission="dispatch.pool"
      fixed
      aside={
        tabs.length < 2 ? undefined : (
          <ChoiceGroup label={text('pool.title')} value={tab} choices={tabs.map((item) => ({ value: item, label: text(`tab.${item}`) }))} onChange={(value) => set({ tab: value })} />
        )
      }
      action={
        <span className={styles.keys}>
          {text(`keys.${tab}`)} {tabs.length < 2 ? null : <KeyCap>{`Alt 1–${tabs.length}`}</KeyCap>}
        </span>
      }
    >
      {tab === 'pool' ? <PoolDesk keysOff={false} /> : tab === 'rulings' ? <RulingsDesk keysOff={false} /> : <CoverageDesk />}
    </PageScaffold>
  )
}
