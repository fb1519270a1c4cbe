/**
 * Turns the year files of holiday-cn (https://github.com/NateScarlet/holiday-cn, MIT) into rows of holidays.csv.
 * A year file is `{ year, papers: [address of the State Council's notice], days: [{ name, date, isOffDay }] }`.
 */
export const HOLIDAY_HEADER = ['date', 'name', 'is_off_day', 'source_url']

/** Rows in date order. Throws when a year names no notice, or two files disagree about a day. */
export function holidayRows(yearFiles) {
  const byDate = new Map()
  for (const { year, papers, days } of yearFiles) {
    const [source] = papers ?? []
    if (!source) throw new Error(`The holiday file of ${year} names no notice`)
    for (const { name, date, isOffDay } of days) {
      const row = { date, name, is_off_day: String(isOffDay), source_url: source }
      const other = byDate.get(date)
      if (other && other.is_off_day !== row.is_off_day) throw new Error(`${date} is both an off day and a working day`)
      byDate.set(date, row)
    }
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}
