import { Button, Checkbox, Input, Radio } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, DayField, formatMoment, ProblemNote, useCommand, useLanguage, useRead, type CallInput } from '@tongban/ui/web'
import { compareCatalogueDraft, discardCatalogueDraft, listCatalogueVersions, publishCatalogue, readCatalogue, readCatalogueDraft } from '../../contract/catalogue-endpoints.js'
import type { CatalogueDraft, CatalogueVersion } from '../../contract/catalogue-version.schema.js'
import { useCatalogueText } from './catalogue-strings.js'
import { DifferencesView } from './differences-view.js'
import { FaultList } from './row-line.js'
import styles from './catalogue.module.css'

/** The city keeps one zone, UTC+8. */
const momentOf = (day: string, time: string): string => `${day}T${time}:00+08:00`
const STALE = [readCatalogue, readCatalogueDraft, listCatalogueVersions]
const REASON_MIN = 4

type Props = {
  readonly draft: CatalogueDraft
  readonly versions: readonly CatalogueVersion[]
  /** What a replay of past cases says of the draft; given by whoever composes the page. */
  readonly dryRun: ReactNode
  readonly onDone: (said: string) => void
}

/** What changes, what does not fit, what it would have done; then the reason and the moment. */
export function PublishPanel({ draft, versions, dryRun, onDone }: Props): ReactNode {
  const text = useCatalogueText()
  const { language } = useLanguage()
  const [reason, setReason] = useState('')
  const [isLater, setLater] = useState(false)
  const [day, setDay] = useState('')
  const [time, setTime] = useState('08:00')
  const [replaces, setReplaces] = useState(false)
  const upcoming = versions.find(({ state }) => state === 'upcoming')
  const errors = draft.faults.filter(({ severity }) => severity === 'error')
  const publish = useCommand(publishCatalogue, {
    invalidates: STALE,
    onDone: ({ version, validFrom, state }) =>
      onDone(state === 'upcoming' ? text('publishedLater', { version, from: formatMoment(validFrom, 'minute', language) }) : text('published', { version })),
  })
  const body = {
    reason, validFrom: isLater ? momentOf(day, time) : null, revision: draft.revision, replaces: replaces && upcoming !== undefined ? upcoming.version : null,
  }
  const isReady = errors.length === 0 && publishCatalogue.body.safeParse(body).success
  // A button that does nothing says why.
  const missing = errors.length > 0 ? text('publish.errors', { count: errors.length }) : reason.trim().length < REASON_MIN ? text('publish.needsReason') : isLater && day === '' ? text('publish.needsDay') : ''
  return (
    <div className={styles.stack}>
      <DraftChanges draftId={draft.id} />
      <section className={styles.slot} aria-label={text('publish.dryRun')}>
        <h3>{text('publish.dryRun')}</h3>
        {dryRun}
      </section>
      {errors.length === 0 ? null : (
        <div role="alert">
          <FaultList faults={errors} />
        </div>
      )}
      <Reason label={text('publish.reason')} value={reason} onChange={setReason} />
      <Radio.Group value={isLater} onChange={(event) => setLater(event.target.value === true)} options={[{ value: false, label: text('publish.now') }, { value: true, label: text('publish.later') }]} />
      {isLater ? (
        <div className={styles.bar}>
          <DayField label={text('publish.day')} value={day} onChange={setDay} />
          <Input type="time" aria-label={text('publish.time')} value={time} onChange={(event) => setTime(event.target.value)} style={{ width: 120 }} />
        </div>
      ) : null}
      {upcoming === undefined ? null : <Checkbox checked={replaces} onChange={(event) => setReplaces(event.target.checked)}>{text('publish.replaces', { version: upcoming.version })}</Checkbox>}
      <div className={styles.foot}>
        <ProblemNote problem={publish.problem} />
        <div className={styles.bar}>
          <Button type="primary" disabled={!isReady} loading={publish.isRunning} onClick={() => void publish.run({ params: { draftId: draft.id }, body } as unknown as CallInput<typeof publishCatalogue>)}>
            {text('publish')}
          </Button>
          {isReady ? null : <span className={styles.small}>{missing}</span>}
        </div>
      </div>
    </div>
  )
}

function Reason({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (reason: string) => void }): ReactNode {
  const text = useCatalogueText()
  return (
    <Input.TextArea
      aria-label={label} placeholder={text('least', { label, count: REASON_MIN })} maxLength={500} autoSize={{ minRows: 2 }} value={value} onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** The draft against what is in force. */
export function DraftChanges({ draftId }: { readonly draftId: string }): ReactNode {
  const read = useRead(compareCatalogueDraft, { params: { draftId } } as unknown as CallInput<typeof compareCatalogueDraft>)
  return <DataState read={read}>{(differences) => <DifferencesView differences={differences} />}</DataState>
}

export function DiscardPanel({ draft, onDone }: Pick<Props, 'draft' | 'onDone'>): ReactNode {
  const text = useCatalogueText()
  const [reason, setReason] = useState('')
  const discard = useCommand(discardCatalogueDraft, { invalidates: STALE, onDone: () => onDone(text('discarded')) })
  return (
    <div className={styles.stack}>
      <DraftChanges draftId={draft.id} />
      <Reason label={text('discard.reason')} value={reason} onChange={setReason} />
      <ProblemNote problem={discard.problem} />
      <Button
        danger disabled={reason.trim().length < REASON_MIN} loading={discard.isRunning}
        onClick={() => void discard.run({ params: { draftId: draft.id }, body: { reason, revision: draft.revision } } as unknown as CallInput<typeof discardCatalogueDraft>)}
      >
        {text('discard')}
      </Button>
    </div>
  )
}
