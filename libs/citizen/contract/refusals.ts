import { defineRefusals } from '@tongban/kernel/contract'

export const CITIZEN_REFUSALS = defineRefusals({
  CODE_WRONG: { status: 401, zh: '工单号或验证码不对，或者验证码已失效（10 分钟内有效，最多试 5 次），请重新获取', en: 'Wrong case number or code, or the code has expired: ask for a new one' },
  CITIZEN_SESSION_ENDED: { status: 401, zh: '请先用工单号和短信验证码查询；30 分钟后要重新验证', en: 'Open the case with its number and a code first; a session lasts 30 minutes' },
})
