import type { CaseEvent } from './events.js'
import { CONTACT_METHOD_ZH, DECLINE_REASON_ZH, EMERGENCY_LINE_ZH, NO_CONTACT_REASON_ZH, REDIRECT_CHANNEL_ZH, SATISFACTION_ZH } from './words.js'

export type TimelineSentence = { readonly group: 'contact' | 'flow' | 'supervision'; readonly sentence: string; readonly detail: string | null }

type Names = { readonly unit: (unitId: string) => string; readonly moment: (epochMs: number) => string }

const YES_NO = (value: boolean | null, yes: string, no: string): string => (value === null ? '未表态' : value ? yes : no)
const CLOCK_ZH: Record<string, string> = { dispatch: '派单', sign: '签收', contact: '首次联系', promise: '办理' }
const named = <K extends string>(words: Record<K, string>, key: string): string => (words as Record<string, string>)[key] ?? key

/** A timeline row in a sentence a person reads. Pure; the server calls it so that every screen, export and bulletin says the same. */
export function timelineSentence(event: CaseEvent, names: Names): TimelineSentence {
  const flow = (sentence: string, detail: string | null = null): TimelineSentence => ({ group: 'flow', sentence, detail })
  switch (event.type) {
    case 'case.filed.v1':
      return flow(`受理登记，工单号 ${event.data.number}`, event.data.placeText === '' ? null : `地点：${event.data.placeText}`)
    case 'case.answered.v1':
      return { group: 'contact', sentence: '话务员直接答复', detail: event.data.answer }
    case 'case.declined.v1':
      return flow(`不予受理：${named(DECLINE_REASON_ZH, event.data.reason)}`, event.data.explanation)
    case 'case.redirected.v1':
      return flow(`告知法定途径：${named(REDIRECT_CHANNEL_ZH, event.data.channel)}`, event.data.explanation)
    case 'case.handed_to_emergency.v1':
      return flow(`转${named(EMERGENCY_LINE_ZH, event.data.line)}`, event.data.note === '' ? null : event.data.note)
    case 'case.dispatched.v1': {
      const of = (role: string): string => event.data.assignments.filter((item) => item.role === role).map((item) => names.unit(item.unitId)).join('、')
      const extra = [of('assist') === '' ? '' : `协办 ${of('assist')}`, of('cc') === '' ? '' : `抄送 ${of('cc')}`].filter((part) => part !== '')
      const how = event.data.round > 1 ? `第 ${event.data.round} 轮交办` : event.data.automatic ? '系统直派' : '派单'
      return flow(`${how}给${of('lead')}，${names.moment(event.data.due.promiseDueAt)}前办结`, [...extra, event.data.reason].filter((part) => part !== '').join('；') || null)
    }
    case 'assignment.signed.v1':
      return flow(`${names.unit(event.data.unitId)}签收${event.data.late ? '（已超签收时限）' : ''}`)
    case 'assignment.contacted.v1':
      return {
        group: 'contact',
        sentence: event.data.reached
          ? `${names.unit(event.data.unitId)}已联系诉求人（${named(CONTACT_METHOD_ZH, event.data.method ?? '')}）`
          : `${names.unit(event.data.unitId)}未能联系：${named(NO_CONTACT_REASON_ZH, event.data.noContactReason ?? '')}`,
        detail: event.data.note === '' ? null : event.data.note,
      }
    case 'assignment.replied.v1':
      return flow(`${names.unit(event.data.unitId)}回复${event.data.late ? '（已超办理时限）' : ''}`, event.data.text)
    case 'case.review_passed.v1':
      return flow('审核通过', event.data.remarks === '' ? null : event.data.remarks)
    case 'case.review_failed.v1':
      return flow(`审核退回重办（第 ${event.data.round} 轮）`, event.data.remarks)
    case 'case.callback_recorded.v1': {
      const { answers, outcome, note } = event.data
      if (outcome === 'unreachable') return { group: 'contact', sentence: '回访三次未接通', detail: note === '' ? null : note }
      if (outcome === 'refused') return { group: 'contact', sentence: '诉求人不愿接受回访', detail: note === '' ? null : note }
      if (outcome === 'not_wanted') return { group: 'contact', sentence: '诉求人登记时表示不需要回访', detail: null }
      const said = answers === null ? '' : [YES_NO(answers.contacted, '已联系', '未联系'), YES_NO(answers.resolved, '已解决', '未解决'), answers.satisfaction === null ? '满意度未表态' : SATISFACTION_ZH[answers.satisfaction], answers.truthful === false ? '回复不属实' : ''].filter((part) => part !== '').join('、')
      return { group: 'contact', sentence: `回访：${said}`, detail: note === '' ? null : note }
    }
    case 'case.rework_started.v1':
      return flow(`二次交办，第 ${event.data.round} 轮办理`, event.data.reason)
    case 'case.closed.v1':
      return flow('办结')
    case 'case.archived.v1':
      return flow('归档')
    case 'case.withdrawn.v1':
      return flow('诉求人撤单', event.data.reason)
    case 'case.clock_noted.v1':
      return {
        group: 'supervision',
        sentence: `${CLOCK_ZH[event.data.kind] ?? event.data.kind}时限${event.data.what === 'overdue' ? '已超期' : '临近'}（${names.moment(event.data.dueAt)}）`,
        detail: null,
      }
  }
}
