/** Work that comes back by itself. `run` must be safe to run twice at once in two processes, and must end. */
export type PeriodicTask = { readonly name: string; readonly everyMs: number; run(): Promise<unknown> }

/** Jobs of one BullMQ queue. The row in PostgreSQL is the truth: a handler re-reads and re-decides, so a repeat does no harm. */
export type QueueHandler = { readonly queue: string; readonly concurrency: number; handle(data: unknown): Promise<void> }

/** Contexts register here when their module starts; only the worker process runs what is registered. */
export class Background {
  readonly tasks: PeriodicTask[] = []
  readonly queues: QueueHandler[] = []

  registerTask(task: PeriodicTask): void {
    this.tasks.push(task)
  }

  registerQueue(handler: QueueHandler): void {
    if (this.queues.some((known) => known.queue === handler.queue)) throw new Error(`Queue ${handler.queue} has two handlers`)
    this.queues.push(handler)
  }
}
