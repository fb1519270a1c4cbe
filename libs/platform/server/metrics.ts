import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus measures of one process. */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = new Histogram({ name: 'tongban_http_seconds', help: 'HTTP requests by endpoint and status', labelNames: ['endpoint', 'status'], buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5], registers: [this.registry] })
  readonly commits = new Histogram({ name: 'tongban_commit_batch_size', help: 'Commits that shared one transaction', buckets: [1, 2, 4, 8, 16, 32, 64], registers: [this.registry] })
  readonly roundTrips = new Counter({ name: 'tongban_db_round_trips_total', help: 'Statements sent to PostgreSQL', registers: [this.registry] })
  readonly eventsConsumed = new Counter({ name: 'tongban_events_consumed_total', help: 'Events by consumer and outcome', labelNames: ['consumer', 'outcome'], registers: [this.registry] })
  readonly outboxLag = new Gauge({ name: 'tongban_outbox_unpublished', help: 'Events not yet given to the queue', registers: [this.registry] })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }
}
