import { registerStrings } from '@tongban/ui/web'
import { CLOCK_KIND_WORDS, SERVICE_CLASS_WORDS, type ClockKind, type ServiceClass } from '../contract/index.js'

const KIND_EN: Record<ClockKind, string> = {
  dispatch: 'Dispatch',
  sign: 'Sign',
  contact: 'First contact',
  promise: 'Promise',
  arrive: 'Arrival',
  review: 'Review',
  ruling: 'Ruling',
  adjudication: 'Adjudication',
}
const CLASS_EN: Record<ServiceClass, string> = {
  emergency: 'Emergency',
  livelihood: 'Livelihood (water, power, gas, heat, extreme weather)',
  consultation: 'Consultation',
  help_suggestion: 'Help, suggestion',
  complaint_report: 'Complaint, report',
  complex: 'Complex',
}

const keyed = <Prefix extends string, Words extends Readonly<Record<string, string>>>(
  prefix: Prefix,
  words: Words,
): { readonly [Word in keyof Words & string as `${Prefix}.${Word}`]: string } =>
  Object.fromEntries(Object.entries(words).map(([word, text]) => [`${prefix}.${word}`, text])) as never

export const { useText: useDeadlineText } = registerStrings('deadline', {
  zh: {
    ...keyed('kind', CLOCK_KIND_WORDS),
    ...keyed('class', SERVICE_CLASS_WORDS),
    'clocks.class': '类别：{name}',
    'clocks.empty': '这件工单没有时钟',
    'clocks.cancelled': '已取消',
    'clocks.current': '正在走的',
    'clocks.shelved': '挂账中',
    'clocks.extended': '已延期至 {moment}',
    'clocks.ended': '已结束的 {count} 个',
    'clocks.forbidden': '您的岗位看不到时限说明',
  },
  en: {
    ...keyed('kind', KIND_EN),
    ...keyed('class', CLASS_EN),
    'clocks.class': 'Class: {name}',
    'clocks.empty': 'This case has no clocks',
    'clocks.cancelled': 'cancelled',
    'clocks.current': 'Running',
    'clocks.shelved': 'shelved',
    'clocks.extended': 'extended to {moment}',
    'clocks.ended': '{count} ended',
    'clocks.forbidden': 'Your role does not see explanations of deadlines',
  },
})
