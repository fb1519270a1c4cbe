import { defineRefusals } from '@tongban/kernel/contract'

export const NOTIFICATION_REFUSALS = defineRefusals({
  NOTIFICATION_CHANNEL_OFF: { status: 422, zh: '这种通知方式没有配置，无法发送', en: 'This channel is not configured' },
  NOTIFICATION_ADDRESS_MISSING: { status: 422, zh: '您还没有填写这种方式的号码或地址', en: 'You have no address for this channel yet' },
})
