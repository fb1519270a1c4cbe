import type { IncomingMessage } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import { Authenticator, sessionTokenOf, type Principal } from '@tongban/access/contract'
import { PlatformConfig } from '@tongban/platform/server'

/** Who stands behind a socket; the token is kept only to ask again whether it still holds. */
export type Admission = { readonly token: string; readonly principal: Principal }

const MAX_SOCKETS = 20_000
const MAX_SOCKETS_A_PERSON = 50

const ADMISSION = Symbol('who stands behind a socket')
type Carrier = IncomingMessage & { [ADMISSION]?: Admission }

export const admissionOf = (request: IncomingMessage): Admission | undefined => (request as Carrier)[ADMISSION]

/** Decides before the upgrade who may open a socket, so that nobody else ever has one. */
@Injectable()
export class SocketDoor {
  private readonly open = new Map<string, number>()
  private total = 0

  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** True: the request now carries who it is. A store that is away refuses: the browser comes back. */
  async admit(request: IncomingMessage): Promise<boolean> {
    const token = sessionTokenOf(request.headers.cookie)
    if (token === null || !this.fromOurPages(request) || this.total >= MAX_SOCKETS) return false
    const found = await this.authenticator.principalOf(token).catch(() => null)
    if (found === null || (this.open.get(found.principal.userId) ?? 0) >= MAX_SOCKETS_A_PERSON) return false
    ;(request as Carrier)[ADMISSION] = { token, principal: found.principal }
    return true
  }

  entered(principal: Principal): void {
    this.total += 1
    this.open.set(principal.userId, (this.open.get(principal.userId) ?? 0) + 1)
  }

  left(principal: Principal): void {
    this.total -= 1
    const rest = (this.open.get(principal.userId) ?? 1) - 1
    if (rest === 0) this.open.delete(principal.userId)
    else this.open.set(principal.userId, rest)
  }

  /** A browser always names its page's origin on a socket; what names none is no browser and carries no stolen cookie. */
  private fromOurPages({ headers }: IncomingMessage): boolean {
    if (headers.origin === undefined) return true
    if (this.config.publicOrigin !== null) return headers.origin === new URL(this.config.publicOrigin).origin
    return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host
  }
}
