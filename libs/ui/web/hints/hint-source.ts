export type ConnectionState = 'connecting' | 'online' | 'offline'

/** Where pushes come from. The console's is a socket; a test hands in its own. */
export type HintSource = {
  /** Starts listening; returns how to stop. `word`: whatever else the server says, by its name. */
  readonly open: (on: {
    readonly hint: (hint: unknown) => void
    readonly state: (state: ConnectionState) => void
    readonly word?: (name: string, content: unknown) => void
  }) => () => void
  /** Says something to the server; lost while the line is down. A source that only listens has none. */
  readonly say?: (name: string, content: unknown) => void
}

/** A socket.io connection signed in by the session cookie. The client library is loaded only here, after the first screen stands. */
export function socketSource(path: string, event: string): HintSource {
  let say: ((name: string, content: unknown) => void) | null = null
  return { open, say: (name, content) => say?.(name, content) }

  function open(on: Parameters<HintSource['open']>[0]): () => void {
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
        socket.onAny((name: string, content: unknown) => (name === event ? on.hint(content) : on.word?.(name, content)))
        const speak = (name: string, content: unknown): void => void (socket.connected && socket.emit(name, content))
        say = speak
        close = () => {
          socket.close()
          if (say === speak) say = null
        }
      },
      () => on.state('offline'),
    )
    return () => {
      closed = true
      close()
    }
  }
}
