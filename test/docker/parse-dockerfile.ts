export type Instruction = { readonly word: string; readonly value: string; readonly stage: string }

/** The instructions of a Dockerfile in order, continued lines joined, comments left out; `stage` is the name after AS, else its number. */
export function parseDockerfile(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
  const found: Instruction[] = []
  let stage = ''
  let stages = 0
  for (const line of lines) {
    const match = /^\s*([A-Za-z]+)\s+(.+?)\s*$/.exec(line)
    if (match?.[1] === undefined || match[2] === undefined) continue
    const word = match[1].toUpperCase()
    if (word === 'FROM') {
      stage = /\sAS\s+(\S+)$/i.exec(match[2])?.[1] ?? String(stages)
      stages += 1
    }
    found.push({ word, value: match[2].replace(/\s+/g, ' '), stage })
  }
  return found
}

/** `ENV A=1 B=2` of the last stage, which is the image. */
export function imageEnv(instructions: readonly Instruction[]): Record<string, string> {
  const last = instructions.at(-1)?.stage
  const pairs = instructions
    .filter(({ word, stage }) => word === 'ENV' && stage === last)
    .flatMap(({ value }) => [...value.matchAll(/([A-Z_]+)=(\S+)/g)])
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
}
