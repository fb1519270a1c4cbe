import { registerStrings } from '@tongban/ui/web'

const zh = {
  'signIn.title': '登录',
  'signIn.product': '通办',
  'signIn.tagline': '12345 热线工单派办平台',
  'signIn.userName': '用户名',
  'signIn.password': '密码',
  'signIn.submit': '登录',
  'signIn.capsLock': '大写锁定已打开',
  'signIn.expired': '登录已过期，请重新登录；没有提交的草稿还在',
  'signIn.fieldMissing': '请填写{field}',
  'signIn.wrong': '用户名或密码不对',
  'signIn.wrongHint': '请检查大小写和输入法；多次输错会锁定。',
  'signIn.locked': '密码多次输错，账号已锁定',
  'signIn.lockedHint': '请 {minutes} 分钟后再试（{moment}），或请安全保密管理员解锁。',
} as const

const en: Record<keyof typeof zh, string> = {
  'signIn.title': 'Sign in',
  'signIn.product': 'Tongban',
  'signIn.tagline': '12345 hotline case dispatch',
  'signIn.userName': 'User name',
  'signIn.password': 'Password',
  'signIn.submit': 'Sign in',
  'signIn.capsLock': 'Caps Lock is on',
  'signIn.expired': 'The session has expired: sign in again. Unsent drafts are kept',
  'signIn.fieldMissing': 'Fill in: {field}',
  'signIn.wrong': 'Wrong user name or password',
  'signIn.wrongHint': 'Check capitals and the input method. Several wrong tries lock the account.',
  'signIn.locked': 'Locked after several wrong passwords',
  'signIn.lockedHint': 'Try again in {minutes} minutes ({moment}), or ask the security administrator.',
}

export const { useText: useAccessText } = registerStrings('access', { zh, en })
