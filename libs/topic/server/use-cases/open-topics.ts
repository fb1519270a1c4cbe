import { Inject, Injectable } from '@nestjs/common'
import type { CorpusCase } from '@tongban/case/contract'
import type { Tx } from '@tongban/platform/server'
import { Background, DEFAULT_CLUSTER_THRESHOLDS, TopicIndex, type TopicVector, type Whereabouts } from '../../domain/index.js'
import { windowCase, type WindowCase } from '../window-case.js'
import { TopicSurroundings } from './cluster-window.use-case.js'

const AT_ONCE = 5_000

/** The open topics as this process knows them: in memory, brought up to date from the rows that have changed. Lost, they are read again. */
@Injectable()
export class OpenTopics {
  private background: { readonly revision: number; readonly background: Background } | null = null
  private index = new TopicIndex()
  private seen = 0

  constructor(@Inject(TopicSurroundings) private readonly stores: TopicSurroundings) {}

  /** False while no window has been clustered: then nothing can be said of a new case. */
  async refresh(tx: Tx): Promise<boolean> {
    const last = await this.stores.runs.last()
    if (last === null) return false
    if (this.background?.revision !== last.revision) {
      this.background = await this.stores.runs.background(tx)
      this.index = new TopicIndex()
      this.seen = 0
    }
    for (;;) {
      const changed = await this.stores.topics.changedSince(this.seen, AT_ONCE, tx)
      for (const topic of changed) {
        if (topic.open) this.index.put(topic)
        else this.index.remove(topic.id)
        this.seen = topic.revision
      }
      if (changed.length < AT_ONCE) return true
    }
  }

  /** A case as the window holds it. */
  read(one: CorpusCase): WindowCase {
    return windowCase(one, this.stores.places)
  }

  vectorOf({ features }: WindowCase): TopicVector {
    return (this.background?.background ?? Background.EMPTY).vectorOf(features, 'new')
  }

  find(vector: TopicVector, where: Whereabouts): { readonly id: string; readonly likeness: number } | null {
    return this.index.find(vector, where, DEFAULT_CLUSTER_THRESHOLDS.join)
  }
}
