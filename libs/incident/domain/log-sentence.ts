import { INCIDENT_LEVEL_ZH, type IncidentLevel } from '../contract/index.js'

/** What stands in the log: what changed the incident, and what happened to calls and cases. */
export type LogType =
  | 'opened' | 'responded' | 'progress' | 'level_changed' | 'contained' | 'closed' | 'cancelled'
  | 'called' | 'acknowledged' | 'missed' | 'no_contact' | 'called_again' | 'cases_joined' | 'cases_left'

type LogData = Readonly<Record<string, unknown>>
const said = (data: LogData, key: string): string => String(data[key] ?? '')
const levelZh = (level: unknown): string => INCIDENT_LEVEL_ZH[level as IncidentLevel] ?? String(level)

/** A log entry as people read it: one sentence, and what was written. */
export function logSentence(type: LogType, data: LogData): { readonly sentence: string; readonly detail: string; readonly public: boolean } {
  const line = (sentence: string, detail = ''): { sentence: string; detail: string; public: boolean } => ({ sentence, detail, public: data.public === true })
  switch (type) {
    case 'opened':
      return line(`登记突发事件，等级${levelZh(data.level)}`, said(data, 'cause'))
    case 'responded':
      return line('开始处置')
    case 'progress': {
      const people = typeof data.affectedPeople === 'number' ? `，影响 ${data.affectedPeople} 人` : ''
      return line(`${data.kind === 'measure' ? '措施' : '进展'}${people}`, said(data, 'text'))
    }
    case 'level_changed':
      return line(`等级由${levelZh(data.from)}调整为${levelZh(data.to)}`, said(data, 'reason'))
    case 'contained':
      return line('已控制', said(data, 'text'))
    case 'closed':
      return line('结束，情况说明发给每一位诉求人', said(data, 'summary'))
    case 'cancelled':
      return line('按误报撤销，已告诉所有被呼叫的人', said(data, 'reason'))
    case 'called':
      return line(`呼叫 ${said(data, 'posts')} 个值守点`)
    case 'acknowledged':
      return line(`${said(data, 'postName')}${data.way === 'phone' ? '电话' : ''}确认收到（${said(data, 'name')}）${data.late === true ? '，超过时限' : ''}`, said(data, 'note'))
    case 'missed':
      return data.next === null || data.next === undefined
        ? line(`${said(data, 'postName')}${said(data, 'name')}未按时确认，已没有下一位，已报告${said(data, 'aboveName')}`)
        : line(`${said(data, 'postName')}${said(data, 'name')}未按时确认，已呼叫下一位${said(data, 'next')}`)
    case 'no_contact':
      return line(`${said(data, 'postNames')}无人值班，已报告${said(data, 'aboveName')}`)
    case 'called_again':
      return line(`再次呼叫 ${said(data, 'posts')} 个值守点`)
    case 'cases_joined':
      return line(`并入 ${said(data, 'count')} 件工单`)
    case 'cases_left':
      return line(`移出 ${said(data, 'count')} 件工单`, said(data, 'reason'))
  }
}
