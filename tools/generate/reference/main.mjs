/**
 * Reference files the project ships.
 *   node tools/generate/reference/main.mjs                     writes divisions.csv and units.csv
 *   node tools/generate/reference/main.mjs --check             writes nothing, exit code 1 when a file differs
 *   node tools/generate/reference/main.mjs --holidays 2027.json  adds or replaces the years of these holiday-cn files
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { formatCsv, parseCsv } from './csv.mjs'
import { DIVISION_HEADER, divisionRows } from './divisions.mjs'
import { HOLIDAY_HEADER, holidayRows } from './holidays.mjs'
import { UNIT_HEADER, unitRows } from './units.mjs'

const ROOT = join(import.meta.dirname, '../../..')
const CITY_CODE = '150500'
const HOLIDAYS = 'libs/worktime/server/data/holidays.csv'

/** What the generators give today: `[{ path, text }]`, paths from the repository's root. */
export function referenceFiles() {
  const divisions = divisionRows(CITY_CODE)
  return [
    { path: 'libs/org/server/data/divisions.csv', text: formatCsv(DIVISION_HEADER, divisions) },
    { path: 'libs/org/server/data/units.csv', text: formatCsv(UNIT_HEADER, unitRows(divisions)) },
  ]
}

/** The holiday table with the days of these years put in place of what it had for them. */
export function mergeHolidays(currentText, yearFiles) {
  const fresh = holidayRows(yearFiles)
  const notices = new Set(fresh.map((row) => row.source_url))
  const dates = new Set(fresh.map((row) => row.date))
  const kept = parseCsv(currentText).filter((row) => !dates.has(row.date) && !notices.has(row.source_url))
  return formatCsv(
    HOLIDAY_HEADER,
    [...kept, ...fresh].sort((a, b) => (a.date < b.date ? -1 : 1)),
  )
}

function main(args) {
  if (args[0] === '--holidays') {
    const years = args.slice(1).map((file) => JSON.parse(readFileSync(file, 'utf8')))
    const path = join(ROOT, HOLIDAYS)
    writeFileSync(path, mergeHolidays(readFileSync(path, 'utf8'), years))
    return
  }
  for (const { path, text } of referenceFiles()) {
    const target = join(ROOT, path)
    if (args[0] !== '--check') writeFileSync(target, text)
    else if (readFileSync(target, 'utf8') !== text) {
      console.error(`${path} differs from what the generator gives: run node tools/generate/reference/main.mjs`)
      process.exitCode = 1
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2))
