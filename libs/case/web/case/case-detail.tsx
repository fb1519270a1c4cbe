import { Watermark } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { DataState, FONT_FAMILY, formatMoment, useClock, useHintedReads, useRead, useSession } from '@tongban/ui/web'
import { readCase, type CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { ActionsPanel } from './actions-panel.js'
import { AnswersPanel } from './answers-panel.js'
import { AssignmentsPanel } from './assignments-panel.js'
import styles from './case-detail.module.css'
import { CaseHead } from './case-head.js'
import { useCasePageSlots } from './case-page-slots.js'
import { FactsPanel } from './facts-panel.js'
import { Notices } from './notices.js'
import { ProceduresPanel } from './procedures/procedures-panel.js'
import { SectionLevel } from './section-title.js'
import { StepsBar } from './steps-bar.js'
import { TimelinePanel } from './timeline-panel.js'

type Props = {
  readonly caseId: string
  /** Beside the number: the way back to a list. */
  readonly back?: ReactNode
  /** 1 on a page of its own, 2 beside a list. */
  readonly level?: 1 | 2
  /** The action whose form is open; left to the panel itself when the page does not care. */
  readonly open?: string | null
  readonly onOpen?: (action: string | null) => void
}

/** One case, whole: on its own page and beside the inbox. Follows pushes; lays itself out by the room it has. */
export function CaseDetail({ caseId, back, level = 1, open, onOpen }: Props): ReactNode {
  const read = useRead(readCase, { params: { caseId } })
  const { Supervision } = useCasePageSlots()
  const [ownOpen, setOwnOpen] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const text = useCaseText()
  useHintedReads<{ readonly caseId: string }>([readCase], (hint) => hint.caseId === caseId)
  return (
    <div className={styles.container}>
      {level === 1 && read.data === undefined ? <h1 className="tb-visually-hidden">{text('case.title')}</h1> : null}
      <DataState read={read}>
        {(view) => (
          <Sealed view={view}>
            <SectionLevel level={level === 1 ? 2 : 3}>
            <div className={styles.detail}>
              <CaseHead view={view} back={back} level={level} />
              <StepsBar view={view} />
              <Notices view={view} />
              <p className={styles.said} role="status">
                {said}
              </p>
              <div className={styles.columns}>
                <div className={styles.factsColumn} role="group" aria-label={text('facts.title')} tabIndex={0}>
                  <FactsPanel view={view} />
                </div>
                <div className={styles.history}>
                  <AnswersPanel view={view} />
                  <TimelinePanel entries={view.timeline} attachments={view.attachments} />
                </div>
                <div className={styles.duties} role="group" aria-label={text('assignments.title')} tabIndex={0}>
                  <ActionsPanel view={view} open={open ?? ownOpen} onOpen={onOpen ?? setOwnOpen} onDone={setSaid} />
                  <ProceduresPanel view={view} />
                  {Supervision === undefined ? null : <Supervision caseId={view.id} />}
                  <AssignmentsPanel view={view} />
                </div>
              </div>
            </div>
            </SectionLevel>
          </Sealed>
        )}
      </DataState>
    </div>
  )
}

/** A sealed case says so across its top, and carries the name of who looks, so that a picture of it can be traced. */
function Sealed({ view, children }: { readonly view: CaseView; readonly children: ReactNode }): ReactNode {
  const text = useCaseText()
  const { displayName } = useSession()
  const now = useClock()
  const [since] = useState(() => formatMoment(now(), 'minute'))
  const drawable = useFontFor(displayName)
  if (!view.sealed) return children
  return (
    <Watermark
      key={String(drawable)}
      className={styles.sealedRoot ?? ''}
      content={[displayName, since]}
      gap={[140, 120]}
      font={{ fontSize: 14, fontFamily: FONT_FAMILY }}
    >
      <p className={styles.sealedBar}>{text('case.sealedBar')}</p>
      {children}
    </Watermark>
  )
}

/** The watermark is drawn on a canvas, which does not wait for the web font: drawn too early, Chinese names are boxes for good. */
function useFontFor(text: string): boolean {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let gone = false
    // a browser without font loading draws with what the system has
    void document.fonts?.load(`14px ${FONT_FAMILY}`, text).then(
      () => (gone ? undefined : setReady(true)),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [text])
  return ready
}
