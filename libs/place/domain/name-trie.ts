/**
 * A trie over texts; `value` of a node is what ends there. Most nodes have one child, which needs no map: a city of 7,500 villages
 * has some 60,000 names.
 */
export type TrieNode<T> = {
  /** The edge to `child`, while there is only one. */
  unit: string
  child: TrieNode<T> | null
  more: Map<string, TrieNode<T>> | null
  values: T[] | null
  isPrefix: boolean
}

export const newTrieNode = <T>(): TrieNode<T> => ({ unit: '', child: null, more: null, values: null, isPrefix: false })

export function childOf<T>(node: TrieNode<T>, unit: string): TrieNode<T> | null {
  if (node.more !== null) return node.more.get(unit) ?? null
  return node.child !== null && node.unit === unit ? node.child : null
}

export function eachChild<T>(node: TrieNode<T>, visit: (unit: string, child: TrieNode<T>) => void): void {
  if (node.more !== null) for (const [unit, child] of node.more) visit(unit, child)
  else if (node.child !== null) visit(node.unit, node.child)
}

/** The node where `text` ends, made where it was missing. */
export function trieNodeOf<T>(trie: TrieNode<T>, text: string): TrieNode<T> {
  let at = trie
  for (const unit of text) {
    let next = childOf(at, unit)
    if (next === null) {
      next = newTrieNode<T>()
      if (at.more !== null) at.more.set(unit, next)
      else if (at.child === null) {
        at.unit = unit
        at.child = next
      } else {
        at.more = new Map([[at.unit, at.child], [unit, next]])
        at.child = null
      }
    }
    at = next
  }
  return at
}

export function addToTrie<T>(trie: TrieNode<T>, text: string, value: T): void {
  const end = trieNodeOf(trie, text)
  if (end.values) end.values.push(value)
  else end.values = [value]
}
