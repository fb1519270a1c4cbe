import { registerStrings } from '@tongban/ui/web'

const zh = {
  'page.title': '工作日历', 'page.calendar': '日历', 'page.year': '年份', 'page.previousYear': '上一年', 'page.nextYear': '下一年', 'page.view': '看什么',
  'page.viewYear': '全年', 'page.viewHours': '作息时间', 'page.viewHistory': '修改记录', 'page.empty': '还没有装入工作日历', 'page.emptyHint': '装入基础数据后，全市的日历会出现在这里。',
  'page.version': '第 {version} 版', 'page.changed': '{name} {moment} 修改：{reason}', 'page.other': '另选区划或单位', 'page.otherUnit': '按名称找单位', 'page.otherCounty': '旗县区',
  'page.done': '已改为第 {version} 版，正在走的时限会重新计算', 'page.inherits': '没有自己的日历，按上级的走；在下面加一天或改作息就有了自己的。',
  'missing.title': '{years} 年的放假安排还没有导入', 'missing.hint': '不导入，跨到那一年的工作日时限会算错。国务院通知一般在 11 月公布。', 'missing.import': '导入放假通知',
  'day.rest': '休', 'day.holiday': '假', 'day.make_up': '班', 'day.regular': '', 'day.own': '本日历自定', 'kind.regular': '工作日', 'kind.rest': '周末休息', 'kind.holiday': '放假', 'kind.make_up': '调休上班',
  'legend.label': '图例', 'month.name': '{month} 月', 'month.sum': '{days} 个工作日，{hours} 小时', 'weekdays': '一二三四五六日',
  'hours.title': '作息时间', 'hours.from': '沿用{name}的作息时间', 'hours.name': '名称', 'hours.when': '何时', 'hours.allYear': '全年', 'hours.makeUp': '调休日', 'hours.source': '依据', 'hours.rest': '休息',
  'hours.season': '每年 {from} 起至 {to} 前', 'hours.since': '自 {day} 起', 'hours.until': '至 {day} 前', 'hours.edit': '修改作息时间', 'hours.holidays': '国家和上级的放假照放', 'hours.noHolidays': '放假日也上班（昼夜值守）',
  'hours.validFrom': '从哪天起', 'hours.seasonFrom': '每年从（月-日）', 'hours.seasonTo': '到（月-日，不含）', 'hours.spans': '{day}上班时段', 'hours.add': '加一段季节作息', 'hours.remove': '删去这段', 'hours.inherit': '取消自己的作息，沿用上级的',
  'hours.spansHint': '如 08:30-12:00 14:30-17:30，空着为休息',
  'history.empty': '没有修改记录', 'history.days': '改 {set} 天', 'history.removed': '撤 {removed} 天', 'history.hours': '改作息', 'history.seed': '系统装入', 'history.import': '导入通知', 'history.edit': '修改', 'history.list': '修改记录',
  'form.day': '{day}', 'form.until': '到哪天（同一天就不用改）', 'form.kind': '这几天', 'form.off': '放假', 'form.work': '上班', 'form.name': '名称', 'form.namePlaceholder': '如：那达慕、防汛值守', 'form.spans': '上班时段（空着按调休日）',
  'form.source': '依据（通知名称或网址）', 'form.remove': '撤销这一天的自定安排', 'form.preview': '预览', 'form.nameMissing': '请填写名称', 'form.sourceMissing': '请填写依据', 'form.spansWrong': '时段写法不对，如 08:30-12:00 14:30-17:30',
  'form.rangeWrong': '结束日期应在开始之后，最多 60 天', 'form.today': '今天是：{what}', 'form.lookOnly': '您可以查看，修改由系统管理员办理。',
  'preview.title': '改了以后', 'preview.nothing': '日历已经是这样，没有要改的', 'preview.days': '{count} 天会变', 'preview.more': '另有 {count} 天，见每月合计', 'preview.months': '每月工作时间', 'preview.month': '{month}：{before} → {after} 小时（{delta}）',
  'preview.calendars': '一并改变的日历：{names}', 'preview.clocks': '{running} 个正在走的时限按它计算：{later} 个推后，{earlier} 个提前', 'preview.noClocks': '暂时算不出哪些时限会移动，可以稍后再预览', 'preview.clockList': '会移动的时限',
  'preview.byMonth': '有 {count} 个时限会移动 30 天以上，请先核对是不是写错了', 'preview.byDay': '有 {count} 个时限会移动一天以上',
  'preview.clock': '{number} {unit}：{before} → {after}', 'preview.noneMoves': '没有时限会移动', 'apply.reason': '为什么改', 'apply.reasonMissing': '请写明理由', 'apply.do': '生效', 'apply.again': '重新预览',
  'import.title': '导入放假通知', 'import.file': '通知文件（CSV：date,name,is_off_day,source_url）', 'import.source': '通知的网址', 'import.check': '检查并预览', 'import.problems': '{count} 处问题，改好后再导入', 'import.line': '第 {line} 行', 'import.whole': '整份',
  'import.sums': '{year} 年，{rows} 天：新增 {added}，替换 {replaced}，去掉 {removed}', 'import.noFile': '请选择文件', 'import.nothing': '这份通知已经导入过，没有要改的',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'page.title': 'Working calendar', 'page.calendar': 'Calendar', 'page.year': 'Year', 'page.previousYear': 'Previous year', 'page.nextYear': 'Next year', 'page.view': 'View',
  'page.viewYear': 'Year', 'page.viewHours': 'Hours', 'page.viewHistory': 'History', 'page.empty': 'No calendar is loaded', 'page.emptyHint': "The city's calendar comes with the reference data.",
  'page.version': 'version {version}', 'page.changed': '{name} changed it {moment}: {reason}', 'page.other': 'Another division or unit', 'page.otherUnit': 'Unit by name', 'page.otherCounty': 'County',
  'page.done': 'Now version {version}; running clocks are counted anew', 'page.inherits': 'Has no calendar of its own and follows the one above; a day or hours of its own give it one.',
  'missing.title': 'The holidays of {years} are not loaded', 'missing.hint': 'Limits in working days that reach into that year would be wrong. The notice usually comes in November.', 'missing.import': 'Import a notice',
  'day.rest': 'r', 'day.holiday': 'H', 'day.make_up': 'W', 'day.regular': '', 'day.own': 'of this calendar', 'kind.regular': 'working day', 'kind.rest': 'weekend', 'kind.holiday': 'holiday', 'kind.make_up': 'make-up working day',
  'legend.label': 'Legend', 'month.name': 'Month {month}', 'month.sum': '{days} working days, {hours} h', 'weekdays': 'MTWTFSS',
  'hours.title': 'Hours', 'hours.from': 'Keeps the hours of {name}', 'hours.name': 'Name', 'hours.when': 'When', 'hours.allYear': 'all year', 'hours.makeUp': 'make-up day', 'hours.source': 'Source', 'hours.rest': 'rest',
  'hours.season': 'yearly from {from} to before {to}', 'hours.since': 'from {day}', 'hours.until': 'until before {day}', 'hours.edit': 'Change the hours', 'hours.holidays': 'Holidays are kept', 'hours.noHolidays': 'Works on holidays too',
  'hours.validFrom': 'From which day', 'hours.seasonFrom': 'Yearly from (MM-DD)', 'hours.seasonTo': 'to (MM-DD, excluded)', 'hours.spans': 'Hours on {day}', 'hours.add': 'Add a season', 'hours.remove': 'Remove this one', 'hours.inherit': 'Give up own hours, keep those above',
  'hours.spansHint': 'such as 08:30-12:00 14:30-17:30; empty is a day of rest',
  'history.empty': 'Never changed', 'history.days': '{set} days set', 'history.removed': '{removed} days removed', 'history.hours': 'hours changed', 'history.seed': 'loaded', 'history.import': 'notice imported', 'history.edit': 'changed', 'history.list': 'Changes',
  'form.day': '{day}', 'form.until': 'Until (leave it for one day)', 'form.kind': 'These days are', 'form.off': 'off', 'form.work': 'worked', 'form.name': 'Name', 'form.namePlaceholder': 'such as Nadam, flood duty', 'form.spans': 'Hours (empty: those of a make-up day)',
  'form.source': 'Source (title or address of the notice)', 'form.remove': "Take this calendar's own day away", 'form.preview': 'Preview', 'form.nameMissing': 'A name is needed', 'form.sourceMissing': 'A source is needed', 'form.spansWrong': 'Write hours as 08:30-12:00 14:30-17:30',
  'form.rangeWrong': 'The end must be after the start, 60 days at most', 'form.today': 'Now: {what}', 'form.lookOnly': 'You may look; the system administrator changes it.',
  'preview.title': 'Afterwards', 'preview.nothing': 'The calendar says so already', 'preview.days': '{count} days change', 'preview.more': '{count} more, see the months', 'preview.months': 'Working time by month', 'preview.month': '{month}: {before} → {after} h ({delta})',
  'preview.calendars': 'Calendars that change with it: {names}', 'preview.clocks': '{running} running clocks follow it: {later} become later, {earlier} earlier', 'preview.noClocks': 'Which clocks would move cannot be told now; preview again later', 'preview.clockList': 'Clocks that move',
  'preview.byMonth': '{count} clocks would move by more than 30 days: is this a slip?', 'preview.byDay': '{count} clocks would move by more than a day',
  'preview.clock': '{number} {unit}: {before} → {after}', 'preview.noneMoves': 'No clock moves', 'apply.reason': 'Why', 'apply.reasonMissing': 'A reason is needed', 'apply.do': 'Apply', 'apply.again': 'Preview again',
  'import.title': 'Import a notice', 'import.file': 'File (CSV: date,name,is_off_day,source_url)', 'import.source': 'Address of the notice', 'import.check': 'Check and preview', 'import.problems': '{count} problems; mend them first', 'import.line': 'line {line}', 'import.whole': 'whole file',
  'import.sums': '{year}, {rows} days: {added} new, {replaced} replaced, {removed} removed', 'import.noFile': 'Choose a file', 'import.nothing': 'This notice is loaded already',
}

export type CalendarKey = keyof typeof zh
export const { useText: useCalendarText } = registerStrings('worktime', { zh, en })
