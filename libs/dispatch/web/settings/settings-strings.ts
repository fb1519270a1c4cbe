import { registerStrings } from '@tongban/ui/web'

const zh = {
  'title': '派单设置',
  'tryFirst': '先试运行看影响',
  'tryHint': '“试什么”选“只改门槛”，在以往工单上看会多派、少派多少，准确率怎么变；不改任何工单。',
  'automatic.name': '自动派单门槛',
  'automatic.what': '系统对“该派给谁”的把握达到这个数，就自动派出；达不到的进派单池，由派单员决定。把握在 0 到 1 之间，由听懂地点的把握和听懂分类的把握相乘得出，0.8 就是八成把握。调高：自动派出的少，错得也少；调低则相反。',
  'automatic.effect': '保存后几秒内各处生效，只管以后受理的工单，已在派单池里的不动。',
  'lease.name': '领取占用时长',
  'lease.what': '派单员领了一件工单，之后这么多秒没有动静（页面关了、断线了），这件就自动放开，别人可以直接领。页面开着会一直占着；没到时间要接手，得写明理由；紧急件不用等。',
  'lease.effect': '下一次领取或续占起生效。',
  'lease.value': '{value} 秒（{minutes} 分钟）',
  'seconds': '秒',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  'title': 'Dispatch settings',
  'tryFirst': 'Try it in a dry run first',
  'tryHint': 'Choose “The threshold alone”: past cases show what would go out by itself and how accuracy changes; no case is touched.',
  'automatic.name': 'Automatic dispatch threshold',
  'automatic.what': 'When the system is at least this sure who must act, it dispatches by itself; else a dispatcher decides in the pool. Between 0 and 1: certainty of the place times certainty of the category. Higher: fewer by itself and fewer wrong; lower the other way round.',
  'automatic.effect': 'In force everywhere within seconds, for cases filed from then on; what waits in the pool stays.',
  'lease.name': 'How long a claim lasts',
  'lease.what': 'A claimed case is free again after so many seconds without a sign of life (page closed, line lost). An open page keeps it; taking over earlier needs a reason; an emergency waits for nobody.',
  'lease.effect': 'From the next claim or renewal on.',
  'lease.value': '{value} s ({minutes} min)',
  'seconds': 's',
}

export const { useText: useSettingsText } = registerStrings('dispatch-settings', { zh, en })
