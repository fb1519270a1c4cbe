import { pinyin } from 'pinyin-pro'

/**
 * How characters sound, as dictation and callers from afar tell them apart or do not: without tones, zh like z, -ang like -an.
 * A sound is one UTF-16 unit of the private range, so that sounds can be compared, cut and looked up as texts are.
 */
const FIRST_UNIT = 0xe000
const unitOfSound = new Map<string, string>()
const plainSounds = new Map<string, readonly string[]>()
const looseUnits = new Map<string, readonly string[]>()

/** Sounds of a character without tones, the usual one first; none for what is no Chinese character. */
export function soundsOf(char: string): readonly string[] {
  const known = plainSounds.get(char)
  if (known) return known
  const code = char.charCodeAt(0)
  const isHan = char.length === 1 && code >= 0x3400 && code <= 0x9fff
  const usual = isHan ? pinyin(char, { toneType: 'none', type: 'array', v: true }) : []
  const all = isHan ? pinyin(char, { toneType: 'none', type: 'array', multiple: true, v: true }) : []
  const sounds = [...new Set([...usual, ...all])].filter((sound) => /^[a-z]+$/.test(sound))
  plainSounds.set(char, sounds)
  return sounds
}

const looseOf = (sound: string): string => sound.replace(/^([zcs])h/, '$1').replace(/([aei])ng$/, '$1n')

function unitOf(sound: string): string {
  const loose = looseOf(sound)
  let unit = unitOfSound.get(loose)
  if (unit === undefined) {
    unit = String.fromCharCode(FIRST_UNIT + unitOfSound.size)
    unitOfSound.set(loose, unit)
  }
  return unit
}

/** Units of the sounds of a character, the usual one first; the character itself when it has none. */
export function soundUnitsOf(char: string): readonly string[] {
  const known = looseUnits.get(char)
  if (known) return known
  const sounds = soundsOf(char)
  const units = sounds.length === 0 ? [char] : [...new Set(sounds.map(unitOf))]
  looseUnits.set(char, units)
  return units
}

/** A text as it usually sounds; equal length. */
export function soundText(text: string): string {
  let sound = ''
  for (let at = 0; at < text.length; at += 1) sound += soundUnitsOf(text.charAt(at))[0] ?? ''
  return sound
}

const MAX_READINGS = 4

/** The ways a name can sound: characters with several sounds give several, at most four. */
export function soundReadingsOf(name: string): readonly string[] {
  let readings = ['']
  for (let at = 0; at < name.length; at += 1) {
    const units = soundUnitsOf(name.charAt(at))
    const wide = readings.flatMap((reading) => units.map((unit) => reading + unit))
    readings = wide.length <= MAX_READINGS ? wide : readings.map((reading) => reading + (units[0] ?? ''))
  }
  return readings
}

/** Whether two characters share a sound to the letter, not only loosely. */
export const soundAlike = (one: string, other: string): boolean => one === other || soundsOf(one).some((sound) => soundsOf(other).includes(sound))
