export { TopicModule } from './topic.module.js'
export { TopicBeat } from './topic-beat.js'
