import { Button, Drawer, type InputRef } from 'antd'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { callUrl, DataState, EmptyState, formatMoment, ProblemNote, PageScaffold, StatusBadge, useCan, useCommand, useKeys, useLanguage, useRead, useUrlFilters, type CallInput } from '@tongban/ui/web'
import { exportCatalogue, listCatalogueVersions, openCatalogueDraft, readCatalogue, readCatalogueDraft } from '../../contract/catalogue-endpoints.js'
import type { CatalogueDraft, CatalogueVersion, CatalogueVersionDetail } from '../../contract/catalogue-version.schema.js'
import { DryRunPanel } from '../dry-run/dry-run-panel.js'
import { useCatalogueText } from './catalogue-strings.js'
import { CategoryHeading, CategoryTreePane } from './category-tree.js'
import { HistoryPanel } from './history-panel.js'
import { ImportPanel } from './import-panel.js'
import { NothingToEdit } from './nothing-to-edit.js'
import { DiscardPanel, DraftChanges, PublishPanel } from './publish-panel.js'
import { emptyRow, RowForm } from './row-form.js'
import { categoryOf, FaultList } from './row-line.js'
import { RowSections, sectionsOf } from './row-sections.js'
import styles from './catalogue.module.css'

const FILTERS = { category: '', row: '', panel: '' } as const
const PANELS = ['new', 'edit', 'publish', 'discard', 'import', 'history', 'changes', 'faults'] as const
type PanelName = (typeof PANELS)[number]
const PANEL_WIDTH = 560
/** What is being written in one of these is not lost by a press beside it. */
const WRITTEN_IN: readonly string[] = ['new', 'edit', 'publish', 'discard', 'import']

/** `/catalogue`: who answers for what, where and when; the next version is drafted here row by row, tried out, and published. */
export default function CataloguePage(): ReactNode {
  const text = useCatalogueText()
  const can = useCan()
  const [said, setSaid] = useState('')
  const allowed = { enabled: can('catalogue.read') }
  const inForce = useRead(readCatalogue, {} as CallInput<typeof readCatalogue>, allowed)
  const draft = useRead(readCatalogueDraft, {} as CallInput<typeof readCatalogueDraft>, allowed)
  const versions = useRead(listCatalogueVersions, {} as CallInput<typeof listCatalogueVersions>, allowed)
  return (
    <PageScaffold title={text('title')} permission="catalogue.read" aside={<span role="status">{said}</span>}>
      <DataState read={inForce}>
        {(catalogue) => (
          <DataState read={draft}>{(answer) => <Desk catalogue={catalogue} draft={answer.draft} versions={versions.data?.items ?? []} onSaid={setSaid} />}</DataState>
        )}
      </DataState>
    </PageScaffold>
  )
}

type DeskProps = { readonly catalogue: CatalogueVersionDetail; readonly draft: CatalogueDraft | null; readonly versions: readonly CatalogueVersion[]; readonly onSaid: (said: string) => void }

function Desk({ catalogue, draft, versions, onSaid }: DeskProps): ReactNode {
  const text = useCatalogueText()
  const can = useCan()
  const { language } = useLanguage()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const search = useRef<InputRef>(null)
  const [isTreeHidden, setTreeHidden] = useState(true)
  const rows = useMemo(() => draft?.rows.map(({ row }) => row) ?? catalogue.rows, [draft, catalogue])
  const names = draft?.names ?? catalogue.names
  const rowsAt = useMemo(() => rows.reduce((counts, { categoryCode }) => counts.set(categoryCode, (counts.get(categoryCode) ?? 0) + 1), new Map<string, number>()), [rows])
  const inForce = useMemo(() => new Map(catalogue.rows.map((row) => [row.id, JSON.stringify(row)])), [catalogue])
  const changed = useMemo(() => new Set(draft === null ? [] : rows.filter((row) => inForce.get(row.id) !== JSON.stringify(row)).map(({ id }) => id)), [draft, rows, inForce])
  const sections = sectionsOf(rows, filters.category)
  const mayEdit = draft !== null && can('catalogue.edit')
  // An address may name any panel: one there is none of opens nothing.
  const panel = PANELS.find((name) => name === filters.panel) ?? ''
  const close = (): void => set({ panel: '' })
  const done = (message: string): void => {
    close()
    onSaid(message)
  }
  const open = useCommand(openCatalogueDraft, { invalidates: [readCatalogueDraft] })
  const step = (by: number): void => {
    const shown = [...sections.own, ...sections.inherited, ...sections.below]
    const at = shown.findIndex(({ id }) => id === filters.row)
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))]
    if (next !== undefined) set({ row: next.id })
  }
  useKeys(
    {
      arrowdown: () => step(1), arrowup: () => step(-1), '/': () => search.current?.focus(),
      e: mayEdit && filters.row !== '' ? () => set({ panel: 'edit' }) : undefined, n: mayEdit && filters.category !== '' ? () => set({ panel: 'new' }) : undefined,
    },
    { enabled: panel === '' },
  )
  const errors = draft?.faults.filter(({ severity }) => severity === 'error').length ?? 0
  const warnings = draft?.faults.filter(({ severity }) => severity === 'warning').length ?? 0
  const stored = draft?.rows.find(({ row }) => row.id === filters.row) ?? null
  const source = draft === null ? {} : { source: 'draft' }
  const hasNothing = panel !== 'history' && (draft === null || (!mayEdit && WRITTEN_IN.includes(panel)) || (panel === 'edit' && stored === null))
  const upcoming = versions.find(({ state }) => state === 'upcoming')
  const isTreeFolded = isTreeHidden && filters.category !== ''
  return (
    <>
      <div className={styles.bar}>
        <strong>{draft === null ? text('inForce', { version: catalogue.version }) : text('editing', { version: draft.basedOn, by: draft.openedBy ?? '', at: formatMoment(draft.openedAt, 'minute', language) })}</strong>
        <span className={styles.small}>
          {text('count', { count: rows.length })}{draft?.restoredFrom == null ? '' : ` · ${text('restored', { version: draft.restoredFrom })}`}
        </span>
        {upcoming === undefined ? null : <StatusBadge tone="warn" text={text('upcoming', { version: upcoming.version, from: formatMoment(upcoming.validFrom, 'minute', language) })} />}
        {draft === null && can('catalogue.edit') ? <Button className={styles.primary ?? ''} type="primary" loading={open.isRunning} onClick={() => void open.run({} as CallInput<typeof openCatalogueDraft>)}>{text('start')}</Button> : null}
        {draft === null ? null : <Button danger={errors > 0} onClick={() => set({ panel: 'faults' })}>{text('faultCount', { errors, warnings })}</Button>}
        {draft === null ? null : <Button onClick={() => set({ panel: 'changes' })}>{text('changes')}</Button>}
        {mayEdit ? <Button onClick={() => set({ panel: 'import' })}>{text('import')}</Button> : null}
        <Button href={callUrl(exportCatalogue, {}, { format: 'xlsx', ...source })}>{text('exportXlsx')}</Button>
        <Button href={callUrl(exportCatalogue, {}, { format: 'csv', ...source })}>{text('exportCsv')}</Button>
        <Button onClick={() => set({ panel: 'history' })}>{text('history')}</Button>
        {mayEdit ? <Button onClick={() => set({ panel: 'discard' })}>{text('discard')}</Button> : null}
        {mayEdit ? <Button className={styles.primary ?? ''} type="primary" onClick={() => set({ panel: 'publish' })}>{text('publish')}</Button> : null}
      </div>
      <ProblemNote problem={open.problem} />
      <p className={styles.keys}>{text(mayEdit ? 'keys.edit' : 'keys.read')}</p>
      {filters.category === '' ? null : <Button className={styles.mobileTree ?? ''} aria-expanded={!isTreeFolded} onClick={() => setTreeHidden(!isTreeHidden)}>{text('tree.toggle')}</Button>}
      <div className={styles.split}>
        <div className={styles.tree} data-hidden={isTreeFolded}>
          <CategoryTreePane
            chosen={filters.category} rowsAt={rowsAt} searchRef={search}
            onChoose={(category) => {
              set({ category, row: '' })
              setTreeHidden(true)
            }}
          />
        </div>
        <section aria-label={text('rows')}>
          {filters.category === '' ? (
            <EmptyState title={text('chooseHint')} hint={text('chooseMore')} />
          ) : (
            <>
              <CategoryHeading code={filters.category} />
              <RowSections
                sections={sections} names={names} faults={draft?.faults ?? []} changed={changed} chosen={filters.row}
                onOpen={(row) => set({ row: row.id, panel: mayEdit ? 'edit' : '' })} onNew={mayEdit ? () => set({ panel: 'new' }) : null}
              />
            </>
          )}
        </section>
      </div>
      <Drawer getContainer={false} open={panel !== ''} mask={{ closable: !WRITTEN_IN.includes(panel) }} onClose={close} size={PANEL_WIDTH} destroyOnHidden title={titleOf(panel, filters.row, draft, versions, text)}>
        {panel === 'history' ? <HistoryPanel versions={versions} hasDraft={draft !== null} onDone={done} /> : null}
        {draft === null || hasNothing ? (
          panel === '' || panel === 'history' ? null : <NothingToEdit hasDraft={draft !== null} row={filters.row} />
        ) : (
          <>
            {panel === 'new' && mayEdit ? <RowForm draftId={draft.id} stored={null} fresh={emptyRow(filters.category)} names={names} onDone={done} /> : null}
            {panel === 'edit' && mayEdit && stored !== null ? <RowForm key={`${stored.row.id} ${stored.revision}`} draftId={draft.id} stored={stored} fresh={emptyRow(filters.category)} names={names} onDone={done} /> : null}
            {panel === 'changes' ? <DraftChanges draftId={draft.id} /> : null}
            {panel === 'import' && mayEdit ? <ImportPanel draft={draft} onDone={done} /> : null}
            {panel === 'discard' && mayEdit ? <DiscardPanel draft={draft} onDone={done} /> : null}
            {panel === 'publish' && mayEdit ? <PublishPanel draft={draft} versions={versions} dryRun={<DryRunPanel draft={draft} />} onDone={done} /> : null}
            {panel === 'faults' && can('dispatch.pool') ? (
              <p>
                <Link to="/pool?tab=coverage&source=draft">{text('toCoverage')}</Link>
              </p>
            ) : null}
            {panel === 'faults' ? (
              draft.faults.length === 0 ? <p>{text('noFaults')}</p> : <FaultList faults={draft.faults} onOpen={(fault) => set({ row: fault.rowIds[0] ?? '', category: categoryOf(fault), panel: mayEdit ? (fault.rowIds.length === 0 ? 'new' : 'edit') : '' })} />
            ) : null}
          </>
        )}
      </Drawer>
    </>
  )
}

function titleOf(panel: PanelName | '', row: string, draft: CatalogueDraft | null, versions: readonly CatalogueVersion[], text: ReturnType<typeof useCatalogueText>): string {
  switch (panel) {
    case '':
      return ''
    case 'new':
      return text('add')
    case 'edit':
      return text('edit', { row })
    case 'publish':
      return text('publish.title', { version: Math.max(draft?.basedOn ?? 0, ...versions.map(({ version }) => version)) + 1 })
    case 'import':
      return text('import.title')
    default:
      return text(panel)
  }
}
