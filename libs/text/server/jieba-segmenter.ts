import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Jieba } from '@node-rs/jieba'

/** Not by `@node-rs/jieba/dict.js`: that reads both of its files as soon as it is named, and only one is wanted, later. */
const DICTIONARY = '@node-rs/jieba/dict.txt'

let loaded: Jieba | null = null

/** jieba with its own dictionary: half a second and tens of megabytes, so once a process and only when the first text comes. */
const jieba = (): Jieba => (loaded ??= Jieba.withDict(readFileSync(createRequire(import.meta.url).resolve(DICTIONARY))))

/** Words of a text as jieba's dictionary and model cut them; joined they are the text again. A `Segment` of the core. */
export const segmentByJieba = (text: string): readonly string[] => jieba().cut(text, true)
