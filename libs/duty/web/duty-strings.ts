import { registerStrings } from '@tongban/ui/web'

const zh = {
  title: '值班表', county: '旗县区', search: '查单位、嘎查村或人名', now: '现在值班', nobody: '无人值守', unrostered: '未排班', standsIn: '应用内', line: '第 {line} 顺位', call: '查看电话', reason: '查看原因',
  reveal: '查看', cancel: '取消', roster: '排班', close: '收起', week: '这一周', gap: '无人值守', empty: '没有符合的岗位', emptyHint: '换一个旗县区，或改一下查找的字。', gaps: '今后 30 天缺口',
  uncovered: '{name}：{hours} 小时无人', complete: '今后 30 天没有缺口', clash: '{name}：同一顺位有 {names}', noRoster: '没有排班', prevWeek: '上一周', nextWeek: '下一周',
  name: '姓名', duty: '职务', phone: '电话', order: '顺位', kind: '方式', pattern: '按日子', shift: '按班次', day: '日子', from: '开始', to: '结束', date: '日期', add: '加入', remove: '去掉{name}',
  edit: '维护值班表', copyWeek: '复制上周班次', copyMonth: '复制上月班次', copied: '已复制 {count} 班', import: '导入表格', check: '检查', save: '导入', csvHint: '第一行：单位,姓名,职务,电话,顺序,日子,开始,结束',
  imported: '已导入 {count} 行', rowError: '第 {row} 行：{message}', errors: '{count} 处不对，没有导入', valid: '{rows} 行都可以导入', account: '账号', noAccount: '无账号',
} as const

const en: Record<keyof typeof zh, string> = {
  title: 'Duty roster', county: 'County', search: 'Unit, village or name', now: 'On duty now', nobody: 'Nobody', unrostered: 'No roster', standsIn: 'in the app', line: 'Line {line}', call: 'Show number', reason: 'Why',
  reveal: 'Show', cancel: 'Cancel', roster: 'Roster', close: 'Close', week: 'This week', gap: 'Nobody', empty: 'No such post', emptyHint: 'Try another county or other words.', gaps: 'Gaps in 30 days',
  uncovered: '{name}: {hours} h uncovered', complete: 'No gaps in 30 days', clash: '{name}: {names} share a line', noRoster: 'No roster', prevWeek: 'Week before', nextWeek: 'Week after',
  name: 'Name', duty: 'Title', phone: 'Phone', order: 'Line', kind: 'How', pattern: 'By days', shift: 'Shift', day: 'Days', from: 'From', to: 'To', date: 'Date', add: 'Add', remove: 'Remove {name}',
  edit: 'Maintain', copyWeek: 'Copy last week', copyMonth: 'Copy last month', copied: '{count} copied', import: 'Import', check: 'Check', save: 'Import', csvHint: 'Heading: 单位,姓名,职务,电话,顺序,日子,开始,结束',
  imported: '{count} rows imported', rowError: 'Row {row}: {message}', errors: '{count} errors, nothing imported', valid: 'All {rows} rows are fine', account: 'Account', noAccount: 'None',
}

export const { useText: useDutyText } = registerStrings('duty', { zh, en })
