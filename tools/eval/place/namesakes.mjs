/**
 * Whether a text can be told at all, judged by the division tree alone and never by the resolver: `ambiguousByNature` counts the texts that
 * name a division other townships have too, and nothing that tells them apart. Right answers beyond the rest are luck.
 */
const KINDS = [
  [/(社区居民委员会|社区居委会|居民委员会|居委会|社区)$/, '社区'],
  [/(嘎查村民委员会|嘎查委员会|嘎查村|嘎查)$/, '嘎查'],
  [/(村村民委员会|村民委员会|村委会|村)$/, '村'],
  [/(街道办事处|街道)$/, '街道'],
  [/(民族)?乡$/, '乡'],
]

/** A name in the words people say: 张家村村民委员会 → 张家 and 村; a name without such a kind word has none. */
function saidName(name) {
  for (const [pattern, kind] of KINDS) {
    const found = pattern.exec(name)
    if (found && found.index > 0) return { stem: name.slice(0, found.index), kind }
  }
  const town = /^(.{2,})(镇|苏木|区|县|旗|市|场)$/.exec(name)
  return town ? { stem: town[1], kind: town[2] } : { stem: name, kind: '' }
}

/** One character of the name is `?`: names that share such a mask differ in that character alone. */
const masksOf = ({ stem, kind }) => [...stem].map((_, at) => `${stem.slice(0, at)}?${stem.slice(at + 1)}/${kind}`)

export class Namesakes {
  #said = new Map()
  #codes = new Map()
  #masked = new Map()

  /** @param {readonly {code: string, name: string}[]} divisions one city's tree */
  constructor(divisions) {
    for (const { code, name } of divisions) {
      const said = saidName(name)
      this.#said.set(code, said)
      add(this.#codes, `${said.stem}/${said.kind}`, code)
      for (const mask of masksOf(said)) add(this.#masked, mask, code)
    }
  }

  /** The text says the gold's own name, others of its level in other townships are called the same, and no township or county of the gold stands in the text. */
  isAmbiguous(given, gold) {
    const text = given.replace(/\s/g, '')
    const said = this.#said.get(gold)
    if (said === undefined || gold.length < 9 || !text.includes(said.stem)) return false
    // Who says no kind word means village and community alike.
    const kinds = text.includes(said.stem + said.kind) ? [said.kind] : ['社区', '嘎查', '村', '街道', '乡', '镇', '苏木', '']
    const alike = kinds.flatMap((kind) => this.#codes.get(`${said.stem}/${kind}`) ?? [])
    return alike.some((code) => code.length === gold.length && code.slice(0, 9) !== gold.slice(0, 9) && !this.#isToldApart(text, gold, code))
  }

  /** For a name with one wrong character and nothing beside it: whether names of other townships are as near to what was written. */
  isAsNear(text, gold) {
    const written = saidName(text)
    const near = this.#codes.get(`${written.stem}/${written.kind}`) ?? masksOf(written).flatMap((mask) => this.#masked.get(mask) ?? [])
    return near.some((code) => code.length >= 9 && code.slice(0, 9) !== gold.slice(0, 9))
  }

  #isToldApart(text, gold, other) {
    const name = this.#said.get(gold)?.stem ?? ''
    // 马庄村 says nothing of 马庄镇.
    return [6, 9].some((digits) => {
      const own = this.#said.get(gold.slice(0, digits))
      const others = this.#said.get(other.slice(0, digits))
      return gold.length > digits && own !== undefined && others !== undefined && own.stem !== others.stem && !name.includes(own.stem) && text.includes(own.stem)
    })
  }
}

function add(map, key, code) {
  const codes = map.get(key)
  if (codes) codes.push(code)
  else map.set(key, [code])
}
