import { describe, expect, it } from '@jest/globals'
import { namesCaller } from './names-caller.js'

describe('whether a text names a caller', () => {
  it.each([
    ['张建国家门口路灯', '张建国'], ['张 建国家门口路灯', '张建国'], ['张大爷家门口路灯', '张建国'], ['张某某女士家门口', '张丽'], ['巴特尔家门口', '巴特尔'], ['李先生反映路灯', '李先生'], ['李大娘反映路灯', '李先生'], ['欧阳女士反映路灯', '欧阳娜'],
  ])('%s names %s', (text, name) => expect(namesCaller(text, name)).toBe(true))

  it.each([['张家口路路灯', '张建国'], ['明仁大街路灯修复', '李先生'], ['大爷大妈活动室停暖', '张建国'], ['阳女士路', '欧阳娜'], ['张', '张']])('%s does not name %s', (text, name) => expect(namesCaller(text, name)).toBe(false))
})
