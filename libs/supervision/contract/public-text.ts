import { textField } from '@tongban/kernel/contract'
import { z } from 'zod'

const FULL_WIDTH = /[\uff01-\uff5e]/g
const SPOKEN = '〇零一二三四五六七八九'
const SPOKEN_DIGIT = /[〇零一二三四五六七八九幺](?=[〇零一二三四五六七八九幺\d\s-])|(?<=[〇零一二三四五六七八九幺\d\s-])[〇零一二三四五六七八九幺]/g
const DATE = /(?:19|20)\d{2}\s?[-/.年]\s?(?:1[0-2]|0?[1-9])\s?[-/.月]\s?(?:3[01]|[12]\d|0?[1-9])(?!\d)/g
/** Digits with what people put between them; a list (1、2、3 号楼) is not one number. */
const DIGIT_RUN = /\d(?:[\s\-—–_.·•/()]{0,2}\d)*x?/g
const PLATE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][a-z][\s·•.-]?(?=[a-z0-9]*\d)[a-z0-9]{4,5}[a-z0-9挂学警]/
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文包佟'
const NAMED = new RegExp(`[${SURNAMES}][\u4e00-\u9fff]{0,2}(?:先生|女士|小姐)`)

/** One spelling of letters and digits, however they were typed: full width, or as they are said. */
const folded = (text: string): string =>
  text.replace(FULL_WIDTH, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ').toLowerCase()
const inDigits = (text: string): string => text.replace(SPOKEN_DIGIT, (said) => (said === '幺' ? '1' : String(Math.max(0, SPOKEN.indexOf(said) - 1))))

function numberKind(run: string): string | null {
  const digits = run.replace(/[^\dx]/g, '')
  const plain = digits.replace(/x/g, '')
  if (/\d{17}x$/.test(digits) || /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{6}$/.test(plain) || /^\d{15}$/.test(plain)) return '身份证号'
  if (/^\d{16,19}$/.test(plain)) return '银行卡号'
  if (/(?:^|86)1[3-9]\d{9}/.test(plain) || /0\d{2,3}[2-9]\d{6,7}/.test(plain) || /^[48]00\d{7}$/.test(plain) || /^[2-9]\d{6,7}$/.test(plain)) return '电话号码'
  return null
}

/** What of a text may stand where everybody reads it not at all, in words; null when nothing of that kind was found. */
export function personalDataIn(text: string): string | null {
  const spelt = folded(text)
  const numbers = inDigits(spelt).replace(DATE, ' ').match(DIGIT_RUN) ?? []
  const kind = numbers.map(numberKind).find((found) => found !== null)
  if (kind !== undefined && kind !== null) return kind
  if (PLATE.test(spelt)) return '车牌号'
  return NAMED.test(spelt.replace(/\s/g, '')) ? '群众的姓名或称呼' : null
}

/** Text that anybody can read without signing in. */
export const publicTextField = (name: string, limits: { readonly min: number; readonly max: number }): z.ZodType<string, string> =>
  textField(name, limits).superRefine((text, ctx) => {
    const found = personalDataIn(text)
    if (found !== null) ctx.addIssue({ code: 'custom', message: `${name}任何人都能看到，不能写${found}` })
  })
