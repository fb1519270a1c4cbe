const MAX = 30

/** A title from what the caller said: the first sentence, cut where a list can show it. */
export function caseTitle(description: string): string {
  const first = description.trim().split(/[。！？!?；;\n]/)[0]?.trim() ?? ''
  const characters = [...(first === '' ? description.trim() : first)]
  return characters.length <= MAX ? characters.join('') : `${characters.slice(0, MAX - 1).join('')}…`
}
