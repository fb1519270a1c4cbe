import { Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { ActionButton, ChoiceGroup, ProblemNote, useCommand } from '@tongban/ui/web'
import {
  callDepthSchema, incidentKindSchema, incidentLevelSchema, listIncidents, openIncident, previewIncidentCalls, readCaseIncident, type CallDepth, type IncidentKind, type IncidentLevel, type IncidentView,
} from '../contract/index.js'
import { AreaPicker, type Place } from './area-picker.js'
import { CallPreviewList } from './call-preview-list.js'
import { useIncidentText } from './incident-strings.js'
import styles from './incident.module.css'
import { Labelled } from './labelled.js'

export type OpeningCase = { readonly id: string; readonly number: string; readonly title: string; readonly placeText: string; readonly division: Place | null }

/** What happened and where; then whom that calls, by name and with the gaps; only then the button that calls them. */
export function OpenIncidentForm({ from, onOpened }: { readonly from: OpeningCase | null; readonly onOpened: (view: IncidentView) => void }): ReactNode {
  const text = useIncidentText()
  const [kind, setKind] = useState<IncidentKind>('other')
  const [level, setLevel] = useState<IncidentLevel>('general')
  const [depth, setDepth] = useState<CallDepth>('village')
  const [title, setTitle] = useState(from?.title.slice(0, 60) ?? '')
  const [cause, setCause] = useState('')
  const [placeText, setPlaceText] = useState(from?.placeText.slice(0, 120) ?? '')
  const [areas, setAreas] = useState<readonly Place[]>(from?.division ? [from.division] : [])
  const preview = useCommand(previewIncidentCalls)
  const open = useCommand(openIncident, { invalidates: [listIncidents, readCaseIncident], onDone: onOpened })
  const area = areas.map(({ code }) => code)
  const asked = JSON.stringify({ kind, level, area, depth })
  const [previewed, setPreviewed] = useState('')
  const isShown = preview.answer !== undefined && previewed === asked
  const [placeCode] = area
  const look = async (): Promise<void> => {
    if ((await preview.run({ body: { kind, level, area, depth } })) !== null) setPreviewed(asked)
  }
  const send = (): void => {
    if (placeCode === undefined) return
    void open.run({ body: { kind, level, title, cause, placeCode, placeText, area, depth, caseIds: from === null ? [] : [from.id] } })
  }
  return (
    <form className={`${styles.form} ${styles.narrow}`} aria-label={text('open.title')} onSubmit={(event) => event.preventDefault()}>
      {from === null ? null : <p className={styles.small}>{text('open.fromCase', { number: from.number })}</p>}
      <Labelled label={text('open.kind')}>
        {(id) => <Select<IncidentKind> id={id} className={styles.wide ?? ''} value={kind} options={incidentKindSchema.options.map((value) => ({ value, label: text(`kind.${value}`) }))} onChange={setKind} />}
      </Labelled>
      <ChoiceGroup label={text('open.level')} value={level} choices={incidentLevelSchema.options.map((value) => ({ value, label: text(`level.${value}`) }))} onChange={setLevel} />
      <Labelled label={text('open.name')}>{(id) => <Input id={id} value={title} maxLength={60} onChange={(event) => setTitle(event.target.value)} />}</Labelled>
      <Labelled label={text('open.cause')}>{(id) => <Input.TextArea id={id} rows={2} value={cause} maxLength={500} onChange={(event) => setCause(event.target.value)} />}</Labelled>
      <Labelled label={text('open.place')}>{(id) => <Input id={id} value={placeText} maxLength={120} onChange={(event) => setPlaceText(event.target.value)} />}</Labelled>
      <AreaPicker areas={areas} onChange={setAreas} />
      <ChoiceGroup label={text('open.depth')} value={depth} choices={callDepthSchema.options.map((value) => ({ value, label: text(`depth.${value}`) }))} onChange={setDepth} />
      <ActionButton loading={preview.isRunning} disabledReason={area.length === 0 ? text('open.needArea') : null} onClick={() => void look()}>
        {text('open.preview')}
      </ActionButton>
      <ProblemNote problem={preview.problem} />
      {isShown && preview.answer !== undefined ? <CallPreviewList preview={preview.answer} /> : null}
      <ProblemNote problem={open.problem} fieldNames={{ title: text('open.name'), cause: text('open.cause'), area: text('open.area') }} />
      <ActionButton type="primary" danger loading={open.isRunning} disabledReason={isShown ? null : text('open.needPreview')} onClick={send}>
        {text('open.confirm')}
      </ActionButton>
    </form>
  )
}
