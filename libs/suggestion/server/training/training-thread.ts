import { parentPort, workerData } from 'node:worker_threads'
import type { TrainingStage } from '../../contract/suggestion-model.schema.js'
import type { LabelledRequest } from '../../domain/linear-model.js'
import { trainAndMeasure, type Trained } from './train-and-measure.js'

/** What the thread tells whoever started it. */
export type ThreadMessage = { readonly stage: TrainingStage } | { readonly trained: Trained }

const tell = (message: ThreadMessage): void => parentPort?.postMessage(message)

if (parentPort !== null) tell({ trained: trainAndMeasure(workerData as readonly LabelledRequest[], (stage) => tell({ stage })) })
