import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { checkHolidays, readHolidayFile } from './check-holidays.js'

const shipped = readFileSync(new URL('../server/data/holidays.csv', import.meta.url), 'utf8').trim().split('\n')
const SOURCE = 'https://www.gov.cn/n'
/** The notice of a year without its sources. */
const noticeOf = (year: number): string[] => ['date,name,is_off_day', ...shipped.filter((line) => line.startsWith(`${year}-`)).map((line) => line.split(',').slice(0, 3).join(','))]
const problemsOf = (lines: readonly string[], source: string | null = SOURCE): string[] => {
  const { rows, problems } = readHolidayFile(lines.join('\n'))
  return [...problems, ...checkHolidays(rows, source).problems].map(({ line, message }) => `${line ?? '-'} ${message}`)
}
const changed = (year: number, from: string, to: string): string[] => noticeOf(year).map((line) => line.replace(from, to))
const without = (year: number, part: string): string[] => noticeOf(year).filter((line) => !line.includes(part))

describe('the check of a holiday notice', () => {
  it.each([2024, 2025, 2026])('finds nothing wrong with the notice of %i', (year) => {
    expect(problemsOf(noticeOf(year))).toEqual([])
  })

  it.each<[string, readonly string[], string]>([
    ['a day listed twice', [...noticeOf(2026), '2026-10-01,国庆节,true'], '2026-10-01（周四）与第 33 行重复'],
    ['a day of another year', [...noticeOf(2026), '2027-01-02,元旦,true'], '2027-01-02 不是 2026 年'],
    ['a make-up day on a working weekday', changed(2026, '2026-10-10', '2026-10-12'), '2026-10-12（周一）本来就是工作日，不能是调休上班'],
    ['a holiday that is not there', without(2026, '端午节'), '缺少端午节'],
    ['a day missing in the middle', without(2026, '2026-02-18'), '春节缺少 2026-02-18：假期应当连续'],
    ['a statutory day missing at the end', without(2026, '2026-10-03'), '国庆节缺少 2026-10-03'],
    ['a holiday too short', noticeOf(2026).filter((line) => !/2026-02-(18|19|20|21|22|23)/.test(line)), '春节只有 3 天放假，法定至少 4 天'],
    ['a day that is none', changed(2026, '2026-10-05', '2026-13-05'), '日期“2026-13-05”有误'],
    ['a flag that is none', changed(2026, '2026-10-10,国庆节,false', '2026-10-10,国庆节,no'), 'is_off_day“no”有误'],
    ['no name', changed(2026, '2026-10-10,国庆节', '2026-10-10,'), '没有节日名称'],
    ['a broken line', [...noticeOf(2026), '2026-10-11'], '须有 3 列或 4 列'],
    ['another file', ['hello'], '首行须为 date,name,is_off_day'],
  ])('names %s', (_what, lines, problem) => {
    expect(problemsOf(lines).join('\n')).toContain(problem)
  })

  it('wants a source for every row, from the row or for the whole file', () => {
    expect(problemsOf(noticeOf(2026), null)[0]).toBe('2 没有来源：请在 source_url 列或 --source 写明通知的地址')
    expect(problemsOf(noticeOf(2026), 'see there')[0]).toContain('不是网址')
    expect(problemsOf(['date,name,is_off_day,source_url', ...shipped.filter((line) => line.startsWith('2026-'))], null)).toEqual([])
  })

  it('lets the New Year holiday begin in December, and nothing else', () => {
    const eve = [...changed(2026, '2026-01-02,元旦,true', '2025-12-31,元旦,true'), '2026-01-02,元旦,true']
    expect(problemsOf(eve)).toEqual([])
    expect(problemsOf([...noticeOf(2026), '2025-12-31,春节,true']).join()).toContain('2025-12-31 不是 2026 年')
  })
})
