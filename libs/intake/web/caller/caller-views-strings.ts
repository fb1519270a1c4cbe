import { registerStrings } from '@tongban/ui/web'

const zh = {
  'views.title': '谁看过诉求人信息',
  'views.empty': '还没有人看过',
  'views.emptyHint': '每次查看电话姓名都会记在这里，包括被拒绝的。',
  'views.reveal': '查看电话姓名',
  'views.history': '来电时看到这件保密件',
  'views.refused': '被拒绝',
  'views.noReason': '没有写理由',
} as const

export type CallerViewsKey = keyof typeof zh

const en: Readonly<Record<CallerViewsKey, string>> = {
  'views.title': 'Who has looked at the caller',
  'views.empty': 'Nobody has looked',
  'views.emptyHint': 'Every look at number or name is recorded here, those refused too.',
  'views.reveal': 'looked at number or name',
  'views.history': 'saw this sealed case when the number called',
  'views.refused': 'refused',
  'views.noReason': 'no reason given',
}

export const { useText: useCallerViewsText } = registerStrings('callerViews', { zh, en })
