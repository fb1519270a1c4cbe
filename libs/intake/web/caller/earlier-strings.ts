import { registerStrings } from '@tongban/ui/web'

const zh = {
  'do.urge': '催办',
  'do.facts': '补充情况',
  'do.merge': '并入',
  'do.urgeHint': '没有新情况：记一次催办，把进展告诉来电人，不另立工单',
  'do.factsHint': '有新情况：记在这件工单上，不另立工单',
  'do.mergeHint': '与别人反映的是同一件事：并入那一件，一次答复、各自回访',
  'do.cancel': '取消',
  'facts.label': '来电人补充的情况',
  'facts.placeholder': '这次说了什么新情况',
  'facts.submit': '记入工单',
  'merge.number': '并入哪一件（工单号）',
  'merge.reason': '为什么是同一件事',
  'merge.submit': '并入',
  'said.urged': '已记下第 {count} 次催办。',
  'said.facts': '已补充到工单。',
  'said.merged': '已并入，答复后会一并告诉您，并单独回访。',
  'say.title': '可以这样告诉来电人',
  'say.awaiting_dispatch': '您的工单 {number} 已受理，正在确定承办单位，{moment} 前派出。',
  'say.in_progress': '您的工单 {number} 由{unit}办理，{moment} 前办结并答复您。',
  'say.overdue': '您的工单 {number} 由{unit}办理，已超过承诺时限，我们已经催办。',
  'say.awaiting_review': '您的工单 {number} {unit}已回复，正在审核，审核后告诉您结果。',
  'say.awaiting_callback': '您的工单 {number} 已经答复，我们会打电话问您是否满意。',
  'say.merged': '您的工单 {number} 与同一问题的诉求合并办理，答复后会一并告诉您。',
} as const

export type EarlierKey = keyof typeof zh

const en: Readonly<Record<EarlierKey, string>> = {
  'do.urge': 'Urge',
  'do.facts': 'Add facts',
  'do.merge': 'Merge',
  'do.urgeHint': 'Nothing new: counted as an urge, the caller is told the progress, no new case',
  'do.factsHint': 'Something new: it stands on this case, no new case',
  'do.mergeHint': 'The same matter as somebody else’s: merged, one answer, each called back',
  'do.cancel': 'Cancel',
  'facts.label': 'What the caller adds',
  'facts.placeholder': 'What is new this time',
  'facts.submit': 'Add to the case',
  'merge.number': 'Into which case (number)',
  'merge.reason': 'Why it is one matter',
  'merge.submit': 'Merge',
  'said.urged': 'Urge no. {count} is noted.',
  'said.facts': 'Added to the case.',
  'said.merged': 'Merged: the answer will be told to you with it, and you are called back yourself.',
  'say.title': 'To tell the caller',
  'say.awaiting_dispatch': 'Your case {number} is filed; who handles it is decided by {moment}.',
  'say.in_progress': 'Your case {number} is with {unit}, done and answered by {moment}.',
  'say.overdue': 'Your case {number} is with {unit}, past its promise; we have urged it.',
  'say.awaiting_review': 'On your case {number} {unit} has replied; the reply is being reviewed.',
  'say.awaiting_callback': 'Your case {number} is answered; we will call to ask whether you are satisfied.',
  'say.merged': 'Your case {number} is handled together with the same matter; you will be told the answer.',
}

export const { useText: useEarlierText } = registerStrings('earlier', { zh, en })
