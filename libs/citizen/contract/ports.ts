export type OutgoingMessage = { readonly id: string; readonly phone: string; readonly text: string }

/** The way a message leaves the house. Rejects when it did not get out: it is tried again, so a channel may see the same id twice. */
export abstract class MessageChannel {
  abstract send(message: OutgoingMessage): Promise<void>
  /** What stands behind it, in a sentence for whoever runs the installation. */
  abstract readonly description: string
}
