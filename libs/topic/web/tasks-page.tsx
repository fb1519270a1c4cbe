import type { ReactNode } from 'react'
import { ChoiceGroup, DataState, ForbiddenState, MoreButton, PageScaffold, useCan, useReadPages, useUrlFilters } from '@tongban/ui/web'
import { listTasks, listUnitTasks, type TaskView } from '../contract/index.js'
import { TaskCard } from './task-card.js'
import { useTopicText } from './topic-strings.js'
import styles from './topic.module.css'
import { useTopicHints } from './use-topic-hints.js'

const FILTERS = { state: 'open', of: '' } as const

/** `/topics/tasks`: what one's own unit has to do before people complain; for who watches more, all within reach. */
export default function TasksPage(): ReactNode {
  const text = useTopicText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const state = filters.state === 'closed' ? 'closed' : 'open'
  const [own, all] = [can('topic.task'), can('topic.read')]
  const isOwn = own && (!all || filters.of !== 'all')
  if (!own && !all) return <ForbiddenState permission="topic.task" />
  return (
    <PageScaffold
      title={text('list.tasks')}
      permission={own ? 'topic.task' : 'topic.read'}
      toolbar={
        <div className={styles.row}>
          <ChoiceGroup
            label={text('task.state')}
            value={state}
            choices={[{ value: 'open', label: text('task.stateOpen') }, { value: 'closed', label: text('task.stateClosed') }]}
            onChange={(value) => set({ state: value })}
          />
          {own && all ? (
            <ChoiceGroup label={text('task.scope')} value={isOwn ? 'mine' : 'all'} choices={[{ value: 'mine', label: text('task.mine') }, { value: 'all', label: text('task.all') }]} onChange={(value) => set({ of: value })} />
          ) : null}
        </div>
      }
    >
      <TaskList endpoint={isOwn ? listUnitTasks : listTasks} state={state} />
    </PageScaffold>
  )
}

function TaskList({ endpoint, state }: { readonly endpoint: typeof listTasks | typeof listUnitTasks; readonly state: 'open' | 'closed' }): ReactNode {
  const text = useTopicText()
  const pages = useReadPages(endpoint, { query: { state, limit: 30 } })
  useTopicHints([listTasks, listUnitTasks])
  return (
    <DataState read={pages} empty={{ title: text('task.empty'), hint: text('task.emptyHint') }}>
      {(items) => (
        <>
          <ul className={styles.list} aria-label={text('task.title')}>
            {(items as readonly TaskView[]).map((task) => (
              <TaskCard key={task.id} task={task} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </DataState>
  )
}
