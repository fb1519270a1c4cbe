import { theme } from 'antd'
import { FONT_FAMILY } from '@tongban/ui/web'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { BoardSnapshot } from '../../contract/index.js'
import { countyOutlines, type CountyOutlines } from '../map/county-outlines.js'
import type { CountyMap as DrawnMap, MapCounty, MapLook } from '../map/draw-county-map.js'
import { figureOf, mixed, shadeOf, type MapMeasure } from '../map/map-shade.js'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './county-map.module.css'
import { percentText } from './rates-panel.js'

type Props = { readonly snapshot: BoardSnapshot; readonly measure: MapMeasure; readonly addressOf: (countyCode: string) => string }

/** The city's outline, each county shaded by one figure. A picture beside the table, which says the same in words. */
export function CountyMap({ snapshot, measure, addressOf }: Props): ReactNode {
  const text = useReportingText()
  const element = useRef<HTMLDivElement>(null)
  const outlines = useOutlines(snapshot.city.code)
  const look = useMapLook()
  const navigate = useNavigate()
  const counties = useMapCounties(snapshot, measure, look)
  const [map, setMap] = useState<DrawnMap | null>(null)
  const pick = useRef<(name: string) => void>(() => undefined)
  useEffect(() => {
    pick.current = (name) => {
      const county = snapshot.counties.find((item) => item.name === name)
      if (county !== undefined) void navigate(addressOf(county.code))
    }
  })
  useEffect(() => {
    const { current } = element
    // nothing is drawn into an element without a size (a hidden tab, a test)
    if (outlines === null || current === null || current.clientWidth === 0) return
    let drawn: DrawnMap | null = null
    let gone = false
    void import('../map/draw-county-map.js')
      .then(({ countyMap }) => countyMap(current, snapshot.city.code, outlines, "'Noto Sans SC Variable'", (name) => pick.current(name)))
      .then((made) => {
        if (gone) made.dispose()
        else {
          drawn = made
          setMap(made)
        }
      })
    return () => {
      gone = true
      drawn?.dispose()
      setMap(null)
    }
  }, [outlines, snapshot.city.code])
  useEffect(() => {
    const { current } = element
    if (map === null || current === null) return
    const draw = (): void => {
      map.resize()
      map.draw(counties, look, Math.max(10, Math.min(current.clientWidth / 46, current.clientHeight / 32)))
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(current)
    return () => observer.disconnect()
  }, [map, counties, look])
  const missing =
    outlines === null ? [] : snapshot.counties.filter(({ name }) => !outlines.features.some(({ properties }) => properties.name === name))
  return (
    <figure className={styles.figure} data-empty={outlines === null}>
      <div ref={element} className={styles.map} aria-hidden="true" data-ready={map !== null} />
      {missing.length === 0 ? null : (
        <figcaption className={styles.note}>{text('board.ofMap', { name: missing.map(({ name }) => name).join('、') })}</figcaption>
      )}
    </figure>
  )
}

function useOutlines(cityCode: string): CountyOutlines | null {
  const [outlines, setOutlines] = useState<CountyOutlines | null>(null)
  useEffect(() => {
    let gone = false
    void countyOutlines(cityCode).then((loaded) => {
      if (!gone) setOutlines(loaded)
    })
    return () => {
      gone = true
    }
  }, [cityCode])
  return outlines
}

const TARGET = { in_hand: 'primary', overdue: 'bad', response: 'good', resolution: 'good', satisfaction: 'good' } as const

type Look = MapLook & {
  readonly floor: string
  readonly primary: string
  readonly bad: string
  readonly good: string
}

/** Colours of the theme this part of the page stands in. */
function useMapLook(): Look {
  const { token } = theme.useToken()
  return useMemo(
    () => ({
      font: FONT_FAMILY,
      text: '#ffffff',
      halo: token.colorBgBase,
      border: token.colorTextTertiary,
      hover: token.colorPrimaryBorder,
      floor: mixed(hex(token.colorBgBase), '#ffffff', 0.1),
      primary: hex(token.colorPrimary),
      bad: hex(token.colorError),
      good: hex(token.colorSuccess),
      empty: hex(token.colorBgBase),
    }),
    [token],
  )
}

const hex = (color: string): string => (/^#[0-9a-f]{6}$/i.test(color) ? color : '#0c141d')

function useMapCounties(snapshot: BoardSnapshot, measure: MapMeasure, look: Look): readonly MapCounty[] {
  return useMemo(() => {
    const figures = snapshot.counties.map((county) => ({ name: county.name, figure: figureOf(county, measure) }))
    const largest = Math.max(0, ...figures.map(({ figure }) => figure ?? 0))
    return figures.map(({ name, figure }) => {
      const shade = shadeOf(figure, largest, measure)
      const color = shade === null ? look.empty : mixed(look.floor, look[TARGET[measure]], 0.08 + 0.62 * shade)
      return {
        name,
        text: figure === null ? '—' : isCount(measure) ? String(figure) : percentText(figure),
        color,
        hasData: figure !== null,
      }
    })
  }, [snapshot.counties, measure, look])
}

export const isCount = (measure: MapMeasure): boolean => measure === 'in_hand' || measure === 'overdue'
