import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { coordinateSystemSchema } from '@tongban/place/contract'
import { ChoiceGroup, KeyCap, useDebounced } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import column from '../columns/column.module.css'
import matter from '../columns/matter-column.module.css'
import type { Suggestions } from '../use-suggestions.js'
import { askDevice, WIDEST_METRES, type DeviceFault } from './device-position.js'
import { NO_POSITION, positionOf, type ReadPosition } from './draft-position.js'
import styles from './position-field.module.css'
import { usePositionText } from './position-strings.js'

/** A number that is still being typed is not called wrong. */
const TYPING_PAUSE_MS = 700
const SYSTEMS = coordinateSystemSchema.options

type Asked = 'idle' | 'asking' | DeviceFault | { readonly inaccurateMetres: number }
type PointFinding = Suggestions['place']['point']

type PositionFieldProps = Pick<DraftFieldProps, 'draft' | 'change'> & {
  /** What the server makes of it beside the words. */
  readonly finding: PointFinding
}

/** Where exactly, as pasted or read out, or from the device of whoever files on the spot. The second line is there only while there is something to say. */
export function PositionField({ draft, change, finding }: PositionFieldProps): ReactNode {
  const text = usePositionText()
  const id = useId()
  const { position } = draft
  const read = positionOf(position)
  const { asked, ask, forget } = useDevice((device) => change({ position: device }))
  const isSettled = useDebounced(position.text, TYPING_PAUSE_MS) === position.text
  const isWrong = read.problem !== null && isSettled
  return (
    <div className={matter.part}>
      <div className={`${matter.line} ${styles.line}`}>
        <label htmlFor={id} className={matter.label}>
          {text('label')}
        </label>
        <Input
          id={id}
          data-field="point"
          className={styles.input}
          autoComplete="off"
          spellCheck={false}
          maxLength={1_000}
          allowClear
          suffix={<KeyCap>Alt P</KeyCap>}
          placeholder={text('placeholder')}
          value={position.text}
          status={!isWrong ? '' : read.problem === 'needs_system' ? 'warning' : 'error'}
          aria-describedby={`${id}-says`}
          onChange={(event) => {
            forget()
            change({ position: { text: event.target.value, chosen: event.target.value === '' ? null : position.chosen, device: null } })
          }}
        />
        <Button title={text('hereHint')} loading={asked === 'asking'} onClick={ask}>
          {text(asked === 'asking' ? 'asking' : 'here')}
        </Button>
      </div>
      <div id={`${id}-says`} role="status">
        {position.text === '' && (asked === 'idle' || asked === 'asking') ? null : (
          <div className={`${matter.line} ${styles.line}`}>
            <span className={matter.label} />
            {read.asksSystem ? (
              <div data-field="pointSystem" className={styles.system}>
                <ChoiceGroup
                  label={text('system')}
                  choices={SYSTEMS.map((system) => ({ value: system, label: text(`system.${system}`), title: text(`systemHint.${system}`) }))}
                  value={position.chosen}
                  onChange={(chosen) => change({ position: { ...position, chosen } })}
                />
              </div>
            ) : null}
            <Says asked={asked} read={read} isWrong={isWrong} accuracyMetres={position.device?.accuracyMetres ?? null} finding={finding} />
          </div>
        )}
      </div>
    </div>
  )
}

type SaysProps = { readonly asked: Asked; readonly read: ReadPosition; readonly isWrong: boolean; readonly accuracyMetres: number | null; readonly finding: PointFinding }

function Says({ asked, read, isWrong, accuracyMetres, finding }: SaysProps): ReactNode {
  const text = usePositionText()
  const distanceOf = useDistance()
  if (typeof asked === 'object') return <Line tone="warn" said={text('device.inaccurate', { distance: distanceOf(asked.inaccurateMetres) })} />
  if (asked !== 'idle' && asked !== 'asking') return <Line tone="warn" said={text(`device.${asked}`)} />
  // What is still to be chosen stands beside the choice; it is a complaint only once nobody chooses.
  if (read.problem === 'needs_system') return <Line tone="warn" said={text('fault.needs_system')} title={text('needsSystemWhole')} />
  if (read.problem !== null) return isWrong ? <Line tone="bad" said={text(`fault.${read.problem}`)} /> : null
  const origin =
    accuracyMetres !== null ? text('fromHere', { distance: distanceOf(accuracyMetres) }) : read.maker === null ? null : `${text(`maker.${read.maker}`)}${read.system === 'wgs84' || read.asksSystem ? '' : ` · ${text('converted')}`}`
  return (
    <>
      {origin === null ? null : <span className={`${column.quiet} ${styles.origin}`}>{origin}</span>}
      {read.isMapCentre ? <Line tone="warn" said={text('mapCentre')} /> : null}
      {finding === null || read.point === null ? null : <Finding finding={finding} />}
    </>
  )
}

/** Further from a known place the server takes no township from a position, and neither should who reads this. */
const SURE_METRES = 1_000

/** 科尔沁区 › 永清街道: a position does not tell villages apart, and the city is always the same. */
const placeOf = (path: readonly string[]): string => path.slice(1, 3).join(' › ')

function Finding({ finding: { nearest, said, contradicts } }: { readonly finding: NonNullable<PointFinding> }): ReactNode {
  const text = usePositionText()
  const distanceOf = useDistance()
  if (nearest === null) return <Line tone="quiet" said={text('nothingNear')} />
  const near = text('near', { name: nearest.name, distance: distanceOf(nearest.metres) })
  const place = placeOf(nearest.path)
  // What the words say stands right above: here is room for what differs.
  if (contradicts && said !== null) return <Line tone="warn" said={`⚠ ${text('against', { place })}`} title={text('againstWhole', { near, place, said: placeOf(said.path) })} />
  if (nearest.metres > SURE_METRES) return <Line tone="quiet" said={text('far', { name: nearest.name, distance: distanceOf(nearest.metres) })} />
  return <Line tone="plain" said={`${place} · ${near}`} />
}

const TONES = { bad: column.complaint, warn: `${matter.warn} ${matter.clip}`, quiet: `${column.quiet} ${matter.clip}`, plain: `${matter.understood} ${matter.clip}` } as const

const Line = ({ tone, said, title = said }: { readonly tone: keyof typeof TONES; readonly said: string; readonly title?: string }): ReactNode => (
  <span className={`${TONES[tone]} ${styles.said}`} title={title} role={tone === 'bad' ? 'alert' : undefined}>
    {said}
  </span>
)

function useDistance(): (metres: number) => string {
  const text = usePositionText()
  return (metres) => (metres < 1_000 ? text('metres', { count: Math.max(1, Math.round(metres)) }) : text('kilometres', { count: (metres / 1_000).toFixed(1) }))
}

/** Asks the device once at a time. An answer that comes after the form has gone on to another call, or after somebody typed, is nobody's. */
function useDevice(onFound: (position: typeof NO_POSITION) => void): { readonly asked: Asked; readonly ask: () => void; readonly forget: () => void } {
  const [asked, setAsked] = useState<Asked>('idle')
  const turn = useRef(0)
  useEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )
  const ask = (): void => {
    const mine = (turn.current += 1)
    setAsked('asking')
    void askDevice().then((answer) => {
      if (mine !== turn.current) return
      if (typeof answer === 'string') return setAsked(answer)
      if (answer.accuracyMetres > WIDEST_METRES) return setAsked({ inaccurateMetres: answer.accuracyMetres })
      setAsked('idle')
      onFound({ text: `${answer.longitude.toFixed(6)},${answer.latitude.toFixed(6)}`, chosen: null, device: { accuracyMetres: answer.accuracyMetres } })
    })
  }
  const forget = (): void => {
    turn.current += 1
    setAsked('idle')
  }
  return { asked, ask, forget }
}
