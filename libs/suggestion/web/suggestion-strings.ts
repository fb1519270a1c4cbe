import { registerStrings } from '@tongban/ui/web'

const zh = {
  title: '分类建议', 'tab.models': '模型与效果', 'tab.wordings': '紧急用词', tabs: '内容', readOnly: '您可以查看；开关、训练和改用词由系统管理员办理。',
  'switch.category': '分类建议', 'switch.urgency': '紧急用词建议', 'switch.on': '开', 'switch.off': '关', 'switch.hint': '关掉后受理时不再提示，已办工单不受影响。',
  'active.none': '还没有启用模型：只按分类表的用词建议。', 'active.is': '正在用第 {number} 号模型', 'active.unreadable': '第 {number} 号模型是另一版本的系统训练的，本版本读不了：现在由分类目录的词条回答。请重新训练，或停用它。',
  'train.title': '训练', 'train.hint': '用本市主办从无争议、回复已通过审核的工单；保密件、有争议的不用，电话和地点先去掉。在后台进行，不影响受理。', 'train.minimum': '每类至少几件', 'train.activate': '训练好了就启用', 'train.start': '开始训练', 'train.cancel': '取消',
  'train.state.gathering': '收取文本', 'train.state.queued': '排队', 'train.state.running': '训练中', 'train.state.done': '完成', 'train.state.refused': '未完成', 'train.state.cancelled': '已取消',
  'train.stage.waiting': '等待', 'train.stage.collecting': '收集工单', 'train.stage.measuring': '交叉验证', 'train.stage.learning': '学习', 'train.stage.storing': '存入', 'train.underWay': '正在训练，完成后可以再来一次', 'train.last': '最近一次：{who} {when}',
  'models.title': '训练过的模型', 'models.empty': '还没有训练过', 'models.emptyHint': '积累了审核通过的工单后，点“开始训练”。', 'model.number': '第 {number} 号', 'model.state.candidate': '备选', 'model.state.active': '使用中', 'model.state.retired': '已停用',
  'model.data': '{examples} 件（本市工单 {own}），{classes} 个分类', 'model.figures': '首选对 {accuracy} · 前三 {top3} · 宏平均 F1 {f1} · {ms} 毫秒', 'model.measured': '五折交叉验证测得，近似重复的放在同一折', 'model.fingerprint': '数据指纹 {hash}', 'model.activate': '启用', 'model.retire': '停用',
  'model.counts': '各分类件数', 'model.count': '{name} {count}',
  'effect.title': '近 {days} 天建议被采纳多少', 'effect.none': '还没有记录', 'effect.noneHint': '受理时显示过建议、话务员选了分类的，会记在这里。', 'effect.shown': '显示 {count} 件，人选了 {answered} 件', 'effect.top1': '选了首选', 'effect.top3': '选在前三',
  'effect.byModel': '按模型', 'effect.byCategory': '按人选的分类', 'effect.lexicon': '只按用词', 'effect.count': '件数', 'effect.name': '名称', 'effect.urgency': '紧急用词', 'effect.raised': '提示', 'effect.kept': '人按此办',
  'words.hint': '说到这些用词时，受理页提示升高紧急程度，并显示是哪几个词。', 'words.add': '添一组', 'words.edit': '修改', 'words.off': '已关', 'words.shipped': '随系统提供', 'words.changed': '{who} {when} 改过', 'words.saved': '已保存：{name}', 'words.examples': '如：{examples}', 'words.count': '用词 {count} 条：', 'words.list': '紧急用词', 'words.empty': '还没有用词', 'words.emptyHint': '初始数据还没有装入。',
  'words.try': '试一段话', 'words.tryPlaceholder': '把来电人的话贴在这里', 'words.tryNothing': '不升高', 'words.tryRaised': '升为{urgency}：{words}',
  'urgency.emergency': '紧急', 'urgency.livelihood': '民生保障',
  'kind.hazard': '危险情况', 'kind.life': '人身安全', 'kind.self_harm': '轻生苗头', 'kind.threat': '扬言威胁', 'kind.collective': '群体聚集', 'kind.cold': '严寒断暖', 'kind.outage': '水电气热中断',
  'form.add': '添一组紧急用词', 'form.edit': '修改紧急用词', 'form.name': '名称', 'form.kind': '性质', 'form.urgency': '升为', 'form.words': '用词（一行一条）', 'form.wordsHint': '(甲|乙) 选一个，? 前面的可有可无，… 隔几个字，# 一个数',
  'form.nearAny': '附近要说到其中一个才算', 'form.unlessNear': '附近说到其中一个就不算', 'form.withAny': '全文还要说到其中一个', 'form.isLack': '说的就是“没有”（没有暖气），前面的“没”不算否定', 'form.evenIfSupposed': '只是说可能也算（再不解决就…）', 'form.enabled': '使用',
  'form.examples': '例句：必须被识别', 'form.counterExamples': '反例：必须不被识别', 'form.save': '试过例句后保存', 'form.cancel': '取消',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  title: 'Suggestions', 'tab.models': 'Models and effect', 'tab.wordings': 'Urgency wordings', tabs: 'Parts', readOnly: 'You may read; switches, training and wordings are the system administrator’s.',
  'switch.category': 'Categories', 'switch.urgency': 'Urgency', 'switch.on': 'on', 'switch.off': 'off', 'switch.hint': 'Switched off, nothing is suggested while filing; cases filed before stay as they are.',
  'active.none': 'No model is active: suggestions come from the words of the category tree alone.', 'active.is': 'Model {number} is in use', 'active.unreadable': 'Model {number} was trained by another version of the system and cannot be read: the words of the category tree answer. Train anew, or retire it.',
  'train.title': 'Training', 'train.hint': 'On the city’s own cases whose lead was never contested and whose reply passed the review; sealed ones are left out, numbers and places taken away. In the background.', 'train.minimum': 'At least so many a category', 'train.activate': 'Use it when it is done', 'train.start': 'Train', 'train.cancel': 'Cancel',
  'train.state.gathering': 'taking texts', 'train.state.queued': 'queued', 'train.state.running': 'running', 'train.state.done': 'done', 'train.state.refused': 'not done', 'train.state.cancelled': 'cancelled',
  'train.stage.waiting': 'waiting', 'train.stage.collecting': 'collecting cases', 'train.stage.measuring': 'cross-validating', 'train.stage.learning': 'learning', 'train.stage.storing': 'storing', 'train.underWay': 'One is under way; then another can be started', 'train.last': 'The last: {who} {when}',
  'models.title': 'Models', 'models.empty': 'None was trained yet', 'models.emptyHint': 'Once there are reviewed cases, train one.', 'model.number': 'No. {number}', 'model.state.candidate': 'candidate', 'model.state.active': 'in use', 'model.state.retired': 'retired',
  'model.data': '{examples} examples ({own} own cases) in {classes} categories', 'model.figures': 'first right {accuracy} · in three {top3} · macro-F1 {f1} · {ms} ms', 'model.measured': 'by five-fold cross-validation, near-duplicates in one fold', 'model.fingerprint': 'data {hash}', 'model.activate': 'Use', 'model.retire': 'Retire',
  'model.counts': 'Examples of each category', 'model.count': '{name} {count}',
  'effect.title': 'What was taken in {days} days', 'effect.none': 'Nothing yet', 'effect.noneHint': 'What was shown while filing and answered by a person comes here.', 'effect.shown': 'shown {count}, answered {answered}', 'effect.top1': 'first taken', 'effect.top3': 'among three',
  'effect.byModel': 'By model', 'effect.byCategory': 'By chosen category', 'effect.lexicon': 'words alone', 'effect.count': 'cases', 'effect.name': 'Name', 'effect.urgency': 'Urgency words', 'effect.raised': 'raised', 'effect.kept': 'kept by people',
  'words.hint': 'When one of these is said the filing page proposes a higher urgency and shows the words.', 'words.add': 'Add', 'words.edit': 'Edit', 'words.off': 'off', 'words.shipped': 'as shipped', 'words.changed': 'changed by {who} {when}', 'words.saved': 'Saved: {name}', 'words.examples': 'e.g. {examples}', 'words.count': '{count} wordings: ', 'words.list': 'Wordings', 'words.empty': 'None', 'words.emptyHint': 'The reference data is not loaded.',
  'words.try': 'Try a text', 'words.tryPlaceholder': 'What a caller said', 'words.tryNothing': 'raises nothing', 'words.tryRaised': 'raised to {urgency}: {words}',
  'urgency.emergency': 'emergency', 'urgency.livelihood': 'livelihood',
  'kind.hazard': 'hazard', 'kind.life': 'life', 'kind.self_harm': 'self-harm', 'kind.threat': 'threat', 'kind.collective': 'collective', 'kind.cold': 'bitter cold', 'kind.outage': 'outage',
  'form.add': 'Add a wording', 'form.edit': 'Edit a wording', 'form.name': 'Name', 'form.kind': 'Kind', 'form.urgency': 'Raises to', 'form.words': 'Words (one a line)', 'form.wordsHint': '(a|b) one of them, ? what stands before may be missing, … a few characters, # a number',
  'form.nearAny': 'Counts only with one of these close by', 'form.unlessNear': 'Does not count with one of these close by', 'form.withAny': 'Counts only with one of these anywhere', 'form.isLack': 'The wording is itself a lack: 没 before it is no denial', 'form.evenIfSupposed': 'Counts although only supposed', 'form.enabled': 'in use',
  'form.examples': 'Examples: must be raised', 'form.counterExamples': 'Counterexamples: must not be', 'form.save': 'Save, tried on the examples', 'form.cancel': 'Cancel',
}

export const { useText: useSuggestionText } = registerStrings('suggestion', { zh, en })
