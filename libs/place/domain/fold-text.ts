import { SIMPLIFIED } from './traditional-forms.js'

/**
 * Characters that people and dictation swap when they write the same Mongolian or local name (大沁他拉/大沁塔拉, 舍伯吐/舍伯图, 里/力/利).
 * Each group folds to its first character. 白 and 巴 stay apart: 白音塔拉农场 and 巴彦塔拉镇 are two places of one banner.
 */
const SPELLING_GROUPS = [
  '图吐土', '塔他塌', '彦音颜', '嘎噶尕戛', '伦仑', '茫芒忙莽', '力利里立丽', '筒桶', '召昭', '诺淖', '胡呼忽', '皋稿高', '沁钦', '德得',
  '勒乐', '木目', '玛马', '朗郎', '拉喇', '台太', '布卜', '苏素', '艾爱', '都杜', '保宝', '甘干', '余于', '莲连', '清青', '永勇', '胜盛圣',
  '沙莎', '敖熬', '库酷', '努奴', '仁任', '花华',
] as const

const DIGITS = '零一二三四五六七八九'
/** As cheques have them, and 两家子 for 二家子. 陆 and 伍 are family names. */
const OTHER_DIGITS = '〇零 壹一 贰二 两二 叁三 肆四 柒七 捌八 玖九'

const FOLDS: ReadonlyMap<string, string> = new Map([
  ...SPELLING_GROUPS.flatMap((group) => [...group].map((char): [string, string] => [char, group.charAt(0)])),
  ...[...DIGITS].map((char, value): [string, string] => [String(value), char]),
  ...OTHER_DIGITS.split(' ').map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
])

/**
 * The text without white space and without the punctuation that people, forms and dictation put or leave out at will, so that names
 * broken by it are still found, and the way back to the text as given. Ends of sentences stay: no name goes on behind them.
 */
export type CompactText = {
  readonly given: string
  /** Half-width form of the given characters, one UTF-16 unit each. */
  readonly plain: string
  /** `plain` with spelling variants folded; equal length, so positions are shared. */
  readonly folded: string
  /** Position in `given` of each unit of `plain`. */
  readonly positions: Int32Array
  /** What of it speaks of another city, covered in `plain` and `folded`. */
  readonly elsewhere: readonly string[]
}

const BLANK = /[\s\u200b-\u200d\ufeff]/
/** After half-width folding. */
const LOOSE_MARK = /[,、()（）［］\[\]【】〔〕{}<>《》〈〉"'“”‘’「」『』\-—–_~～·•・*#|/\\+=^`@&:：]/

/** One unit in, one unit out: positions must survive. Full-width forms become half-width, traditional characters simplified. */
function plainUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : (SIMPLIFIED.get(unit) ?? unit)
}

export const foldUnit = (unit: string): string => FOLDS.get(unit) ?? unit

export function foldText(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; at += 1) folded += foldUnit(text.charAt(at))
  return folded
}

export function compactText(given: string): CompactText {
  const positions = new Int32Array(given.length)
  let plain = ''
  for (let at = 0; at < given.length; at += 1) {
    const unit = given.charAt(at)
    const half = plainUnit(unit)
    if (BLANK.test(unit) || LOOSE_MARK.test(half)) continue
    positions[plain.length] = at
    plain += half
  }
  return { given, plain, folded: foldText(plain), positions, elsewhere: [] }
}

/** A name as it would stand in a compact text. */
export const plainName = (name: string): string => compactText(name).plain
