import { defineRefusals } from '@tongban/kernel/contract'

export const DUTY_REFUSALS = defineRefusals({
  DUTY_POST_UNKNOWN: { status: 404, zh: '没有这个单位或嘎查村，或不在您的范围内', en: 'No such unit or village, or it is not yours' },
  DUTY_CONTACT_UNKNOWN: { status: 404, zh: '没有这位值班人员，或不在您的范围内', en: 'No such person on a roster, or it is not yours' },
  DUTY_PHONE_MISSING: { status: 422, zh: '{name}没有登记电话', en: 'No number is known for {name}' },
  DUTY_SHIFT_INVALID: { status: 422, zh: '{name}的班次不对：结束要晚于开始，一班最多 {days} 天', en: 'The shift of {name} must end after it begins, within {days} days' },
  DUTY_VALIDITY_INVALID: { status: 422, zh: '{name}的有效期不对：截止日要晚于起始日', en: 'The validity of {name} must end after it begins' },
  DUTY_UNREACHABLE: { status: 422, zh: '{name}既没有电话也没有账号，请至少填一项', en: '{name} has neither a number nor an account' },
  DUTY_ACCOUNT_UNKNOWN: { status: 422, zh: '{name}所选的账号不在这个单位', en: 'The account chosen for {name} is not of this unit' },
  DUTY_ENTRY_UNKNOWN: { status: 422, zh: '值班表里有一行已被删除，请看最新情况', en: 'An entry has been taken out meanwhile' },
  DUTY_TOO_MANY: { status: 422, zh: '一个值班表最多 {most} 行', en: 'A roster has at most {most} entries' },
  DUTY_NOTHING_TO_COPY: { status: 422, zh: '上一期没有可以复制的班次，或本期已经排好', en: 'There is no shift to copy, or this period has its own' },
})
