import { Button, Input } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { instantFromIso } from '@tongban/kernel/core'
import { DataState, formatNear, ProblemNote, StatusBadge, useCommand, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { callIncidentAgain, readIncident, readIncidentLog, readIncidentTree, recordPhoneAcknowledgement, type IncidentPost, type IncidentView } from '../contract/index.js'
import { countdown } from './elapsed.js'
import { useIncidentText } from './incident-strings.js'
import { POST_TONES } from './incident-tones.js'
import styles from './incident.module.css'
import { Labelled } from './labelled.js'

const STALE = [readIncident, readIncidentTree, readIncidentLog]

/** Who has answered, from the city down to the villages; a branch with nothing amiss under it starts closed. */
export function AckTree({ view }: { readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const read = useRead(readIncidentTree, { params: { incidentId: view.id } })
  const again = useCommand(callIncidentAgain, { invalidates: STALE })
  return (
    <section className={styles.section} aria-label={text('tree.title')}>
      <div className={styles.row}>
        <h2 className={`${styles.title} ${styles.grow}`}>{text('tree.title')}</h2>
        {view.mayManage && view.missing > 0 ? (
          <Button size="small" loading={again.isRunning} onClick={() => void again.run({ params: { incidentId: view.id }, body: {} })}>
            {text('tree.callAgain')}
          </Button>
        ) : null}
      </div>
      <ProblemNote problem={again.problem} />
      <p role="status">{again.answer === undefined ? '' : text('tree.calledAgain', { count: again.answer.called })}</p>
      <Counts view={view} />
      <DataState read={read} isEmpty={({ posts }) => posts.length === 0} empty={{ title: text('tree.empty') }}>
        {({ posts }) => <Branches posts={posts} view={view} />}
      </DataState>
    </section>
  )
}

const Counts = ({ view }: { readonly view: IncidentView }): ReactNode => {
  const text = useIncidentText()
  return (
    <ul className={styles.list}>
      {view.levels.map(({ level, posts, acknowledged, missing, calling, late }) => (
        <li key={level} className={`${styles.row} ${styles.small}`}>
          <strong>{text(`postLevel.${level}`)}</strong>
          <span>{text('tree.counts', { acknowledged, posts })}</span>
          {calling === 0 ? null : <span>{text('tree.calling', { count: calling })}</span>}
          {late === 0 ? null : <span>{text('tree.late', { count: late })}</span>}
          {missing === 0 ? null : <span className={styles.bad}>{text('tree.missing', { count: missing })}</span>}
        </li>
      ))}
    </ul>
  )
}

type Children = ReadonlyMap<string | null, readonly IncidentPost[]>

function Branches({ posts, view }: { readonly posts: readonly IncidentPost[]; readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const children = useMemo(() => {
    const byParent = new Map<string | null, IncidentPost[]>()
    for (const post of posts) byParent.set(post.parentKey, [...(byParent.get(post.parentKey) ?? []), post])
    return byParent
  }, [posts])
  return (
    <ul className={styles.tree} aria-label={text('tree.title')}>
      {(children.get(null) ?? []).map((post) => (
        <Node key={post.key} post={post} under={children} view={view} />
      ))}
    </ul>
  )
}

/** Villages are many: they are looked at when something is wrong with one of them, or asked for. */
const startsOpen = (post: IncidentPost, below: readonly IncidentPost[]): boolean =>
  post.level !== 'township' || post.mine || below.some(({ state }) => state === 'exhausted' || state === 'no_contact')

function Node({ post, under, view }: { readonly post: IncidentPost; readonly under: Children; readonly view: IncidentView }): ReactNode {
  const text = useIncidentText()
  const below = under.get(post.key) ?? []
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? startsOpen(post, below)
  return (
    <li>
      <div className={`${styles.node} ${post.mine ? styles.mine : ''}`}>
        <p className={styles.row}>
          <strong>{post.name}</strong>
          <StatusBadge tone={POST_TONES[post.state]} text={text(`postState.${post.state}`)} />
          {below.length === 0 ? null : (
            <Button size="small" type="text" aria-expanded={open} onClick={() => setChosen(!open)}>
              {open ? text('tree.collapse', { name: post.name }) : text('tree.expand', { name: post.name, count: below.length })}
            </Button>
          )}
        </p>
        <Answer post={post} />
        {view.mayManage && post.acknowledged === null ? <PhoneAnswer post={post} incidentId={view.id} /> : null}
      </div>
      {open && below.length > 0 ? (
        <ul className={styles.branch}>
          {below.map((child) => (
            <Node key={child.key} post={child} under={under} view={view} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

function Answer({ post }: { readonly post: IncidentPost }): ReactNode {
  const text = useIncidentText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { acknowledged, calls, nextAt } = post
  const current = calls.findLast(({ state }) => state === 'called')
  const missed = calls.filter(({ state }) => state === 'missed')
  return (
    <p className={`${styles.row} ${styles.small}`}>
      {missed.map(({ id, name }) => (
        <span key={id} className={styles.bad}>
          {text('tree.missed', { name })}
        </span>
      ))}
      {acknowledged === null ? null : (
        <span>
          {text('tree.acked', { name: acknowledged.name, moment: formatNear(acknowledged.at, now, language) })}
          {acknowledged.way === 'phone' ? ` · ${text('tree.byPhone')}` : ''}
          {acknowledged.late ? ` · ${text('tree.lateMark')}` : ''}
        </span>
      )}
      {current === undefined ? null : <span>{text('tree.line', { line: current.line, name: current.name, phone: current.phoneMasked ?? '' })}</span>}
      {nextAt === null ? null : <Countdown until={nextAt} />}
    </p>
  )
}

function Countdown({ until }: { readonly until: string }): ReactNode {
  const text = useIncidentText()
  const now = useNow('second')
  const left = countdown(instantFromIso(until), now)
  return <span>{left === null ? text('tree.nextNow') : text('tree.next', { span: left })}</span>
}

function PhoneAnswer({ post, incidentId }: { readonly post: IncidentPost; readonly incidentId: string }): ReactNode {
  const text = useIncidentText()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const record = useCommand(recordPhoneAcknowledgement, { invalidates: STALE, onDone: () => setOpen(false) })
  if (!open) {
    return (
      <Button size="small" type="link" aria-label={`${text('tree.phone')} ${post.name}`} onClick={() => setOpen(true)}>
        {text('tree.phone')}
      </Button>
    )
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void record.run({ params: { incidentId }, body: { postKey: post.key, name, note } })
      }}
    >
      <Labelled label={text('phone.who')}>{(id) => <Input id={id} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />}</Labelled>
      <Labelled label={text('phone.note')}>{(id) => <Input id={id} value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />}</Labelled>
      <ProblemNote problem={record.problem} />
      <div className={styles.row}>
        <Button type="primary" size="small" htmlType="submit" loading={record.isRunning}>
          {text('phone.save')}
        </Button>
        <Button size="small" onClick={() => setOpen(false)}>
          {text('act.back')}
        </Button>
      </div>
    </form>
  )
}
