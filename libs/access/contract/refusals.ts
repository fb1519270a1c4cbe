import { defineRefusals } from '@tongban/kernel/contract'

export const ACCESS_REFUSALS = defineRefusals({
  CREDENTIALS_WRONG: { status: 401, zh: '用户名或密码不对', en: 'Wrong user name or password' },
  ACCOUNT_LOCKED: { status: 429, zh: '密码多次输错，账号已锁定，请 {minutes} 分钟后再试', en: 'Too many wrong passwords: locked for {minutes} minutes' },
  ACCOUNT_DISABLED: { status: 403, zh: '账号已停用，请联系安全保密管理员', en: 'The account is disabled' },
  ORIGIN_FORBIDDEN: { status: 403, zh: '请求来自其他网站，已拒绝', en: 'The request comes from another site' },
  ACCOUNT_UNIT_UNKNOWN: { status: 422, zh: '账号所属单位不存在：{unitId}', en: 'No unit {unitId} for the account' },
  ROLE_NOT_ASSIGNABLE: { status: 422, zh: '不能授予角色：{roleId}', en: 'The role {roleId} cannot be given' },
  ADMINISTRATORS_EXCLUSIVE: {
    status: 422,
    zh: '系统管理员、安全保密管理员、安全审计员（三员）不能由一人兼任',
    en: 'Nobody may hold two of the three administrator roles',
  },
  PASSWORD_TOO_SHORT: { status: 422, zh: '密码至少 {minimum} 位', en: 'The password needs at least {minimum} characters' },
  PASSWORD_MISSING: { status: 422, zh: '新账号需要初始密码', en: 'A new account needs a password' },
  USER_NAME_INVALID: {
    status: 422,
    zh: '用户名只能由小写字母、数字和 . _ - 组成，2 至 64 位',
    en: 'A user name has 2 to 64 lower-case letters, digits, dots, hyphens and underscores',
  },
})
