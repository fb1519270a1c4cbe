import path from 'node:path'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { readCsv, readText } from '../lib/read-csv.mjs'

const TREE = path.join(ROOT, 'libs/taxonomy/server/data/categories.csv')

/** What the domains of a provincial petition board mean in the shipped tree; a longer code goes before a shorter one. */
const DOMAINS = {
  城乡建设: ['04', '0303', '0305', '06', '07', '0807', '0506'],
  环境保护: ['08', '0304', '0706'],
  交通运输: ['05'],
  商贸旅游: ['12', '1105', '0508'],
  卫生计生: ['1005', '1006'],
  劳动和社会保障: ['09', '1007', '1002'],
  教育文体: ['11'],
  农村农业: ['01', '02', '03'],
  国土资源: ['0606', '0604'],
  民政: ['10'],
  政法: ['13'],
}

/** A file of `{ "label": ["code prefix", …] }`. */
export function readLabelMap(file) {
  let map
  try {
    map = JSON.parse(readText(file))
  } catch (error) {
    if (error instanceof PlainError) throw error
    map = null
  }
  const isMap = map !== null && typeof map === 'object' && Object.values(map).every((codes) => Array.isArray(codes) && codes.every((code) => typeof code === 'string'))
  if (!isMap) throw new PlainError(`${file} 不是 { "标签": ["分类代码"] } · ${file} is not { "label": ["code"] }`)
  return map
}

/**
 * The lexicon of the shipped tree as the product builds it, and which label each of its categories means. Labels without a map of their own
 * are looked for among the names of the tree's broadest categories.
 */
export async function seedFor({ buildCategoryLexicon, suggestCategories }, givenMap, labels) {
  const categories = readCsv(TREE).map(({ code, name, keywords }) => ({ code, name, keywords: keywords.split('|').filter(Boolean) }))
  const lexicon = buildCategoryLexicon(categories)
  const map = givenMap ?? { ...Object.fromEntries(categories.filter(({ code }) => code.length === 2).map(({ code, name }) => [name, [code]])), ...DOMAINS }
  const labelOf = new Map(labels.flatMap((label) => (map[label] ?? []).map((code) => [code, label])))
  const labelOfCode = (code) => {
    for (let length = code.length; length >= 2; length -= 2) {
      const label = labelOf.get(code.slice(0, length))
      if (label) return label
    }
    return `（${code.slice(0, 2)} ${categories.find((one) => one.code === code.slice(0, 2))?.name ?? ''}）`
  }
  return {
    suggest: ({ title, text }, limit) => suggestCategories(lexicon, { title, text }, limit).map(({ code, confidence, words }) => ({ label: code, confidence, words })),
    treeSize: categories.length,
    codesOf: {
      labelsInOrder: (codes) => [...new Set(codes.map(labelOfCode))],
      unmapped: labels.filter((label) => !map[label]),
    },
  }
}
