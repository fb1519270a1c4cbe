/** Pages of this context, each its own chunk. */
export const topicPages = {
  Topics: () => import('./topics-page.js'),
  Topic: () => import('./topic-page.js'),
  TopicAlert: () => import('./alert-page.js'),
  TopicTasks: () => import('./tasks-page.js'),
  Settings: () => import('./settings/topic-settings-page.js'),
} as const
