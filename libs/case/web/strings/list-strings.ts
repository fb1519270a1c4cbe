/** Words of the case list. */
export const LIST_ZH = {
  'list.title': '工单', 'list.search': '工单号，或标题、内容里的字', 'list.status': '状态', 'list.type': '类型', 'list.county': '旗县',
  'list.flag': '特殊情形', 'flag.problem': '问题工单', 'flag.shelved': '挂账', 'flag.disputed': '会商中', 'flag.urged': '被催办', 'flag.merged': '并案',
  'list.problemTitle': '问题工单', 'list.problemEmpty': '没有问题工单', 'list.problemEmptyHint': '三轮办理仍未解决、或三次流转无人承办的工单会列在这里，由上一级督办。',
  'list.filedFrom': '受理从', 'list.filedTo': '到',
  'list.overdue': '只看超期', 'list.clear': '清除条件', 'list.searchShort': '至少输入 2 个字',
  'list.number': '工单号', 'list.caseTitle': '标题', 'list.category': '分类', 'list.place': '地点', 'list.unit': '主办单位', 'list.filedAt': '受理',
  'list.due': '时限', 'list.roundShort': '轮次',
  'list.empty': '没有符合条件的工单', 'list.emptyHint': '放宽或清除条件再看；您只能看到本岗位范围内的工单。', 'list.none': '还没有工单', 'list.noneHint': '话务员受理登记后，工单会列在这里。',
  'list.shown': '已列出 {count} 件', 'list.more': '后面还有',
} as const

export const LIST_EN: Readonly<Record<keyof typeof LIST_ZH, string>> = {
  'list.title': 'Cases', 'list.search': 'Number, or words of title or text', 'list.status': 'Status', 'list.type': 'Type',
  'list.flag': 'Out of the ordinary', 'flag.problem': 'Problem case', 'flag.shelved': 'Shelved', 'flag.disputed': 'In dispute', 'flag.urged': 'Urged', 'flag.merged': 'Merged',
  'list.problemTitle': 'Problem cases', 'list.problemEmpty': 'No problem cases',
  'list.problemEmptyHint': 'Cases unsolved after three rounds, or moved three times without an owner, are listed here.',
  'list.county': 'County', 'list.filedFrom': 'Filed from', 'list.filedTo': 'to',
  'list.overdue': 'Overdue only', 'list.clear': 'Clear', 'list.searchShort': 'At least 2 characters',
  'list.number': 'Number', 'list.caseTitle': 'Title', 'list.category': 'Category', 'list.place': 'Place', 'list.unit': 'Lead unit',
  'list.filedAt': 'Filed', 'list.due': 'Due', 'list.roundShort': 'Round',
  'list.empty': 'No case fits', 'list.emptyHint': 'Loosen or clear the filters; you see only cases within your reach.',
  'list.none': 'No cases yet', 'list.noneHint': 'Cases appear here once operators file them.',
  'list.shown': '{count} listed', 'list.more': 'more follow',
}
