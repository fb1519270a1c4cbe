import { io } from 'socket.io-client'
import { built } from '../../bench/lib/built.mjs'
import { readAccounts } from '../../lib/product.mjs'

const LISTENER = 'supervisor1'

/** A supervisor's screen that is open the whole time: what it is pushed, by when it heard it. */
export class HintEars {
  #heard = []
  #socket

  constructor(socket, event) {
    this.#socket = socket
    socket.on(event, () => this.#heard.push(Date.now()))
  }

  /** @param {Awaited<ReturnType<typeof import('./stage.mjs').openStage>>} stage */
  static async open({ services, product }) {
    const { HINT_EVENT, SOCKET_PATH } = await built('libs/realtime/dist/contract/index.js')
    const account = readAccounts(services.env.TONGBAN_DATA_DIR).find(({ userName }) => userName === LISTENER)
    const answer = await fetch(`${product.address}/api/v1/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userName: account.userName, password: account.password }),
    })
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
    const socket = io(product.address, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie } })
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
    return new HintEars(socket, HINT_EVENT)
  }

  /** How many pushes came, and how many of them after a moment. */
  end(since) {
    this.#socket.close()
    return { heard: this.#heard.length, afterLastEmptying: this.#heard.filter((at) => at > since).length }
  }
}
