import type { useTopicText } from './topic-strings.js'

/** Of a topic that has just begun there is little before to compare with: many times, and no more than that. */
export const growthText = (text: ReturnType<typeof useTopicText>, growth: number): string =>
  growth >= 10 ? text('list.growthMuch') : text('list.growth', { times: growth.toFixed(1) })
