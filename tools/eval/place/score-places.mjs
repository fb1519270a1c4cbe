/** Right or wrong, level by level: the answer's code agrees with the gold's first 6, 9 or 12 digits; a level counts where the gold is that deep. */
export const LEVELS = [['county', 6], ['township', 9], ['village', 12]]

const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits
const atQuantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

export class PlaceScore {
  #levels = Object.fromEntries(LEVELS.map(([name]) => [name, { n: 0, right: 0, offered: 0, answered: 0 }]))
  #n = 0
  #ambiguous = 0
  #unresolved = 0
  #times = []
  #byNature = { n: 0, right: 0 }

  /**
   * @param {string} gold @param {object} found what `resolvePlace` answered @param {number} tookMs
   * @param {boolean} [byNature] nothing in the text decides among several places
   */
  add(gold, found, tookMs, byNature = false) {
    this.#n += 1
    this.#times.push(tookMs)
    if (found.ambiguous) this.#ambiguous += 1
    if (found.best === null) this.#unresolved += 1
    const code = found.best?.code ?? ''
    if (byNature) this.#byNature = { n: this.#byNature.n + 1, right: this.#byNature.right + (code.slice(0, 9) === gold.slice(0, 9) ? 1 : 0) }
    for (const [name, digits] of LEVELS) {
      if (gold.length < digits) continue
      const level = this.#levels[name]
      const wanted = gold.slice(0, digits)
      level.n += 1
      if (code.length >= digits) level.answered += 1
      if (code.slice(0, digits) === wanted) level.right += 1
      if (code.slice(0, digits) === wanted || found.rivals.some((rival) => rival.code.slice(0, digits) === wanted)) level.offered += 1
    }
  }

  /** The township right, of the texts that can be told. */
  #rest() {
    const { n, right } = this.#levels.township
    const told = n - this.#byNature.n
    return { n: told, accuracy: told <= 0 ? null : round((right - this.#byNature.right) / told, 4) }
  }

  get count() {
    return this.#n
  }

  /** `accuracy`: right of all; `precision`: right of those answered at that level; `offered`: right, or among the rivals shown. */
  result() {
    const times = this.#times.toSorted((a, b) => a - b)
    const levels = LEVELS.map(([name]) => {
      const { n, right, offered, answered } = this.#levels[name]
      const share = (part, whole) => (whole === 0 ? null : round(part / whole, 4))
      return [name, { n, accuracy: share(right, n), precision: share(right, answered), offered: share(offered, n) }]
    })
    return {
      ...Object.fromEntries(levels),
      ambiguousByNature: this.#byNature.n,
      townshipOfTheRest: this.#rest(),
      ambiguous: this.#ambiguous,
      unresolved: this.#unresolved,
      p99Ms: round(atQuantile(times, 0.99), 3),
      p50Ms: round(atQuantile(times, 0.5), 3),
      n: this.#n,
    }
  }
}
