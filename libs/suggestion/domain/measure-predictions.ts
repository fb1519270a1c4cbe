/** One text that was judged: its true label, and the labels a model gave, likeliest first. */
export type Judged = { readonly gold: string; readonly ranked: readonly string[] }

export type LabelFigures = { readonly label: string; readonly examples: number; readonly precision: number; readonly recall: number; readonly f1: number }

export type PredictionFigures = {
  readonly examples: number
  /** The mean of F1 over the labels the texts have. */
  readonly macroF1: number
  readonly accuracy: number
  /** How often the true label is among the first three. */
  readonly top3: number
  readonly byLabel: readonly LabelFigures[]
  /** The commonest mistakes, commonest first. */
  readonly confused: readonly { readonly gold: string; readonly predicted: string; readonly count: number }[]
}

const MOST_CONFUSED = 12
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

export function measurePredictions(judged: readonly Judged[]): PredictionFigures {
  const labels = [...new Set(judged.map((one) => one.gold))].sort()
  const byLabel = labels.map((label) => {
    const own = judged.filter((one) => one.gold === label)
    const right = own.filter((one) => one.ranked[0] === label).length
    const given = judged.filter((one) => one.ranked[0] === label).length
    return { label, examples: own.length, precision: share(right, given), recall: share(right, own.length), f1: share(2 * right, given + own.length) }
  })
  const mistakes = new Map<string, { gold: string; predicted: string; count: number }>()
  for (const { gold, ranked } of judged) {
    const predicted = ranked[0] ?? ''
    if (predicted === gold) continue
    const key = JSON.stringify([gold, predicted])
    const mistake = mistakes.get(key) ?? { gold, predicted, count: 0 }
    mistake.count += 1
    mistakes.set(key, mistake)
  }
  return {
    examples: judged.length,
    macroF1: share(byLabel.reduce((sum, one) => sum + one.f1, 0), labels.length),
    accuracy: share(judged.filter((one) => one.ranked[0] === one.gold).length, judged.length),
    top3: share(judged.filter((one) => one.ranked.slice(0, 3).includes(one.gold)).length, judged.length),
    byLabel,
    confused: [...mistakes.values()].sort((a, b) => b.count - a.count || (a.gold < b.gold ? -1 : 1)).slice(0, MOST_CONFUSED),
  }
}
