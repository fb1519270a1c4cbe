import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ChoiceGroup, DataState, MoreButton, PageScaffold, useCan, useReadPages, useUrlFilters } from '@tongban/ui/web'
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
  const [said, setSaid] = useState('')
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const state = filters.state === 'closed' ? 'closed' : 'open'
  const [own, all] = [can('topic.task'), can('topic.read')]
  const isOwn = own && (!all || filters.of !== 'all')
  return (
    <PageScaffold
      title={text('list.tasks')}
      permission={all ? 'topic.read' : 'topic.task'}
      aside={
        <span className={styles.said} role="status">
          {said}
        </span>
      }
      toolbar={
        <div className={styles.row}>
          {all ? <Link to="/topics">{text('list.back')}</Link> : null}
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
      <TaskList endpoint={isOwn ? listUnitTasks : listTasks} state={state} onSaid={setSaid} />
    </PageScaffold>
  )
}

type TaskListProps = { readonly endpoint: typeof listTasks | typeof listUnitTasks; readonly state: 'open' | 'closed'; readonly onSaid: (said: string) => void }

function TaskList({ endpoint, state, onSaid }: TaskListProps): ReactNode {
  const text = useTopicText()
  const pages = useReadPages(endpoint, { query: { state, limit: 30 } })
  useTopicHints([listTasks, listUnitTasks])
  return (
    <DataState read={pages} empty={state === 'open' ? { title: text('task.emptyOpen'), hint: text('task.emptyHint') } : { title: text('task.emptyClosed') }}>
      {(items) => (
        <>
          <ul className={styles.list} aria-label={text('task.title')}>
            {(items as readonly TaskView[]).map((task) => (
              <TaskCard key={task.id} task={task} onSaid={onSaid} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </DataState>
  )
}
