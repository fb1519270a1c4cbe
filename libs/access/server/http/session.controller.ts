import { Controller, Inject, Req, Res } from '@nestjs/common'
import { readSession, signIn, signOut, type Principal, type SessionView } from '@tongban/access/contract'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, PlatformConfig, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SessionViews } from '../session-views.js'
import { SignIn } from '../use-cases/sign-in.use-case.js'
import { SignOut } from '../use-cases/sign-out.use-case.js'
import { noSessionCookie, sessionCookie } from './session-cookie-header.js'

@Controller()
export class SessionController {
  constructor(
    @Inject(SignIn) private readonly signInUser: SignIn,
    @Inject(SignOut) private readonly signOutUser: SignOut,
    @Inject(SessionViews) private readonly views: SessionViews,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  @HttpEndpoint(signIn)
  async signIn(
    @Input() { body }: InputOf<typeof signIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const result = await this.signInUser.execute({ ...body, remoteAddress: request.ip, userAgent: request.headers['user-agent'] ?? '' })
    if (!result.ok) {
      if (result.refusal.code === EDGE_REFUSALS.TOO_MANY_REQUESTS) void reply.header('retry-after', String(MINUTE_MS / SECOND_MS))
      throw new Refused(result.refusal)
    }
    void reply.header('set-cookie', sessionCookie(result.value.token, this.config.publicOrigin))
    return this.view(result.value.sessionId, reply)
  }

  @HttpEndpoint(readSession)
  async readSession(
    @Input() _input: InputOf<typeof readSession>,
    @Caller() caller: RequestContext<Principal>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.view(caller.sessionId, reply)
  }

  @HttpEndpoint(signOut)
  async signOut(
    @Input() _input: InputOf<typeof signOut>,
    @Caller() caller: RequestContext<Principal>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ signedOut: true }> {
    if (caller.sessionId !== null) await this.signOutUser.execute(caller.principal, caller.sessionId)
    void reply.header('set-cookie', noSessionCookie(this.config.publicOrigin))
    return { signedOut: true }
  }

  private async view(sessionId: string | null, reply: FastifyReply): Promise<SessionView> {
    const view = sessionId === null ? null : await this.views.of(sessionId)
    if (view === null) throw new Refused({ code: EDGE_REFUSALS.NOT_SIGNED_IN, params: {} })
    void reply.header('cache-control', 'no-store')
    return view
  }
}
