import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { LikelyDuplicate } from '@tongban/duplicate/contract'
import { ActionButton, ClockChip, formatPercent, KeyCap, ProblemNote, StatusBadge, useKeys } from '@tongban/ui/web'
import column from '../columns/column.module.css'
import type { FilingDraft } from '../draft/filing-draft.js'
import { useIntakeWords } from '../intake-words.js'
import styles from './duplicate-part.module.css'
import { useDuplicateText, type DuplicateKey } from './duplicate-strings.js'
import { useDuplicateActs, type DuplicateActs } from './use-duplicate-acts.js'
import type { Duplicates } from './use-duplicates.js'

export type DuplicatePartProps = {
  readonly draft: FilingDraft
  readonly questions: readonly string[]
  readonly duplicates: Duplicates
  /** The same keys are picking a place just now: they wait, and are not drawn. */
  readonly keysOff?: boolean
  /** The call is over: it was urged or joined, nothing is to be filed. */
  readonly onDone: () => void
}

/** Cases that may be the matter of this call. Nothing is there while there are none: nobody is to read an empty box on every call. */
export function DuplicatePart(props: DuplicatePartProps): ReactNode {
  const { draft, questions, duplicates, keysOff = false, onDone } = props
  const { items, gaveUp, isDismissed, dismiss, said } = duplicates
  const text = useDuplicateText()
  const acts = useDuplicateActs(draft, questions, duplicates)
  // By its case, not by its rank: the list may change its order while the text is written.
  const [chosenId, setChosenId] = useState<string | null>(null)
  const rank = Math.max(0, items.findIndex((item) => item.case.id === chosenId))
  const chosen = items[rank]
  const isOffered = chosen !== undefined && !isDismissed && said === null
  const choose = (next: number): void => setChosenId(items[next % items.length]?.case.id ?? null)
  const beOther = (): void => {
    duplicates.record({ choice: 'new', caseId: null })
    dismiss(true)
  }

  useKeys(
    {
      f8: () => (chosen !== undefined && acts.mayUrge(chosen) ? void acts.urge(chosen) : false),
      f9: () => (chosen !== undefined && acts.mayJoin(chosen) ? void acts.join(chosen) : false),
      f10: beOther,
    },
    { enabled: isOffered && !keysOff },
  )
  useKeys({ 'alt+arrowdown': () => choose(rank + 1), 'alt+arrowup': () => choose(rank + items.length - 1) }, { enabled: isOffered })
  useKeys({ f8: onDone }, { enabled: said !== null })

  if (said !== null) {
    return (
      <section className={styles.part} aria-label={text('title')}>
        <p className={styles.said} role="status">
          <b>{text('said.title')}</b>
          {said}
        </p>
        <ActionButton type="primary" shortcut="F8" onClick={onDone}>
          {text('next')}
        </ActionButton>
      </section>
    )
  }
  if (chosen === undefined) return gaveUp ? <p className={column.quiet}>{text('gaveUp')}</p> : null
  if (isDismissed) {
    return (
      <p className={styles.dismissed}>
        {text('dismissed')}
        <Button size="small" type="link" onClick={() => dismiss(false)}>
          {text('again')}（{items.length}）
        </Button>
      </p>
    )
  }
  return (
    <section className={styles.part} aria-label={text('title')}>
      <h3 className={column.heading}>
        {text('title')}
        <span>{text('count', { count: items.length })}</span>
        {items.length > 1 ? <span className={column.quiet}>{text('keys')}</span> : null}
      </h3>
      <ol className={styles.list}>
        {items.map((item, index) => (
          <Candidate key={item.case.id} item={item} isChosen={index === rank} onChoose={() => choose(index)} />
        ))}
      </ol>
      <Acts item={chosen} acts={acts} keysOff={keysOff} onOther={beOther} />
    </section>
  )
}

function Candidate({ item, isChosen, onChoose }: { readonly item: LikelyDuplicate; readonly isChosen: boolean; readonly onChoose: () => void }): ReactNode {
  const text = useDuplicateText()
  const words = useIntakeWords()
  const { number, title, status, leadUnit, promiseDueAt, repliedAt, marks } = item.case
  return (
    <li ref={isChosen ? scrollIntoSight : undefined} className={isChosen ? styles.chosen : undefined} aria-current={isChosen}>
      <button type="button" className={styles.line} onClick={onChoose}>
        <span className={item.likely ? styles.sure : styles.share}>{item.similarity === null ? '—' : formatPercent(item.similarity)}</span>
        <span className={styles.title} title={title}>
          {title}
        </span>
        <StatusBadge tone={item.mayUrge ? 'info' : 'neutral'} text={words.status[status]} />
      </button>
      {isChosen ? (
        <div className={styles.more}>
          <Reasons item={item} />
          <p>
            <a href={`/cases/${item.case.id}`} target="_blank" rel="noreferrer">
              {number}
            </a>{' '}
            {leadUnit?.name}
            {item.mayUrge && promiseDueAt !== null ? <ClockChip dueAt={promiseDueAt} doneAt={repliedAt} /> : null}
            {marks.urges > 0 ? <span className={column.quiet}> {text('urges', { count: marks.urges })}</span> : null}
          </p>
        </div>
      ) : null}
    </li>
  )
}

/** Only as far as it must: what is read stays where it is. */
const scrollIntoSight = (line: HTMLElement | null): void => line?.scrollIntoView({ block: 'nearest' })

/** 很可能 · 同镇街 · 同分类 · 2 天前 · 同号码 */
function Reasons({ item }: { readonly item: LikelyDuplicate }): ReactNode {
  const text = useDuplicateText()
  const { evidence } = item
  if (evidence === null) return <p className={column.quiet}>{text('sealed')}</p>
  const days = Math.floor(evidence.daysApart)
  const said = [
    item.likely ? text('likely') : null,
    evidence.place === 'unknown' ? null : text(`place.${evidence.place}` satisfies DuplicateKey),
    evidence.category === 'unknown' ? null : text(`category.${evidence.category}` satisfies DuplicateKey),
    days === 0 ? text('today') : text('days', { count: days }),
    evidence.sameCaller ? text('caller') : null,
  ]
  return <p className={styles.reasons}>{said.filter((word) => word !== null).join(' · ')}</p>
}

type ActsProps = { readonly item: LikelyDuplicate; readonly acts: DuplicateActs; readonly keysOff: boolean; readonly onOther: () => void }

function Acts({ item, acts, keysOff, onOther }: ActsProps): ReactNode {
  const text = useDuplicateText()
  const cap = (key: string): ReactNode => (keysOff ? null : <KeyCap>{key}</KeyCap>)
  // The same caller urges; another joins: what fits comes first to the eye.
  const isSame = item.evidence?.sameCaller === true
  return (
    <div className={styles.acts}>
      {acts.mayUrge(item) ? (
        <Button size="small" type={isSame ? 'primary' : 'default'} title={text('why.urge')} loading={acts.isUrging} onClick={() => void acts.urge(item)}>
          {text('do.urge')} {cap('F8')}
        </Button>
      ) : null}
      {acts.mayJoin(item) ? (
        <Button size="small" title={text('why.join')} loading={acts.isJoining} onClick={() => void acts.join(item)}>
          {text('do.join')} {cap('F9')}
        </Button>
      ) : null}
      <Button size="small" title={text('why.new')} onClick={onOther}>
        {text('do.new')} {cap('F10')}
      </Button>
      {acts.complaint === null ? null : (
        <p className={styles.complaint} role="alert">
          {acts.complaint}
        </p>
      )}
      <ProblemNote problem={acts.problem} />
    </div>
  )
}
