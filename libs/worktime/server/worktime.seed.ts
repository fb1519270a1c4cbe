import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, IdGen } from '@tongban/kernel/core'
import { ReferenceSeed, writeOutbox, type Tx } from '@tongban/platform/server'
import { CALENDAR_CHANGED } from '../contract/work-calendars.js'
import { CITY, NATION } from '../domain/calendar-book.js'
import { DEFAULT_OFFICE_HOURS } from '../domain/default-office-hours.js'
import { exceptionsFromHolidays, parseHolidays } from '../domain/parse-holidays.js'
import type { BookRevision } from '../domain/revise-book.js'
import { CalendarBookStore } from './persistence/calendar-book.store.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'

const REASON = '随系统装入'

/** National holidays, and the city's office hours to start with. Days and hours that are there already, or were once, are left as administrators made them. */
@Injectable()
export class WorktimeSeed extends ReferenceSeed {
  override readonly name = 'worktime'
  override readonly order = 30

  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(CalendarBookStore) private readonly store: CalendarBookStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {
    super()
  }

  /** Ends with a reading of the tables in the same transaction: rows that make no calendar are never committed, later seeds see them. */
  override async load(tx: Tx, cityCode: string): Promise<number> {
    const holidays = parseHolidays(await readFile(join(import.meta.dirname, 'data/holidays.csv'), 'utf8'))
    if (!holidays.ok) throw new Error(`holidays.csv: ${holidays.refusal.code} ${JSON.stringify(holidays.refusal.params)}`)
    await this.store.lock(tx)
    const { revision: latest, book } = await this.store.read(tx)
    const revision = latest + 1
    const known = new Set(book.days.flatMap(({ layer, date }) => (layer === NATION ? [date] : [])))
    const missing = exceptionsFromHolidays(holidays.value).filter(({ date }) => !known.has(date))
    const opened = missing.map((day) => ({ ...day, layer: NATION, since: revision, until: null }))
    const isFirst = !book.hours.some(({ layer }) => layer === CITY)
    const hours = isFirst ? { layer: CITY, since: revision, validFrom: null, officeHours: [DEFAULT_OFFICE_HOURS], keepsHolidays: true } : null
    if (opened.length > 0 || hours !== null) await this.add(tx, cityCode, { revision, layer: NATION, closed: [], opened, hours })
    await this.calendars.reload(tx)
    return opened.length + (isFirst ? 1 : 0)
  }

  /** Days that come with a newer system change what running clocks count by; with the first load there are no clocks. */
  private async add(tx: Tx, cityCode: string, change: BookRevision): Promise<void> {
    const at = this.clock.now()
    const id = this.ids.next()
    await this.store.add(tx, change, { id, at, actorId: 'system', kind: 'seed', reason: REASON, source: null, request: null })
    if (change.hours !== null) return
    const data = { scopes: [{ divisionCode: null, unitId: null }], reason: REASON, changedBy: 'system', version: change.revision }
    await writeOutbox(tx, cityCode, [{ type: CALENDAR_CHANGED, subjectId: id, at, data }])
  }
}
