export * from './rank-within-peers.js'
export * from './topic-trend.js'
export * from './board-sentence.js'
