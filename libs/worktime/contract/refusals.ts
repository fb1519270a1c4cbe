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
  CALENDAR_GAP: {
    status: 422,
    zh: '“{calendar}”从 {from} 到 {to} 连续 {days} 天没有任何工作时间（最多 {most} 天）：这段时间里按工作时间计的时限都不走。请补上这些日子的上班时段',
    en: '"{calendar}" has no working time at all from {from} to {to}, {days} days ({most} at most): limits in working time would stand still. Give these days hours',
  },
  CALENDAR_SEASONS_OVERLAP: {
    status: 422,
    zh: '第 {first} 段“{firstName}”与第 {second} 段“{secondName}”都包含 {day}：同一天只能有一套作息，请把起止日期错开',
    en: 'Hours {first} "{firstName}" and {second} "{secondName}" both apply to {day}: a day has one set of hours, keep them apart',
  },
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
  CALENDAR_SCOPE_UNKNOWN: { status: 404, zh: '没有这个区划或单位', en: 'No such division or unit' },
  CALENDAR_STALE: {
    status: 409,
    zh: '工作日历刚刚被别人改过（现在是第 {version} 版，您看到的是第 {expected} 版）：请先看最新的日历，再重新预览',
    en: 'The calendar has just been changed by someone else (version {version}, you saw {expected}): look at it and preview again',
  },
  CALENDAR_UNCHANGED: { status: 422, zh: '日历已经是这样，没有要改的', en: 'The calendar says so already: nothing would change' },
  CALENDAR_NOT_LOADED: { status: 404, zh: '还没有装入工作日历', en: 'No work calendar is loaded' },
  HOLIDAYS_HAVE_PROBLEMS: {
    status: 422,
    zh: '节假日文件有 {count} 处问题，没有导入。第一处：{first}',
    en: 'The holiday file has {count} problems and was not imported. The first: {first}',
  },
})
