import { registerStrings } from '@tongban/ui/web'

const zh = {
  'title': '派单质量', 'period': '时间段', 'by': '按', 'by.rule': '目录规则', 'by.category': '分类', 'by.county': '旗县区', 'by.township': '镇街（苏木）', 'by.author': '派单人',
  'hint': '派错计入目录规则或派单人，从不计入收到的单位。', 'total': '合计', 'dispatched': '派单', 'wrong': '派错', 'rate': '错派率', 'causes': '原因', 'version': '第 {version} 版',
  'cause.return': '退单 {count}', 'cause.ruling': '裁定 {count}', 'cause.reassign': '改派 {count}', 'cause.recall': '收回 {count}',
  'empty': '这段时间没有派单', 'emptyHint': '换一个时间段看看', 'noRate': '—', 'bound': '共 {total} 行，只列派错最多的 {count} 行；合计是全部的', 'opened.wrong': '派错', 'opened.all': '派单',
  'note': '{from} 至 {to} · 同一件工单只列一次', 'accuracy': '一次派单准确率 {rate}', 'accuracyHint': '本期登记、派出后从未退单、收回或改派的 ÷ 派单（口径同统计指标）', 'day.from': '从', 'day.to': '到',
} as const
const en: Readonly<Record<keyof typeof zh, string>> = {
  'title': 'Dispatch quality', 'period': 'Period', 'by': 'By', 'by.rule': 'Row of the catalogue', 'by.category': 'Category', 'by.county': 'County', 'by.township': 'Township', 'by.author': 'Who dispatched',
  'hint': 'A wrong dispatch is charged to the row or the dispatcher, never to the unit that received it.', 'total': 'Total', 'dispatched': 'Dispatched', 'wrong': 'Wrong', 'rate': 'Wrong rate', 'causes': 'Why', 'version': 'version {version}',
  'cause.return': 'returned {count}', 'cause.ruling': 'ruled {count}', 'cause.reassign': 'reassigned {count}', 'cause.recall': 'recalled {count}',
  'empty': 'Nothing was dispatched', 'emptyHint': 'Choose another period', 'noRate': '—', 'bound': 'The first {count} of {total} rows, those with the most wrong dispatches; the total is of all', 'opened.wrong': 'Wrong dispatches', 'opened.all': 'Dispatches',
  'note': '{from} to {to} · a case stands once', 'accuracy': 'Right at the first dispatch {rate}', 'accuracyHint': 'Filed in the period, never returned, recalled or given to another unit ÷ dispatched (as in the measures)', 'day.from': 'from', 'day.to': 'to',
}
export const { useText: useQualityText } = registerStrings('dispatch-quality', { zh, en })
