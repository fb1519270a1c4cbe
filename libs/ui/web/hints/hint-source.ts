export type ConnectionState = 'connecting' | 'online' | 'offline'

/** Where pushes come from. The console's is a socket; a test hands in its own. */
export type HintSource = {
  /** Starts listening; returns how to stop. */
  readonly open: (on: { readonly hint: (hint: unknown) => void; readonly state: (state: ConnectionState) => void }) => () => void
}

/** A socket.io connection signed in by the session cookie. The client library is loaded only here, after the first screen stands. */
export const socketSource = (path: string, event: string): HintSource => ({
  open(on) {
    let closed = false
    let close = (): void => undefined
    on.state('connecting')
    void import('socket.io-client').then(
      ({ io }) => {
        if (closed) return
        const socket = io({
          path,
          withCredentials: true,
          transports: ['websocket'],
          reconnectionDelay: 500,
          reconnectionDelayMax: 10_000,
        })
        socket.on('connect', () => on.state('online'))
        socket.on('disconnect', (reason) => {
          on.state('offline')
          // the server ended it (a session revoked, a rolling restart): the client would not come back by itself
          if (reason === 'io server disconnect') socket.connect()
        })
        socket.on('connect_error', () => on.state('offline'))
        socket.on(event, (hint: unknown) => on.hint(hint))
        close = () => socket.close()
      },
      () => on.state('offline'),
    )
    return () => {
      closed = true
      close()
    }
  },
})
