export { TopicModule } from './topic.module.js'
