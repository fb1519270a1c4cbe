import { Controller, Inject, Req, Res } from '@nestjs/common'
import { HOUR_MS, MINUTE_MS } from '@tongban/kernel/core'
import { HttpEndpoint, Input, PlatformConfig, Refused, type InputOf } from '@tongban/platform/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { openCitizenSession, requestCitizenCode } from '../../contract/index.js'
import {
  CODE_VALID_MS, CODES_PER_ADDRESS_MINUTE, CODES_PER_CASE_HOUR, RESEND_AFTER_MS, SESSIONS_PER_ADDRESS_MINUTE, SESSIONS_PER_CASE_HOUR,
} from '../../domain/index.js'
import { RequestLimit } from '../request-limit.js'
import { IssueCode } from '../use-cases/issue-code.use-case.js'
import { OpenSession } from '../use-cases/open-session.use-case.js'
import { citizenCookie } from './citizen-request.js'

/** The way in: nobody is known here yet, so every request counts against its address and against the case it names. */
@Controller()
export class CitizenAccessController {
  constructor(
    @Inject(IssueCode) private readonly issue: IssueCode,
    @Inject(OpenSession) private readonly sessions: OpenSession,
    @Inject(RequestLimit) private readonly limit: RequestLimit,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  @HttpEndpoint(requestCitizenCode)
  async requestCode(@Input() { body }: InputOf<typeof requestCitizenCode>, @Req() request: FastifyRequest): Promise<{ validMinutes: number; resendAfterSeconds: number }> {
    await this.limit.pass(
      { name: 'code-address', key: request.ip, most: CODES_PER_ADDRESS_MINUTE, windowMs: MINUTE_MS },
      { name: 'code-case', key: body.number, most: CODES_PER_CASE_HOUR, windowMs: HOUR_MS },
    )
    await this.issue.execute(body.number, body.phone)
    return { validMinutes: CODE_VALID_MS / MINUTE_MS, resendAfterSeconds: RESEND_AFTER_MS / 1_000 }
  }

  @HttpEndpoint(openCitizenSession)
  async open(
    @Input() { body }: InputOf<typeof openCitizenSession>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ token: string; expiresAt: string }> {
    await this.limit.pass(
      { name: 'session-address', key: request.ip, most: SESSIONS_PER_ADDRESS_MINUTE, windowMs: MINUTE_MS },
      { name: 'session-case', key: body.number, most: SESSIONS_PER_CASE_HOUR, windowMs: HOUR_MS },
    )
    const opened = await this.sessions.execute(body.number, body.code)
    if (!opened.ok) throw new Refused(opened.refusal)
    void reply.header('set-cookie', citizenCookie(opened.value.token, this.config.publicOrigin)).header('cache-control', 'no-store')
    return opened.value
  }
}
