const FULL_WIDTH_FIRST = 0xff01
const FULL_WIDTH_LAST = 0xff5e
const FULL_WIDTH_SHIFT = 0xfee0

/**
 * One spelling for what is the same to a reader: full-width letters, digits and marks become half-width, letters small, every kind of
 * white space a plain space. The answer is exactly as long as the text: a place found in one is the same place in the other.
 */
export function normalise(text: string): string {
  let changed = ''
  let copied = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const folded = foldUnit(code)
    if (folded === code) continue
    changed += text.slice(copied, at) + String.fromCharCode(folded)
    copied = at + 1
  }
  return copied === 0 ? text : changed + text.slice(copied)
}

function foldUnit(code: number): number {
  if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST) return foldUnit(code - FULL_WIDTH_SHIFT)
  if (code >= 0x41 && code <= 0x5a) return code + 0x20
  if ((code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b)) return 0x20
  return code
}

const DIGITS = /[0-9]+/g

/** Numbers differ where the matter is the same (3 号楼, 12 号楼): every run of digits becomes one 0. Changes the length. */
export const foldDigits = (text: string): string => text.replace(DIGITS, '0')

/**
 * Names that were masked before the text came to us: A市, K3区, B2县c街道, 某小区, ××镇, 张*. They say that a name stood there, never what the
 * matter is. Only the kind is left (区, 县 …). Changes the length.
 */
export const foldMaskedNames = (text: string): string => text.replace(MASKED_PLACE, '').replace(MASKED_PERSON, '')

const MASKED_PLACE = /(?:(?<![a-z0-9])[a-z]\d{0,3}|某+|[x×*＊]{1,4})(?=(?:省|市|区|县|旗|镇|乡|街道|村|小区|路|栋))/giu
const MASKED_PERSON = /[\u4e00-\u9fff](?:某[某甲乙丙丁]?|[*＊×]{1,3})(?=先生|女士|[,，。;； ]|$)/gu
