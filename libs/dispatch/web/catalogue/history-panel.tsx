import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { callUrl, DataState, formatMoment, ProblemNote, StatusBadge, useCan, useCommand, useLanguage, useRead, type CallInput, type Tone } from '@tongban/ui/web'
import {
  compareCatalogueVersions, exportCatalogue, listCatalogueVersions, readCatalogue, readCatalogueDraft, restoreCatalogueVersion, withdrawCatalogueVersion,
} from '../../contract/catalogue-endpoints.js'
import type { CatalogueState, CatalogueVersion } from '../../contract/catalogue-version.schema.js'
import { useCatalogueText } from './catalogue-strings.js'
import { DifferencesView } from './differences-view.js'
import styles from './catalogue.module.css'

const TONES: Readonly<Record<CatalogueState, Tone>> = { upcoming: 'warn', in_force: 'good', past: 'neutral', withdrawn: 'neutral' }
const REASON_MIN = 4

type Props = { readonly versions: readonly CatalogueVersion[]; readonly hasDraft: boolean; readonly onDone: (said: string) => void }

/** Every version with who published it and why; what each changed, and an old one back as a draft. */
export function HistoryPanel({ versions, hasDraft, onDone }: Props): ReactNode {
  const text = useCatalogueText()
  const { language } = useLanguage()
  const can = useCan()
  const [shown, setShown] = useState<number | null>(null)
  const restore = useCommand(restoreCatalogueVersion, { invalidates: [readCatalogueDraft], onDone: () => onDone('') })
  const moment = (iso: string): string => formatMoment(iso, 'minute', language)
  return (
    <>
      <ProblemNote problem={restore.problem} />
      {hasDraft && can('catalogue.edit') ? <p className={styles.small}>{text('draftOpen')}</p> : null}
      <ul className={styles.versions}>
        {versions.map((each) => (
          <li key={each.version}>
            <strong>{text('version', { version: each.version })}</strong> <StatusBadge tone={TONES[each.state]} text={text(`state.${each.state}`)} />{' '}
            {each.validTo === null ? text('from', { from: moment(each.validFrom) }) : text('fromTo', { from: moment(each.validFrom), to: moment(each.validTo) })}{' '}
            <span className={styles.small}>
              {text('count', { count: each.rowCount })} · {each.author === null ? `${text('shipped')} ${each.reason}` : text('by', { author: each.author, reason: each.reason })}
              {each.withdrawn === null ? '' : ` · ${text('state.withdrawn')}：${each.withdrawn.reason}`}
            </span>
            <div className={styles.bar}>
              {each.basedOn === null ? null : <Button size="small" aria-expanded={shown === each.version} onClick={() => setShown(shown === each.version ? null : each.version)}>{text('compare')}</Button>}
              <Button size="small" href={callUrl(exportCatalogue, {}, { format: 'xlsx', version: String(each.version) })}>{text('exportXlsx')}</Button>
              {can('catalogue.edit') ? (
                <Button
                  size="small" disabled={hasDraft} loading={restore.isRunning}
                  onClick={() => void restore.run({ params: { version: each.version } } as unknown as CallInput<typeof restoreCatalogueVersion>)}
                >
                  {text('restore')}
                </Button>
              ) : null}
              {each.state === 'upcoming' && can('catalogue.edit') ? <Withdraw version={each.version} /> : null}
            </div>
            {shown === each.version ? <Changes version={each.version} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function Changes({ version }: { readonly version: number }): ReactNode {
  const read = useRead(compareCatalogueVersions, { params: { version }, query: {} } as unknown as CallInput<typeof compareCatalogueVersions>)
  return <DataState read={read}>{(differences) => <DifferencesView differences={differences} />}</DataState>
}

function Withdraw({ version }: { readonly version: number }): ReactNode {
  const text = useCatalogueText()
  const [reason, setReason] = useState('')
  const command = useCommand(withdrawCatalogueVersion, { invalidates: [listCatalogueVersions, readCatalogue] })
  const label = text('withdrawReason')
  return (
    <>
      <Input size="small" className={styles.reason ?? ''} aria-label={label} placeholder={text('least', { label, count: REASON_MIN })} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button
        size="small" danger disabled={reason.trim().length < REASON_MIN} loading={command.isRunning}
        onClick={() => void command.run({ params: { version }, body: { reason } } as unknown as CallInput<typeof withdrawCatalogueVersion>)}
      >
        {text('withdraw')}
      </Button>
      <ProblemNote problem={command.problem} />
    </>
  )
}
