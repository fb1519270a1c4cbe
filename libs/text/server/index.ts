export { segmentByJieba } from './jieba-segmenter.js'
