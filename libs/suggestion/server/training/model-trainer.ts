import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { TrainingStage } from '../../contract/suggestion-model.schema.js'
import type { LabelledRequest } from '../../domain/linear-model.js'
import { trainAndMeasure, type Trained } from './train-and-measure.js'
import type { ThreadMessage } from './training-thread.js'

/** There in what is built; sources that run uncompiled, as in a test, have none. */
const THREAD = new URL('./training-thread.js', import.meta.url)

/** Trains in a thread of its own, so that the worker goes on firing clocks meanwhile. */
@Injectable()
export class ModelTrainer implements OnApplicationShutdown {
  private readonly threads = new Set<Worker>()

  train(examples: readonly LabelledRequest[], tell: (stage: TrainingStage) => void): Promise<Trained> {
    if (!existsSync(fileURLToPath(THREAD))) return Promise.resolve().then(() => trainAndMeasure(examples, tell))
    return new Promise((resolve, reject) => {
      const thread = new Worker(THREAD, { workerData: examples })
      this.threads.add(thread)
      thread.on('message', (message: ThreadMessage) => ('stage' in message ? tell(message.stage) : resolve(message.trained)))
      thread.once('error', reject)
      thread.once('exit', (code) => {
        this.threads.delete(thread)
        // after a result this changes nothing
        reject(new Error(`The training thread ended with ${code}`))
      })
    })
  }

  async onApplicationShutdown(): Promise<void> {
    for (const thread of this.threads) await thread.terminate()
  }
}
