const COMPOUND = ['欧阳', '司马', '上官', '诸葛', '东方', '尉迟', '公孙', '慕容', '令狐', '呼延', '端木', '皇甫']
const CALLED = '先生|女士|小姐|同志|老师|师傅|大爷|大妈|大娘|大叔|大婶|大姐|大哥|阿姨|叔叔|奶奶|爷爷'
const HAN = /^[\u4e00-\u9fff]/

const bare = (text: string): string => text.replace(/[\s·•.]/g, '')

/** Whether a text names this caller: the whole name as it was taken down, or the family name with how people are called by it. */
export function namesCaller(text: string, name: string): boolean {
  const [said, whole] = [bare(text), bare(name)]
  if (whole.length < 2) return false
  if (said.includes(whole)) return true
  const surname = COMPOUND.find((one) => whole.startsWith(one)) ?? whole.slice(0, 1)
  return HAN.test(surname) && new RegExp(`${surname}(?:某[某甲乙]?)?(?:${CALLED})`).test(said)
}
