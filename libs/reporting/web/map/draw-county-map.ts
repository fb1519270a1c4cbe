import { MapChart } from 'echarts/charts'
import { GeoComponent } from 'echarts/components'
import { init, registerMap, use as withParts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { CountyOutlines } from './county-outlines.js'

withParts([MapChart, GeoComponent, SVGRenderer])

export type MapCounty = { readonly name: string; readonly text: string; readonly color: string; readonly hasData: boolean }
export type MapLook = {
  readonly font: string
  readonly text: string
  readonly halo: string
  readonly border: string
  readonly hover: string
  readonly empty: string
}
export type CountyMap = {
  readonly draw: (counties: readonly MapCounty[], look: MapLook, fontSize: number) => void
  readonly resize: () => void
  readonly dispose: () => void
}

/** One degree of longitude is this much of a degree of latitude at 43.6° north. */
const ASPECT = Math.cos((43.6 * Math.PI) / 180)

/**
 * ECharts on an element that has a size. The words are drawn only when their letters are there: widths measured with another font would
 * stay wrong afterwards.
 */
export async function countyMap(
  element: HTMLElement,
  cityCode: string,
  outlines: CountyOutlines,
  font: string,
  onPick: (name: string) => void,
): Promise<CountyMap> {
  const letters = outlines.features.map(({ properties }) => properties.name).join('') + '0123456789.%'
  await Promise.all([document.fonts.load(`400 12px ${font}`, letters), document.fonts.load(`700 12px ${font}`, letters)])
  registerMap(cityCode, outlines as unknown as Parameters<typeof registerMap>[1])
  const chart = init(element, null, { renderer: 'svg' })
  chart.on('click', ({ name }) => onPick(name))
  return {
    draw(counties, look, fontSize) {
      chart.setOption({
        animationDurationUpdate: 500,
        textStyle: { fontFamily: look.font },
        series: [
          {
            type: 'map',
            map: cityCode,
            roam: false,
            selectedMode: false,
            aspectScale: ASPECT,
            left: '2%',
            right: '2%',
            top: '2%',
            bottom: '2%',
            // counties beyond the person's scope are outlines only
            itemStyle: { areaColor: look.empty, borderColor: look.border, borderWidth: 1.2 },
            emphasis: { label: { color: look.text }, itemStyle: { areaColor: look.hover } },
            label: {
              show: true,
              color: look.text,
              fontSize,
              lineHeight: fontSize * 1.35,
              textBorderColor: look.halo,
              textBorderWidth: 3,
              formatter: ({ name }: { name: string }) => `${name}\n{figure|${counties.find((county) => county.name === name)?.text ?? ''}}`,
              rich: {
                figure: { fontSize: fontSize * 1.35, fontWeight: 700, color: look.text, textBorderColor: look.halo, textBorderWidth: 3 },
              },
            },
            data: counties.map(({ name, color, hasData }) => ({
              name,
              value: 0,
              itemStyle: { areaColor: color, ...(hasData ? {} : { borderType: 'dashed' as const }) },
            })),
          },
        ],
      })
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  }
}
