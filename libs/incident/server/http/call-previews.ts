import { Inject, Injectable } from '@nestjs/common'
import { Clock } from '@tongban/kernel/core'
import type { BodyOf } from '@tongban/kernel/contract'
import { OrgDirectory } from '@tongban/org/contract'
import { PlatformConfig, Refused } from '@tongban/platform/server'
import { postLevelSchema, type CallPreview, type previewIncidentCalls } from '../../contract/index.js'
import { ACK_MINUTES, planPosts } from '../../domain/index.js'
import { DutyLines } from '../duty-lines.js'

/** Whom an incident would call now: names, lines, and where nobody is on duty. Calls nobody. */
@Injectable()
export class CallPreviews {
  constructor(
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(DutyLines) private readonly duty: DutyLines,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of({ kind, level, area, depth }: BodyOf<typeof previewIncidentCalls>): Promise<CallPreview> {
    const plan = planPosts(this.org, this.config.cityCode, kind, area, depth)
    if (!plan.ok) throw new Refused(plan.refusal)
    const onDuty = await this.duty.onDuty(plan.value.posts.map(({ post }) => post), this.clock.now())
    const posts = plan.value.posts.map(({ key, parentKey, name, level: postLevel }) => ({
      key, parentKey, name, level: postLevel,
      contacts: [...(onDuty.get(key) ?? [])].sort((a, b) => a.line - b.line).map((contact) => ({
        name: contact.name, title: contact.title, phoneMasked: contact.phoneMasked, line: contact.line, hasAccount: contact.userId !== null,
      })),
    }))
    const levels = postLevelSchema.options.flatMap((each) => {
      const own = posts.filter((post) => post.level === each)
      return own.length === 0 ? [] : [{ level: each, posts: own.length, missing: own.filter(({ contacts }) => contacts.length === 0).length }]
    })
    return { ackMinutes: ACK_MINUTES[level], levels, posts }
  }
}
