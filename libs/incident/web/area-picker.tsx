import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { listDivisions } from '@tongban/org/contract'
import { useRead } from '@tongban/ui/web'
import { MOST_AREAS } from '../contract/index.js'
import { useIncidentText } from './incident-strings.js'
import styles from './incident.module.css'

export type Place = { readonly code: string; readonly name: string }

/** Divisions of any level, chosen from the county down; what stands at "all" takes the whole of the level above. */
export function AreaPicker({ areas, onChange }: { readonly areas: readonly Place[]; readonly onChange: (areas: readonly Place[]) => void }): ReactNode {
  const text = useIncidentText()
  const [county, setCounty] = useState<Place | null>(null)
  const [township, setTownship] = useState<Place | null>(null)
  const [village, setVillage] = useState<Place | null>(null)
  const chosen = village ?? township ?? county
  const add = (): void => {
    if (chosen === null || areas.length >= MOST_AREAS || areas.some(({ code }) => code === chosen.code)) return
    onChange([...areas, chosen])
  }
  return (
    <fieldset className={styles.form} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={styles.label}>{text('open.area')}</legend>
      <div className={styles.picker}>
        <DivisionSelect
          label={text('open.county')} parent={null} value={county}
          onChange={(place) => {
            setCounty(place)
            setTownship(null)
            setVillage(null)
          }}
        />
        <DivisionSelect
          label={text('open.township')} parent={county} value={township} whole={text('open.whole')}
          onChange={(place) => {
            setTownship(place)
            setVillage(null)
          }}
        />
        <DivisionSelect label={text('open.village')} parent={township} value={village} whole={text('open.whole')} onChange={setVillage} />
        <Button onClick={add} disabled={chosen === null}>
          {text('open.add')}
        </Button>
      </div>
      <ul className={styles.row}>
        {areas.map((area) => (
          <li key={area.code}>
            {area.name}
            <Button size="small" type="text" aria-label={text('open.remove', { name: area.name })} onClick={() => onChange(areas.filter(({ code }) => code !== area.code))}>
              ×
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

type SelectProps = {
  readonly label: string
  /** Null: the counties of the city. */
  readonly parent: Place | null
  readonly value: Place | null
  /** What choosing none means; left out, one has to be chosen. */
  readonly whole?: string
  readonly onChange: (place: Place | null) => void
}

function DivisionSelect({ label, parent, value, whole, onChange }: SelectProps): ReactNode {
  const isTop = whole === undefined
  const read = useRead(listDivisions, { query: parent === null ? {} : { parentCode: parent.code } }, { enabled: isTop || parent !== null, staleTimeMs: 3_600_000 })
  const options = (read.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name }))
  return (
    <Select<string>
      className={styles.wide ?? ''}
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      disabled={!isTop && parent === null}
      value={value?.code ?? (isTop ? null : '')}
      options={isTop ? options : [{ value: '', label: whole }, ...options]}
      onChange={(code: string) => {
        const option = options.find((item) => item.value === code)
        onChange(option === undefined ? null : { code, name: option.label })
      }}
    />
  )
}
