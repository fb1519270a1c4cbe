import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { instant } from '@tongban/kernel/core'
import { Caller, cursorOf, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { listTopics, readTopic, readTopicCases, type TopicView } from '../../contract/index.js'
import { RunStore } from '../persistence/run.store.js'
import { TopicReadModel, type ListedTopic } from '../persistence/topic.read-model.js'
import { TopicViews } from './topic-views.js'

type Who = RequestContext<Principal>

/** Reading hot topics. An unknown topic and one out of reach are answered alike. */
@Controller()
export class TopicController {
  constructor(
    @Inject(TopicReadModel) private readonly topics: TopicReadModel,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(TopicViews) private readonly views: TopicViews,
  ) {}

  @HttpEndpoint(listTopics)
  async list(@Input() { query }: InputOf<typeof listTopics>, @Caller() { principal }: Who): Promise<ResponseOf<typeof listTopics>> {
    const { leastTopicSize } = await this.runs.settings()
    const found = await this.topics.list(principal.scope, query, leastTopicSize)
    const last = found[query.limit - 1]
    return {
      items: found.slice(0, query.limit).map((row) => this.views.topicItem(row)),
      nextCursor: found.length > query.limit && last !== undefined ? `${query.days === '7' ? last.cases_7 : last.cases_30}_${last.id}` : null,
    }
  }

  @HttpEndpoint(readTopic)
  async read(@Input() { params }: InputOf<typeof readTopic>, @Caller() { principal }: Who): Promise<TopicView> {
    return this.views.topic(await this.seen(principal, params.topicId), principal)
  }

  /** A page may hold fewer than asked for, where cases are out of the person's reach. */
  @HttpEndpoint(readTopicCases)
  async cases(@Input() { params, query }: InputOf<typeof readTopicCases>, @Caller() { principal }: Who): Promise<ResponseOf<typeof readTopicCases>> {
    const { id } = await this.seen(principal, params.topicId)
    const rows = await this.topics.cases(id, query.cursor, query.limit + 1)
    const last = rows[query.limit - 1]
    return {
      items: await this.views.cases.items(principal, rows.slice(0, query.limit).map(({ case_id }) => case_id)),
      nextCursor: rows.length > query.limit && last !== undefined ? cursorOf(instant(last.filed_at), last.case_id) : null,
    }
  }

  private async seen(principal: Principal, topicId: string): Promise<ListedTopic> {
    const row = await this.topics.one(principal.scope, topicId, (await this.runs.settings()).leastTopicSize)
    if (row === null) throw new Refused({ code: 'TOPIC_NOT_FOUND', params: {} })
    return row
  }
}
