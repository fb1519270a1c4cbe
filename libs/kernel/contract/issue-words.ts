import { z } from 'zod'

const { localeError } = z.locales.zhCN()
const KINDS: Readonly<Record<string, string>> = { string: '文字', number: '数字', int: '整数', boolean: 'true 或 false', array: '列表', object: '一组字段', record: '一组字段', date: '日期' }
const MOST_VALUES = 20

/** What is wrong with an input, in the words of an office: zod's own Chinese names types as programs do (`期望 string，实际接收 undefined`). Where a schema has a message of its own, that is said. */
export const wordsOf = (issue: z.core.$ZodRawIssue): ReturnType<typeof localeError> => ownWordsOf(issue) ?? localeError(issue)

function ownWordsOf(issue: z.core.$ZodRawIssue): string | null {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined || issue.input === null) return '不能为空'
      const kind = KINDS[issue.expected]
      return kind === undefined ? '格式不对' : `应为${kind}`
    }
    case 'invalid_value':
      return issue.values.length > MOST_VALUES ? '不在可选的值之中' : `应为 ${issue.values.map(String).join('、')}${issue.values.length === 1 ? '' : ' 之一'}`
    case 'unrecognized_keys':
      return `没有 ${issue.keys.join('、')} 这样的字段`
    case 'too_big':
      return limit(issue.origin, issue.inclusive === false ? '须少于' : '最多', issue.inclusive === false ? '应小于' : '不能大于', issue.maximum)
    case 'too_small':
      return limit(issue.origin, issue.inclusive === false ? '须多于' : '至少', issue.inclusive === false ? '应大于' : '不能小于', issue.minimum)
    case 'invalid_format':
      return issue.format === 'regex' ? '格式不对' : issue.format === 'uuid' ? '编号格式不对' : null
    default:
      return null
  }
}

function limit(origin: string, counted: string, measured: string, bound: number | bigint): string | null {
  if (origin === 'string') return `${counted} ${bound} 个字`
  if (origin === 'array' || origin === 'set' || origin === 'map') return `${counted} ${bound} 项`
  return origin === 'number' || origin === 'int' || origin === 'bigint' ? `${measured} ${bound}` : null
}
