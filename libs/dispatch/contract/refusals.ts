import { defineRefusals } from '@tongban/kernel/contract'

export const POOL_REFUSALS = defineRefusals({
  CLAIM_NOTHING_TO_DO: { status: 409, zh: '这件工单不在派单池，也没有待裁定的申请', en: 'The case neither waits for dispatch nor for a ruling' },
})
