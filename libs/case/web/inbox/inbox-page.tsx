import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { EmptyState, PageScaffold, useHintedReads, useKeys, useNarrow, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { ACTION_PANELS } from '../../commands/panels.js'
import { readInbox, type CaseCommandName, type InboxItem } from '../../contract/index.js'
import { CaseDetail } from '../case/case-detail.js'
import { useCaseText } from '../strings/case-strings.js'
import { subjectOfCard } from '../work/action-subject.js'
import { Sheet } from '../work/sheet.js'
import sheetStyles from '../work/sheet.module.css'
import { WithUnsentWork } from '../work/unsent-work-provider.js'
import { UnsentStrip } from '../work/unsent-strip.js'
import { InboxList } from './inbox-list.js'
import styles from './inbox-page.module.css'

/** `case` and `act` stand in the address: a reload or a link comes back to the same form. */
const FILTERS = { tab: 'todo', case: '', act: '' } as const
const TABS = ['todo', 'replied', 'copies'] as const
export type InboxTab = (typeof TABS)[number]

const tabOf = (text: string): InboxTab => TABS.find((tab) => tab === text) ?? 'todo'
const PAGE_SIZE = 50

/** `/inbox`: what this unit has to do, the soonest due first. One column on a phone; on a desk the case stands beside the list. */
export default function InboxPage(): ReactNode {
  return (
    <WithUnsentWork>
      <Inbox />
    </WithUnsentWork>
  )
}

function Inbox(): ReactNode {
  const text = useCaseText()
  const narrow = useNarrow()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const tab = tabOf(filters.tab)
  const pages = useReadPages(readInbox, { query: { tab, limit: PAGE_SIZE } })
  const [said, setSaid] = useState('')
  useHintedReads([readInbox])

  const items = pages.items as readonly InboxItem[]
  const chosen = items.find((item) => item.caseId === filters.case)
  const open = (item: Pick<InboxItem, 'caseId'>, action: string | null): void => set({ case: item.caseId, act: action ?? '' })
  const done = (words: string): void => {
    setSaid(words)
    set({ act: '' })
  }
  const choose = (name: InboxTab): void => {
    setSaid('')
    set({ tab: name, case: '', act: '' })
  }
  const move = (step: number): void => {
    const at = items.findIndex((item) => item.caseId === filters.case)
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
    if (next !== undefined) open(next, null)
  }
  /** Enter on the chosen card takes its next step; anywhere else it presses what has the focus, as usual. */
  const takeNextStep = (event: KeyboardEvent): false | void => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const card = document.querySelector('article[data-chosen="true"]')
    if (
      target?.closest('button, a, [role="button"]') != null &&
      (card?.contains(target) !== true || target.closest('[data-next]') !== null)
    )
      return false
    card?.querySelector<HTMLElement>('[data-next]')?.click()
  }
  useKeys({ arrowdown: () => move(1), arrowup: () => move(-1), enter: takeNextStep }, { enabled: filters.act === '' && !narrow })

  const Panel = chosen === undefined ? undefined : ACTION_PANELS[filters.act as CaseCommandName]
  const inSheet = narrow && chosen !== undefined && Panel !== undefined
  const showsCase = filters.case !== '' && !inSheet

  const list = (
    <div className={styles.list}>
      <UnsentStrip onOpen={(work) => set({ case: work.caseId, act: work.action })} />
      <p className={styles.said} role="status">
        {said}
      </p>
      <InboxList tab={tab} pages={pages} chosenId={filters.case} onOpen={open} onDone={done} />
    </div>
  )
  const back = (
    <Button size="small" onClick={() => set({ case: '', act: '' })}>
      ← {text('case.back')}
    </Button>
  )
  const detail = (
    <CaseDetail
      key={filters.case}
      caseId={filters.case}
      level={2}
      back={narrow ? back : undefined}
      open={filters.act === '' ? null : filters.act}
      onOpen={(action) => set({ act: action ?? '' })}
    />
  )
  return (
    <PageScaffold
      title={text('inbox.title')}
      permission="assignment.sign"
      fixed={!narrow}
      toolbar={
        narrow && showsCase ? undefined : (
          <div className={styles.tabs} role="tablist" aria-label={text('inbox.title')}>
            {TABS.map((name) => (
              <button key={name} type="button" role="tab" aria-selected={tab === name} className={styles.tab} onClick={() => choose(name)}>
                {text(`inbox.${name}`)}
                {name === 'todo' && tab === 'todo' && pages.first !== undefined ? (
                  <span className={styles.count}>{totalOf(pages.first.counts)}</span>
                ) : null}
              </button>
            ))}
          </div>
        )
      }
    >
      {narrow ? (
        <>
          {showsCase ? detail : list}
          {inSheet ? (
            <Sheet label={chosen.title} onClose={() => set({ case: '', act: '' })}>
              <p className={sheetStyles.subject}>{chosen.title}</p>
              <Panel
                key={chosen.assignmentId}
                subject={subjectOfCard(chosen)}
                onCancel={() => set({ case: '', act: '' })}
                onDone={(words) => {
                  setSaid(words)
                  set({ case: '', act: '' })
                }}
              />
            </Sheet>
          ) : null}
        </>
      ) : (
        <div className={styles.columns}>
          {list}
          <div className={styles.case}>{showsCase ? detail : items.length === 0 ? null : <EmptyState title={text('inbox.pick')} hint={text('inbox.pickHint')} />}</div>
        </div>
      )}
    </PageScaffold>
  )
}

const totalOf = (counts: Readonly<Record<'overdue' | 'withinTwoHours' | 'today' | 'later', number>>): number =>
  counts.overdue + counts.withinTwoHours + counts.today + counts.later
