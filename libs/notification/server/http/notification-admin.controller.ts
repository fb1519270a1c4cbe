import { Controller, Inject } from '@nestjs/common'
import { may, UserNames, type Principal } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { instant, isoOf, isoOrNull } from '@tongban/kernel/core'
import { Caller, cursorOf, HttpEndpoint, Input, readCursor, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import {
  CHANNEL_ZH, listDeliveries, OUTER_CHANNELS, readChannels, readRules, sendTest, writeRules, type ChannelState, type DeliveryView,
} from '../../contract/index.js'
import { Channels } from '../channels/channels.js'
import { ChannelStore } from '../persistence/channel.store.js'
import { DeliveryLog, type DeliveryLogRow } from '../persistence/delivery-log.read-model.js'
import { RuleStore, type RulesVersion } from '../persistence/rule.store.js'
import { ChangeRules } from '../use-cases/change-rules.use-case.js'
import { SendTest } from '../use-cases/send-test.use-case.js'

@Controller()
export class DeliveryLogController {
  constructor(
    @Inject(DeliveryLog) private readonly log: DeliveryLog,
    @Inject(ChannelStore) private readonly states: ChannelStore,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(UserNames) private readonly names: UserNames,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
  ) {}

  /** That something was sent, how and to whom, is everybody's who runs it; what it said only theirs who see the case. */
  @HttpEndpoint(listDeliveries)
  async list(@Input() { query }: InputOf<typeof listDeliveries>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof listDeliveries)['response']>> {
    const rows = await this.log.list({ channel: query.channel ?? null, state: query.state ?? null, userId: query.userId ?? null, after: readCursor(query.cursor), limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    const names = await this.names.namesOf([...new Set(page.flatMap(({ user_id: userId }) => (userId === null || userId.startsWith('@') ? [] : [userId])))])
    const seen = await this.seenBy(principal, page.flatMap(({ case_id: caseId }) => caseId ?? []))
    const last = page.at(-1)
    return {
      items: page.map((row) => deliveryViewOf(row, names, seen)),
      nextCursor: rows.length > query.limit && last !== undefined ? cursorOf(instant(last.created_at), last.id) : null,
    }
  }

  private async seenBy(principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (caseIds.length === 0 || !may(principal, 'case.read')) return new Set()
    return new Set((await this.cases.visibleAmong(principal, [...new Set(caseIds)])).map(({ id }) => id))
  }

  @HttpEndpoint(readChannels)
  async state(): Promise<{ items: ChannelState[] }> {
    const known = new Map((await this.states.all()).map((row) => [row.channel, row]))
    return {
      items: OUTER_CHANNELS.map((channel) => {
        const row = known.get(channel)
        const way = this.channels.way(channel)
        return {
          channel, configured: way !== null, description: way?.description ?? `${CHANNEL_ZH[channel]}没有配置`, waiting: row?.waiting ?? 0, failures: row?.failures ?? 0,
          pausedUntil: isoOrNull(row?.paused_until ?? null), lastFailure: row?.last_failure ?? null, sentAt: isoOrNull(row?.sent_at ?? null),
        }
      }),
    }
  }
}

@Controller()
export class RulesController {
  constructor(
    @Inject(RuleStore) private readonly rules: RuleStore,
    @Inject(ChangeRules) private readonly changing: ChangeRules,
    @Inject(SendTest) private readonly testing: SendTest,
    @Inject(UserNames) private readonly names: UserNames,
  ) {}

  @HttpEndpoint(readRules)
  async read(@Input() { query }: InputOf<typeof readRules>): Promise<z.output<(typeof readRules)['response']>> {
    const shown = query.version === undefined ? await this.rules.inForce() : await this.rules.version(query.version)
    if (shown === null) throw new Refused({ code: 'NOT_FOUND', params: {} })
    const history = await this.rules.history()
    const names = await this.names.namesOf([...new Set([shown, ...history].map(({ changedBy }) => changedBy))])
    return { ...versionViewOf(shown, names), rules: [...shown.rules], history: history.map((one) => versionViewOf(one, names)) }
  }

  @HttpEndpoint(writeRules)
  async write(@Input() { body }: InputOf<typeof writeRules>, @Caller() { principal }: RequestContext<Principal>): Promise<z.output<(typeof writeRules)['response']>> {
    const { version, changedAt } = await this.changing.execute(body.version, body.rules, body.reason, principal)
    return { version, reason: body.reason, changedBy: principal.displayName, changedAt: isoOf(changedAt) }
  }

  @HttpEndpoint(sendTest)
  async test(@Input() { body }: InputOf<typeof sendTest>, @Caller() { principal, idempotencyKey }: RequestContext<Principal>): Promise<{ deliveryId: string }> {
    return { deliveryId: await this.testing.execute(body.channel, principal, idempotencyKey) }
  }
}

const versionViewOf = ({ version, reason, changedBy, changedAt }: RulesVersion, names: ReadonlyMap<string, string>): z.output<(typeof writeRules)['response']> => ({
  version, reason, changedBy: changedBy === 'system' ? '系统' : (names.get(changedBy) ?? changedBy), changedAt: isoOrNull(changedAt),
})

/** Of an order or an incident, which may be about the reader's own unit, only what kind of message it was. */
function titleOf({ title, case_id: caseId, event_type: eventType }: DeliveryLogRow, isSeen: boolean): string | null {
  if (title === null || (caseId !== null && !isSeen)) return null
  return caseId === null && !eventType.startsWith('notification.') ? (title.split('：')[0] ?? null) : title
}

function deliveryViewOf(row: DeliveryLogRow, names: ReadonlyMap<string, string>, seen: ReadonlySet<string>): DeliveryView {
  const isSeen = row.case_id !== null && seen.has(row.case_id)
  return {
    id: row.id, channel: row.channel, state: row.state, eventType: row.event_type, recipient: recipientOf(row.user_id, names), addressMasked: row.address_masked === '' ? null : row.address_masked,
    title: titleOf(row, isSeen), caseId: isSeen ? row.case_id : null, attempts: row.attempts, answer: row.answer, latencyMs: row.latency_ms, createdAt: isoOf(instant(row.created_at)),
    nextAt: row.state === 'waiting' ? isoOf(instant(row.next_at)) : null, sentAt: isoOrNull(row.sent_at),
  }
}

function recipientOf(userId: string | null, names: ReadonlyMap<string, string>): string {
  if (userId === null) return '诉求人'
  if (userId === '@webhook') return '外部系统'
  return userId.startsWith('@') ? '值班人员' : (names.get(userId) ?? userId)
}
