import { defineRefusals } from '@tongban/kernel/contract'

export const WORKTIME_REFUSALS = defineRefusals({
  NO_WORKING_TIME_AHEAD: {
    status: 422,
    zh: '工作日历“{calendar}”在 {years} 年内排不出所需的工作时间',
    en: 'Calendar "{calendar}" has not enough working time within {years} years',
  },
  CALENDAR_SPANS_INVALID: {
    status: 422,
    zh: '“{where}”的上班时段有误：须为 00:00–24:00 之间的整分钟，先后有序且互不重叠',
    en: 'Working spans of "{where}" must be whole minutes of a day, in order and without overlap',
  },
  CALENDAR_WEEK_INVALID: { status: 422, zh: '“{where}”须列出周一至周日七天', en: '"{where}" must list seven days, Monday first' },
  CALENDAR_SEASON_INVALID: { status: 422, zh: '“{where}”的起止日期有误', en: 'The season or validity of "{where}" is not valid' },
  CALENDAR_DATE_REPEATED: { status: 422, zh: '日期 {date} 重复', en: 'The day {date} is listed twice' },
  HOLIDAYS_HEADER_INVALID: {
    status: 422,
    zh: '节假日文件首行须为 {expected}',
    en: 'The first line of the holiday file must be {expected}',
  },
  HOLIDAYS_ROW_INVALID: {
    status: 422,
    zh: '节假日文件第 {line} 行的 {field} 有误',
    en: 'Line {line} of the holiday file: {field} is not valid',
  },
})
