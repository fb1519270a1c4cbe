/** Words of the actions panel, and of every command a person can give. */
export const ACTION_ZH = {
  'actions.title': '可以做的', 'actions.none': '您现在对这件工单没有可做的操作', 'actions.form': '正在填写', 'actions.search': '找一项操作', 'actions.searchNone': '没有叫“{wanted}”的操作',
  'actions.off': '暂时不能做的 {count} 项', 'actions.next': '下一步',
  'actions.group.handle': '办理', 'actions.group.together': '协同', 'actions.group.request': '申请', 'actions.group.flow': '流转', 'actions.group.supervise': '督办',
  'action.sign': '签收', 'action.contact': '登记联系', 'action.reply': '提交回复', 'action.review': '审核', 'action.dispatch': '派单', 'action.record_callback': '回访',
  'action.withdraw': '撤单', 'action.archive': '归档', 'action.reassign': '改派',
  'action.request': '退单、延期、挂账…', 'action.endorse_request': '审签本单位的申请', 'action.rule_request': '裁定申请', 'action.cancel_request': '撤回申请',
  'action.review_shelving': '复核挂账', 'action.note_milestone': '登记挂账节点',
  'action.open_dispute': '提请会商裁定', 'action.convene_panel': '组织会商', 'action.state_position': '陈述意见', 'action.hold_meeting': '登记现场会商', 'action.rule_dispute': '会商裁定',
  'action.add_assist': '增派协办', 'action.whistle': '吹哨', 'action.arrive': '登记到场', 'action.answer_lead': '答复主办', 'action.recall': '收回', 'action.split': '拆分',
  'action.delegate': '请人协助', 'action.finish_delegation': '登记协助结果', 'action.escalate': '上报', 'action.recuse': '认定回避',
  'action.merge': '并案', 'action.unmerge': '撤销并案', 'action.urge': '催办', 'action.add_facts': '补充情况', 'action.appeal': '登记申诉',
} as const

export const ACTION_EN: Readonly<Record<keyof typeof ACTION_ZH, string>> = {
  'actions.title': 'You can', 'actions.none': 'There is nothing for you to do on this case now', 'actions.form': 'Being filled in', 'actions.search': 'Find an action', 'actions.searchNone': 'No action called “{wanted}”',
  'actions.off': '{count} not possible now', 'actions.next': 'Next',
  'actions.group.handle': 'Handle', 'actions.group.together': 'Together', 'actions.group.request': 'Request', 'actions.group.flow': 'Flow', 'actions.group.supervise': 'Supervise',
  'action.sign': 'Sign', 'action.contact': 'Log contact', 'action.reply': 'Reply', 'action.review': 'Review', 'action.dispatch': 'Dispatch', 'action.record_callback': 'Call back',
  'action.withdraw': 'Withdraw', 'action.archive': 'Archive', 'action.reassign': 'Reassign',
  'action.request': 'Return, extend, shelve…', 'action.endorse_request': 'Endorse a request', 'action.rule_request': 'Rule on a request', 'action.cancel_request': 'Take a request back',
  'action.review_shelving': 'Review the shelving', 'action.note_milestone': 'Log a milestone',
  'action.open_dispute': 'Open a dispute', 'action.convene_panel': 'Convene the panel', 'action.state_position': 'State a position', 'action.hold_meeting': 'Log the meeting', 'action.rule_dispute': 'Rule on the dispute',
  'action.add_assist': 'Add an assist', 'action.whistle': 'Whistle', 'action.arrive': 'Log arrival', 'action.answer_lead': 'Answer the lead', 'action.recall': 'Recall', 'action.split': 'Split',
  'action.delegate': 'Ask a helper', 'action.finish_delegation': 'Log what the helper did', 'action.escalate': 'Escalate', 'action.recuse': 'Recuse',
  'action.merge': 'Merge', 'action.unmerge': 'Undo the merge', 'action.urge': 'Urge', 'action.add_facts': 'Add facts', 'action.appeal': 'Log an appeal',
}
