import { registerStrings } from '@tongban/ui/web'

/** Words of the dispatch catalogue's editor. */
const zh = {
  'title': '派单目录', 'tree': '分类', 'search': '按分类名称、关键词找', 'rows': '规则', 'all': '全部分类', 'keys.edit': '↑↓ 换一条 · E 改 · N 新增 · / 找分类', 'keys.read': '↑↓ 换一条 · / 找分类',
  'version': '第 {version} 版', 'inForce': '现行：第 {version} 版', 'upcoming': '第 {version} 版 {from} 起生效', 'editing': '草稿（由第 {version} 版起草，{by} {at} 打开）', 'restored': '由第 {version} 版恢复', 'count': '{count} 条规则',
  'start': '起草新版本', 'new': '新增规则', 'publish': '发布', 'discard': '放弃草稿', 'import': '导入', 'history': '版本', 'changes': '改动', 'faults': '检查', 'exportXlsx': '导出 xlsx', 'exportCsv': '导出 csv',
  'faultCount': '检查：{errors} 错误 {warnings} 提醒', 'noFaults': '没有发现问题', 'toCoverage': '看草稿的覆盖图：哪一类在哪个旗县没有规则、哪里有两条', 'fault.error': '错误', 'fault.warning': '提醒', 'fault.note': '说明',
  'own': '这一级的规则', 'inherited': '从上级继承的规则', 'below': '下级的规则（{count} 条）', 'noRows': '没有规则', 'noRowsHint': '这里没有规则时用上级的；上级也没有，由旗县统筹兜底。', 'chooseHint': '从分类里选一类，看它的规则', 'chooseMore': '分类后面的数字是这一类自己有几条规则；没有的用上级的。',
  'wholeCity': '全市', 'township': '本镇街', 'coordinator': '旗县统筹', 'assist': '协办', 'copy': '抄送', 'copyCounty': '抄送旗县', 'forbid': '禁止派镇街', 'evidence': '须现场照片', 'noEvidence': '不须照片',
  'asks': '问 {count} 项', 'changed': '改过', 'season': '每年 {from} 至 {until} 前', 'validFrom': '{day} 起', 'validTo': '{day} 前',
  'edit': '修改规则 {row}', 'add': '新增规则', 'save': '保存', 'remove': '删去这条规则', 'saved': '规则 {row} 已保存', 'removed': '规则 {row} 已删去', 'close': '关闭',
  'f.category': '分类', 'f.place': '区划', 'f.placeHint': '空：全市', 'f.caseTypes': '诉求类型', 'f.urgencies': '紧急程度', 'f.any': '不限', 'f.none': '无', 'f.unitHint': '按名称找；不填则按层级、职能', 'f.season': '季节', 'f.seasonFrom': '季节起（月-日）', 'f.seasonUntil': '季节止（不含）',
  'f.scope': '承办层级', 'f.function': '主办职能', 'f.unit': '或指定单位', 'f.assists': '协办职能', 'f.copies': '抄送职能', 'f.basis': '依据', 'f.facts': '要问清的事项（每行一项）', 'f.evidence': '现场佐证',
  'f.evidence.null': '随分类', 'f.evidence.true': '要求照片（带时间地点）', 'f.evidence.false': '不要求', 'f.validFrom': '有效期起', 'f.validTo': '有效期止（不含）', 'f.conditions': '条件（都不填：一律适用）', 'f.answer': '由谁承办', 'f.more': '其他',
  'noDraft': '还没有草稿', 'noDraft.hint': '增改、导入都先进草稿，发布以后才生效。请先起草新版本：它从最新一版开始，这里随即打开。',
  'readOnly': '这个账号只能看派单目录', 'readOnly.hint': '增改、导入要有编辑派单目录的权限。', 'rowGone': '草稿里没有规则 {row}', 'rowGone.hint': '它可能已被删去，或改到了别的分类、区划。',
  'checking': '正在检查…', 'checked': '可以保存', 'unfilled': '请先选分类和承办层级',
  'publish.title': '发布第 {version} 版', 'publish.reason': '发布理由', 'least': '{label}（至少 {count} 个字）', 'publish.now': '立即生效', 'publish.later': '自某一时刻起', 'publish.needsReason': '先写发布理由', 'publish.needsDay': '先选生效日', 'publish.day': '生效日', 'publish.time': '时刻', 'publish.replaces': '代替待生效的第 {version} 版',
  'publish.errors': '有 {count} 处错误，改正后才能发布', 'publish.dryRun': '试运行', 'published': '第 {version} 版已发布，几秒内生效', 'publishedLater': '第 {version} 版已发布，{from} 起生效', 'diff.summary': '新增 {added} 条，改动 {changed} 条，删去 {removed} 条',
  'diff.none': '与现行版本没有差别', 'diff.added': '新增', 'diff.changed': '改动', 'diff.removed': '删去', 'diff.becomes': '改为', 'diff.empty': '（空）',
  'discard.reason': '放弃的理由', 'discarded': '草稿已放弃', 'state.upcoming': '待生效', 'state.in_force': '现行', 'state.past': '已失效', 'state.withdrawn': '已撤回', 'by': '{author}：{reason}', 'shipped': '随平台提供',
  'restore': '恢复为草稿', 'compare': '看改动', 'withdraw': '撤回', 'withdrawReason': '撤回的理由', 'from': '{from} 起', 'fromTo': '{from} 至 {to}', 'draftOpen': '已有草稿在编辑，发布或放弃它以后才能恢复旧版本',
  'import.title': '导入到草稿', 'import.file': '文件（xlsx 或 csv，最大 180 KB）', 'import.mode': '文件之外的规则', 'import.replace': '删去（草稿变得与文件一样）', 'import.merge': '保留（只增改文件里的）', 'import.onError': '有错误的行',
  'import.nothing': '一行有错就全不导入', 'import.skip': '跳过有错的行', 'import.check': '检查文件', 'import.apply': '导入', 'import.sums': '{lines} 行：{good} 行可用，{bad} 行有错；新增 {added}，改动 {changed}，删去 {removed}，不变 {unchanged}',
  'import.line': '第 {line} 行', 'import.whole': '整个文件', 'import.done': '已导入：新增 {added}，改动 {changed}，删去 {removed}', 'import.noFile': '请选择文件', 'import.tooLarge': '文件超过 180 KB', 'import.column': '列', 'import.rule': '问题', 'import.value': '内容', 'import.row': '行', 'import.checkFirst': '检查过才能导入', 'import.blocked': '有 {bad} 行有错：改好文件再检查，或选“跳过有错的行”', 'import.more': '只列出前 {count} 处',
  'scope.township': '镇街直办', 'scope.county_department': '旗县部门', 'scope.city_department': '市直部门', 'scope.enterprise': '公共服务企业', 'scope.county_coordinator': '旗县统筹', 'expand': '展开 {name}', 'collapse': '收起 {name}', 'tree.toggle': '选分类',
} as const

const en: Record<keyof typeof zh, string> = {
  'title': 'Dispatch catalogue', 'tree': 'Categories', 'search': 'Find a category', 'rows': 'Rows', 'all': 'All categories', 'keys.edit': '↑↓ another row · E edit · N new · / find', 'keys.read': '↑↓ another row · / find',
  'version': 'Version {version}', 'inForce': 'In force: version {version}', 'upcoming': 'version {version} takes over {from}', 'editing': 'Draft (from version {version}, opened by {by} {at})', 'restored': 'restored from version {version}', 'count': '{count} rows',
  'start': 'Draft a new version', 'new': 'New row', 'publish': 'Publish', 'discard': 'Discard draft', 'import': 'Import', 'history': 'Versions', 'changes': 'Changes', 'faults': 'Checks', 'exportXlsx': 'Export xlsx', 'exportCsv': 'Export csv',
  'faultCount': 'Checks: {errors} errors {warnings} warnings', 'noFaults': 'Nothing found', 'toCoverage': 'The map of the draft: which category has no row where, and which has two', 'fault.error': 'Error', 'fault.warning': 'Warning', 'fault.note': 'Note',
  'own': 'Rows of this level', 'inherited': 'Inherited rows', 'below': 'Rows below ({count})', 'noRows': 'No rows', 'noRowsHint': 'Without a row here those above hold; without one there, the county coordinates.', 'chooseHint': 'Choose a category to see its rows', 'chooseMore': 'The number behind a category says how many rows it has of its own; without one, those above hold.',
  'wholeCity': 'Whole city', 'township': 'the township', 'coordinator': 'County coordinator', 'assist': 'Assist', 'copy': 'Copy', 'copyCounty': 'Copies county', 'forbid': 'No township', 'evidence': 'Photo needed', 'noEvidence': 'No photo needed',
  'asks': 'asks {count}', 'changed': 'Changed', 'season': 'every year from {from} until {until}', 'validFrom': 'from {day}', 'validTo': 'before {day}',
  'edit': 'Row {row}', 'add': 'New row', 'save': 'Save', 'remove': 'Remove this row', 'saved': 'Row {row} saved', 'removed': 'Row {row} removed', 'close': 'Close',
  'f.category': 'Category', 'f.place': 'Place', 'f.placeHint': 'Empty: the whole city', 'f.caseTypes': 'Kinds of case', 'f.urgencies': 'Urgency', 'f.any': 'Any', 'f.none': 'None', 'f.unitHint': 'By name; empty: by level and function', 'f.season': 'Season', 'f.seasonFrom': 'Season from (MM-DD)', 'f.seasonUntil': 'Season until (excluded)',
  'f.scope': 'Answering level', 'f.function': 'Lead function', 'f.unit': 'or a named unit', 'f.assists': 'Assisting functions', 'f.copies': 'Copied functions', 'f.basis': 'Legal basis', 'f.facts': 'Required facts (one a line)', 'f.evidence': 'Evidence',
  'f.evidence.null': 'As the category', 'f.evidence.true': 'Photo with time and place', 'f.evidence.false': 'Not needed', 'f.validFrom': 'Valid from', 'f.validTo': 'Valid until (excluded)', 'f.conditions': 'Conditions (none: always)', 'f.answer': 'Who answers', 'f.more': 'More',
  'noDraft': 'No draft is open', 'noDraft.hint': 'Changes and imports go into a draft and hold once it is published. Draft a new version first: it begins from the newest one, and this opens then.',
  'readOnly': 'This account may only read the catalogue', 'readOnly.hint': 'Changes and imports need the permission to edit it.', 'rowGone': 'The draft has no row {row}', 'rowGone.hint': 'It was removed, or moved to another category or place.',
  'checking': 'Checking…', 'checked': 'Can be saved', 'unfilled': 'Choose a category and a level first',
  'publish.title': 'Publish version {version}', 'publish.reason': 'Reason', 'least': '{label} (at least {count} characters)', 'publish.needsReason': 'Give the reason first', 'publish.needsDay': 'Say from which day on', 'publish.now': 'At once', 'publish.later': 'From a moment on', 'publish.day': 'Day', 'publish.time': 'Time', 'publish.replaces': 'Replaces upcoming version {version}',
  'publish.errors': '{count} errors must be mended first', 'publish.dryRun': 'Dry run', 'published': 'Version {version} published, in force within seconds', 'publishedLater': 'Version {version} published, in force from {from}', 'diff.summary': '{added} added, {changed} changed, {removed} removed',
  'diff.none': 'As the version in force', 'diff.added': 'Added', 'diff.changed': 'Changed', 'diff.removed': 'Removed', 'diff.becomes': 'becomes', 'diff.empty': '(empty)',
  'discard.reason': 'Why it is discarded', 'discarded': 'The draft is discarded', 'state.upcoming': 'Upcoming', 'state.in_force': 'In force', 'state.past': 'Past', 'state.withdrawn': 'Withdrawn', 'by': '{author}: {reason}', 'shipped': 'Shipped',
  'restore': 'Restore as draft', 'compare': 'See changes', 'withdraw': 'Withdraw', 'withdrawReason': 'Why it is withdrawn', 'from': 'from {from}', 'fromTo': '{from} to {to}', 'draftOpen': 'A draft is open: publish or discard it before an old version comes back',
  'import.title': 'Import into the draft', 'import.file': 'File (xlsx or csv, at most 180 KB)', 'import.mode': 'Rows not in the file', 'import.replace': 'are removed', 'import.merge': 'stay', 'import.onError': 'Bad lines',
  'import.nothing': 'One bad line stops everything', 'import.skip': 'are skipped', 'import.check': 'Check the file', 'import.apply': 'Import', 'import.sums': '{lines} lines: {good} good, {bad} bad; {added} added, {changed} changed, {removed} removed, {unchanged} unchanged',
  'import.line': 'Line {line}', 'import.whole': 'The file', 'import.done': 'Imported: {added} added, {changed} changed, {removed} removed', 'import.noFile': 'Choose a file', 'import.tooLarge': 'Larger than 180 KB', 'import.column': 'Column', 'import.rule': 'Problem', 'import.value': 'Value', 'import.row': 'Line', 'import.checkFirst': 'Check the file before it is taken', 'import.blocked': '{bad} lines are bad: mend the file and check again, or skip them', 'import.more': 'Only the first {count} are listed',
  'scope.township': 'Township', 'scope.county_department': 'County department', 'scope.city_department': 'City department', 'scope.enterprise': 'Enterprise', 'scope.county_coordinator': 'County coordinator', 'expand': 'Expand {name}', 'collapse': 'Collapse {name}', 'tree.toggle': 'Choose a category',
}

export const { useText: useCatalogueText } = registerStrings('catalogue', { zh, en })
export type CatalogueTextKey = keyof typeof zh
