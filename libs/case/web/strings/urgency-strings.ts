import { registerStrings } from '@tongban/ui/web'

/** Words of the form that changes how urgent a case is. */
const zh = {
  'title': '改变紧急程度', 'cancel': '取消', 'to': '改为', 'reason': '理由', 'reasonPlaceholder': '写明情况有什么变化', 'submit': '改变紧急程度', 'done': '{number} 已改变紧急程度',
  'hint': '在走的时限从原来的起点重新计算，已有的暂停保留，批准过的延期按其长度另加；已经超期的不因此收回。', 'clocks': '时限将变为', 'late': '改变后立即超期', 'same': '不变', 'none': '没有在走的时限',
  'overdue': '另有 {count} 个时限已经超期，不变', 'added': '含已批准的延期', 'left_out': '比批准延期时更紧急，延期不计入',
} as const
const en: Readonly<Record<keyof typeof zh, string>> = {
  'title': 'Change urgency', 'cancel': 'Cancel', 'to': 'Change to', 'reason': 'Reason', 'reasonPlaceholder': 'What has changed', 'submit': 'Change urgency', 'done': '{number}: urgency changed',
  'hint': 'Running clocks are counted anew from their original start; pauses stay, and a granted extension is added by its length. What is overdue stays overdue.', 'clocks': 'Deadlines become', 'late': 'overdue at once',
  'same': 'unchanged', 'none': 'No clock is running', 'overdue': '{count} more are overdue and stay so',
  'added': 'with the extension granted', 'left_out': 'more urgent than what the extension was granted for: not counted',
}

export const { useText: useUrgencyText } = registerStrings('caseUrgency', { zh, en })
