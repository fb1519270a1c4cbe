import { registerStrings } from '@tongban/ui/web'

const zh = {
  'page.title': '试运行', 'page.list': '以往的试运行', 'page.empty': '还没有试运行过', 'page.emptyHint': '改派单目录或门槛之前，先在以往工单上试一遍。', 'panel.title': '试运行', 'panel.hint': '在以往工单上重放，只看结果，不改任何工单，也不发布。',
  'ask.what': '试什么', 'ask.draft': '目录草稿', 'ask.in_force': '只改门槛', 'ask.rows': '指定的目录', 'ask.threshold': '自动派单门槛', 'ask.asIs': '照旧', 'ask.newest': '最近多少件', 'ask.cases': '{count} 件', 'ask.noDraft': '没有打开的草稿：只能试门槛；要试目录，先到派单目录起草。', 'ask.needsThreshold': '填一个要试的门槛', 'ask.reresolve': '重新识别地点和分类',
  'ask.start': '开始试运行', 'ask.cancel': '停止', 'status.queued': '排队', 'status.running': '试运行中', 'status.done': '完成', 'status.failed': '失败', 'status.cancelled': '已取消',
  'progress': '已重放 {done} 件', 'progress.of': '已重放 {done} / {total} 件', 'made': '{name} {moment}', 'what': '{catalogue}，{threshold}，最近 {newest} 件', 'what.threshold': '门槛 {before} → {after}', 'what.sameThreshold': '门槛照旧 {before}', 'what.reresolve': '重新识别',
  'accuracy': '一次派单准确率', 'accuracy.of': '结果已定的 {count} 件', 'accuracy.actual': '当时实际 {rate}', 'verdict': '对错', 'verdict.hint': '改对：现行会派错、试行后派对；改错：相反。只算结果已定的工单。', 'mended': '改对 {count}', 'broken': '改错 {count}',
  'moved': '会换主办', 'moved.of': '共 {count} 件', 'forbidden': '因镇街不得承办 {count} 件', 'automatic': '自动派单', 'automatic.change': '转人工 {out} · 转自动 {in}', 'automatic.accuracy': '自动派出的准确率 {before} → {after}',
  'moves': '从哪里到哪里', 'moves.from': '现行', 'moves.to': '试行后', 'moves.count': '件数', 'moves.examples': '举例', 'moves.none': '没有工单会换主办', 'moves.nobody': '（由派单员定）', 'moves.other': '其余 {count} 件',
  'categories': '按分类', 'categories.name': '分类', 'categories.cases': '工单', 'categories.moved': '会换主办', 'categories.none': '（没有分类）', 'sealed': '保密件', 'noRate': '—', 'open': '查看',
  'threshold.title': '自动派单门槛', 'threshold.now': '现行 {automatic}', 'threshold.change': '改为 {automatic}', 'threshold.reason': '修改理由', 'threshold.reasonHint': '修改理由（至少 {count} 个字）', 'threshold.hint': '把握到这个数才自动派出；修改后几秒内生效。',
} as const
const en: Readonly<Record<keyof typeof zh, string>> = {
  'page.title': 'Dry runs', 'page.list': 'Earlier dry runs', 'page.empty': 'None yet', 'page.emptyHint': 'Try a change of the catalogue or the threshold on past cases before it is made.', 'panel.title': 'Dry run', 'panel.hint': 'Replays past cases: no case is changed, nothing is published.',
  'ask.what': 'What is tried', 'ask.draft': 'The draft', 'ask.in_force': 'The threshold alone', 'ask.rows': 'A given catalogue', 'ask.threshold': 'Threshold', 'ask.asIs': 'as it is', 'ask.newest': 'Newest cases', 'ask.cases': '{count} cases', 'ask.noDraft': 'No draft is open: only a threshold can be tried; draft the catalogue first.', 'ask.needsThreshold': 'Give the threshold to try', 'ask.reresolve': 'Read places and categories anew',
  'ask.start': 'Start', 'ask.cancel': 'Stop', 'status.queued': 'Queued', 'status.running': 'Running', 'status.done': 'Done', 'status.failed': 'Failed', 'status.cancelled': 'Cancelled',
  'progress': '{done} replayed', 'progress.of': '{done} of {total} replayed', 'made': '{name} {moment}', 'what': '{catalogue}, {threshold}, newest {newest}', 'what.threshold': 'threshold {before} → {after}', 'what.sameThreshold': 'threshold as it is, {before}', 'what.reresolve': 'read anew',
  'accuracy': 'Right at first', 'accuracy.of': 'of {count} settled', 'accuracy.actual': 'as it went {rate}', 'verdict': 'Right or wrong', 'verdict.hint': 'Mended: wrong now, right as tried; broken: the other way round. Settled cases only.', 'mended': '{count} mended', 'broken': '{count} broken',
  'moved': 'Another lead', 'moved.of': 'of {count}', 'forbidden': '{count} kept from townships', 'automatic': 'Automatic', 'automatic.change': 'to a dispatcher {out} · by itself {in}', 'automatic.accuracy': 'right of those {before} → {after}',
  'moves': 'From where to where', 'moves.from': 'Now', 'moves.to': 'Tried', 'moves.count': 'Cases', 'moves.examples': 'Examples', 'moves.none': 'No case would have another lead', 'moves.nobody': '(a dispatcher decides)', 'moves.other': '{count} others',
  'categories': 'By category', 'categories.name': 'Category', 'categories.cases': 'Cases', 'categories.moved': 'Another lead', 'categories.none': '(none)', 'sealed': 'sealed', 'noRate': '—', 'open': 'Open',
  'threshold.title': 'Threshold', 'threshold.now': 'now {automatic}', 'threshold.change': 'Change to {automatic}', 'threshold.reason': 'Reason', 'threshold.reasonHint': 'Reason (at least {count} characters)', 'threshold.hint': 'As sure as this, a case goes out by itself; a change takes a few seconds.',
}
export const { useText: useDryRunText } = registerStrings('dispatch-dry-run', { zh, en })
