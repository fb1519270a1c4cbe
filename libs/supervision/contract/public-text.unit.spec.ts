import { describe, expect, it } from '@jest/globals'
import { ORDER_COMMAND_BODIES } from './order-commands.js'
import { personalDataIn } from './public-text.js'

describe('text for everybody', () => {
  it.each([
    ['张女士13947501234家门口路灯', '电话号码'], ['路灯 139-4750-1234 不亮', '电话号码'], ['路灯 139 4750 1234 不亮', '电话号码'], ['请打１３９４７５０１２３４', '电话号码'], ['打一三九四七五零一二三四', '电话号码'],
    ['打幺三九四七五零一二三四', '电话号码'], ['+86 13947501234', '电话号码'], ['热线 0475-8234567 无人接', '电话号码'], ['拨 （0475）8234567', '电话号码'], ['电话8234567', '电话号码'], ['400-123-4567 打不通', '电话号码'],
    ['低保 152301197001011234 未发', '身份证号'], ['15230119700101123X 未发', '身份证号'], ['１５２３０１１９７００１０１１２３ｘ', '身份证号'], ['卡 6222 0212 0200 1234 567 被扣', '银行卡号'], ['蒙G12345 占道', '车牌号'], ['蒙Ｇ·Ａ1234', '车牌号'],
    ['蒙GD12345 充电位', '车牌号'], ['李先生家门口路灯', '群众的姓名或称呼'], ['张 女士门前', '群众的姓名或称呼'],
  ])('%s: %s', (text, found) => {
    expect(personalDataIn(text)).toBe(found)
  })

  it.each([
    '明仁大街路灯修复', '2026-11-23 前恢复供暖', '2026年11月23日前恢复供暖', '二〇二六年十一月二十三日前办结', '1、2、3、4、5、6、7、8号楼停水', '12345 热线反映 35 件', '306国道 12 公里处塌陷', '霍林河大街 118 号院 3-2-401 漏水',
    'DB20261123-0001', '三中门口一二三路公交站', '供水 DN200 管网改造', '高压线迁改', '女士卫生间漏水', '工单 20261110000035',
  ])('%s stands as it is', (text) => {
    expect(personalDataIn(text)).toBeNull()
  })

  it('is refused with the field and the rule, in words', () => {
    const { error } = ORDER_COMMAND_BODIES.publish.safeParse({ publicTitle: '张女士13947501234家门口路灯' })
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([['publicTitle', '公开标题任何人都能看到，不能写电话号码']])
  })
})
