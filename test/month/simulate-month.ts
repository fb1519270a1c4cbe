import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '@tongban/platform/server'
import { cloneDatabase, testConfig, type TemplateSeed } from '@tongban/testing/server'
import { createWorker } from '../../apps/worker/create-worker.js'
import { loadReferenceData, provisionDemoAccounts } from '../../apps/worker/reference-data.js'
import { checkMonth, type MonthChecked, type Query } from './check-month.js'
import { HeldClock } from './city/held-clock.js'
import { cityMidnight, Month, type MonthDone, type MonthPlan } from './month.js'
import { plantedFaults } from './planted-faults.js'
import { MinuteCalendar } from './oracle/minute-calendar.js'

const HOLIDAYS = join(import.meta.dirname, '../../libs/worktime/server/data/holidays.csv')

/** As the tests of the whole system begin: named as theirs is, so that one template serves all. */
const SEED: TemplateSeed = {
  name: 'reference data and demo accounts',
  run: async (url) => {
    const app = await createWorker(await testConfig(url), { autonomous: false })
    await loadReferenceData(app, () => undefined)
    await provisionDemoAccounts(app, () => undefined)
    await app.close()
  },
}

/** A fault planted in what was told: in how many rows, and how many faults were found that had not been there. */
export type Caught = { readonly name: string; readonly planted: number; readonly found: number }
export type Simulated = { readonly done: MonthDone; readonly checked: MonthChecked; readonly caught: readonly Caught[] }

const CITY = '150500'

/** Lives a month of a city in this process, on a database and a corner of Redis of its own, and holds every clock against the oracle. */
export async function simulateMonth(plan: MonthPlan, progress?: (day: string, actions: number) => void): Promise<Simulated> {
  const database = await cloneDatabase(SEED)
  const clock = new HeldClock(cityMidnight(plan.from))
  const app = await createWorker(await testConfig(database.url), { clock, autonomous: false })
  try {
    const done = await new Month(app, clock, plan).live(progress)
    const year = Number(plan.from.slice(0, 4))
    const holidays = await readFile(HOLIDAYS, 'utf8')
    const written = (spansOn?: (date: string) => [] | null): MinuteCalendar => new MinuteCalendar(holidays, `${year - 1}-11-01`, `${year + 1}-03-01`, spansOn)
    const { dayOff } = plan
    const [known, changed] = [written(), written((date) => (date === dayOff?.date ? [] : null))]
    const changedAt = dayOff === undefined ? Number.POSITIVE_INFINITY : Date.parse(dayOff.at)
    const calendarAt = (at: number): MinuteCalendar => (at < changedAt ? known : changed)
    const store = app.get(Database)
    const query: Query = (sql, values) => store.query(sql, [...values])
    const checked = await checkMonth(query, CITY, calendarAt, clock.now())
    const caught: Caught[] = []
    for (const { name, query: faulty, changed } of await plantedFaults(query, CITY, plan.holiday.map((day) => cityMidnight(day)) as [number, number])) {
      const { faults } = await checkMonth(faulty, CITY, calendarAt, clock.now())
      caught.push({ name, planted: changed(), found: faults.length - checked.faults.length })
    }
    return { done, checked, caught }
  } finally {
    await app.close()
    await database.drop()
  }
}
