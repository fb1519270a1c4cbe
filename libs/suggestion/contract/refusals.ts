import { defineRefusals } from '@tongban/kernel/contract'

export const SUGGESTION_REFUSALS = defineRefusals({
  SUGGESTION_MODEL_UNKNOWN: { status: 404, zh: '没有这个模型', en: 'No such model' },
  SUGGESTION_MODEL_UNREADABLE: { status: 422, zh: '第 {number} 号模型读不出来（由别的版本训练或文件损坏），请重新训练', en: 'Model {number} cannot be read by this version: train a new one' },
  SUGGESTION_SETTINGS_STALE: { status: 409, zh: '设置刚刚被别人改过，请看最新内容再改', en: 'The settings have been changed meanwhile: look at them again' },
  TRAINING_UNKNOWN: { status: 404, zh: '没有这次训练，或已经结束', en: 'No such training, or it is over' },
  TRAINING_UNDER_WAY: { status: 409, zh: '已有一次训练正在进行，请等它结束或先取消', en: 'A training is under way: wait for it, or cancel it' },
  TRAINING_TOO_LITTLE: {
    status: 422,
    zh: '可用于训练的只有 {examples} 件、{classes} 个分类（每类至少 {minimum} 件，文字相同的只算一件），至少要 {neededExamples} 件、{neededClasses} 个分类：请先积累工单，或提供已分类的文本',
    en: 'Only {examples} examples that differ, in {classes} categories of at least {minimum} each; {neededExamples} in {neededClasses} are needed',
  },
  TRAINING_TOO_MUCH: { status: 422, zh: '一次训练最多 {most} 条文本', en: 'A training takes at most {most} texts' },
  TRAINING_TOO_ALIKE: { status: 422, zh: '可用的文本大多雷同，量不出效果：请提供更多不同的文本', en: 'The texts are too alike to measure anything on: give more that differ' },
  TRAINING_FAILED: { status: 503, zh: '训练没有完成，请重试；仍不行请联系管理员', en: 'The training did not finish: try again' },
  TRAINING_LOST: { status: 503, zh: '训练途中系统重启，请重新开始', en: 'The system was restarted during the training: start it again' },
  WORDING_UNKNOWN: { status: 404, zh: '没有这一组用词', en: 'No such wording' },
  WORDING_STALE: { status: 409, zh: '这一组用词刚刚被别人改过，请看最新内容再改', en: 'The wording has been changed meanwhile: look at it again' },
  WORDING_PATTERN_INVALID: { status: 422, zh: '“{pattern}”写法不对：{why}', en: '"{pattern}" is not well written: {why}' },
  WORDING_EXAMPLE_MISSED: { status: 422, zh: '例句“{example}”没有被识别，请补充用词', en: 'The example "{example}" is not raised' },
  WORDING_COUNTER_EXAMPLE_RAISED: { status: 422, zh: '反例“{example}”被识别了（{words}），请补充排除的词', en: 'The counterexample "{example}" is raised by {words}' },
})
