import { registerStrings } from '@tongban/ui/web'
import { RISK_ZH } from '../../contract/index.js'

const zh = {
  'risk.late': RISK_ZH.late, 'risk.unsigned': RISK_ZH.unsigned, 'risk.lapsed': RISK_ZH.lapsed, 'risk.unowned': RISK_ZH.unowned, 'risk.near': RISK_ZH.near, 'risk.again': RISK_ZH.again,
  title: '风险清单', places: '旗县区与镇街', everywhere: '全部', allRisks: '全部风险', risks: '风险种类', hours: '即将超期：', hoursOf: '{count} 小时内',
  search: '工单编号或标题', class: '办理类别', allClasses: '全部类别', total: '{count} 个时限', empty: '没有风险', emptyHint: '筛选范围内没有将超期、已超期或无主的时限。',
  case: '工单', due: '到期', unit: '承担单位', place: '地点', round: '第 {round} 轮', choose: '选择 {number}', chosen: '已选 {count} 件', urge: '催办', issue: '下发督办单', clear: '取消选择',
  note: '催办内容', send: '发出催办', cancel: '取消', progress: '已处理 {done} / {all} 件', result: '催办 {done} 件，未成 {refused} 件', close: '知道了',
  keys: 'J / K 移动，X 选择，U 催办', most: '一次最多 100 件', needNote: '请写催办内容', noUrge: '您的岗位不能登记催办',
} as const

const en: Record<keyof typeof zh, string> = {
  'risk.late': 'Late', 'risk.unsigned': 'Unsigned', 'risk.lapsed': 'Ruling lapsed', 'risk.unowned': 'Unowned', 'risk.near': 'Due soon', 'risk.again': 'Round 2+',
  title: 'Risk list', places: 'Counties and townships', everywhere: 'Everywhere', allRisks: 'All risks', risks: 'Kind of risk', hours: 'Due soon: ', hoursOf: 'within {count} h',
  search: 'Number or title', class: 'Class', allClasses: 'All classes', total: '{count} deadlines', empty: 'Nothing is at risk', emptyHint: 'No deadline here is near, late or unowned.',
  case: 'Case', due: 'Due', unit: 'Unit', place: 'Place', round: 'Round {round}', choose: 'Choose {number}', chosen: '{count} chosen', urge: 'Urge', issue: 'Issue order', clear: 'Clear',
  note: 'What to say', send: 'Urge', cancel: 'Cancel', progress: '{done} of {all} done', result: '{done} urged, {refused} refused', close: 'Close',
  keys: 'J / K move, X chooses, U urges', most: 'At most 100 at once', needNote: 'Say something', noUrge: 'Your role cannot urge',
}

export const { useText: useRiskText } = registerStrings('risk', { zh, en })
