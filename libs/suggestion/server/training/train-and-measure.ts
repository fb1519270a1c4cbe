import type { MeasuredFigures, TrainingStage } from '../../contract/suggestion-model.schema.js'
import { crossValidate } from '../../domain/cross-validate.js'
import type { LabelledRequest } from '../../domain/linear-model.js'
import { measurePredictions } from '../../domain/measure-predictions.js'
import { serialiseModel } from '../../domain/model-file.js'
import { predict } from '../../domain/predict.js'
import { trainModel } from '../../domain/train-model.js'
import { segmentByJieba } from '@tongban/text/server'

export type Trained = { readonly bytes: Uint8Array; readonly fingerprint: string; readonly figures: MeasuredFigures }

const FOLDS = 5
const SEED = 20_261_122
/** Texts the time of a suggestion is taken over. Each is asked so often and the middle taken: what else the machine does just then is not the model's. */
const TIMED = 500
const TIMES_ASKED = 3

const round = (value: number): number => Math.round(value * 10_000) / 10_000

/** Learns from all, having measured on parts left out in turns; near-duplicates stay on one side. Minutes of work: not for a process that answers people. */
export function trainAndMeasure(examples: readonly LabelledRequest[], tell: (stage: TrainingStage) => void): Trained {
  tell('measuring')
  const { macroF1, accuracy, top3, examples: judged } = measurePredictions(crossValidate(examples, { segment: segmentByJieba, folds: FOLDS, seed: SEED }))
  tell('learning')
  const model = trainModel(examples, { segment: segmentByJieba, seed: SEED })
  const ask = ({ title, text }: LabelledRequest): number => {
    const begun = process.hrtime.bigint()
    predict(model, title === undefined ? { text } : { title, text }, { segment: segmentByJieba })
    return Number(process.hrtime.bigint() - begun) / 1e6
  }
  const took = examples.slice(0, TIMED).map((example) => Array.from({ length: TIMES_ASKED }, () => ask(example)).sort((a, b) => a - b)[TIMES_ASKED >> 1] ?? 0)
  const p99Ms = took.sort((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * 0.99))] ?? 0
  const figures = { macroF1: round(macroF1), accuracy: round(accuracy), top3: round(top3), p99Ms: round(p99Ms) }
  const { macroF1: f1, accuracy: share, top3: three } = figures
  return { bytes: serialiseModel({ ...model, figures: { examples: judged, macroF1: f1, accuracy: share, top3: three } }), fingerprint: model.fingerprint, figures }
}
