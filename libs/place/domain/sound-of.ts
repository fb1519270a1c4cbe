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

/** Syllables that one Mongolian (Uyghur, Tibetan) name is written with: 舍伯吐 and 舍不吐, 西艾力 and 西艾勒. */
const SYLLABLES_OF_ONE_SOUND: readonly (readonly string[])[] = [['bo', 'bu'], ['ta', 'da'], ['te', 'de'], ['tu', 'du'], ['li', 'le'], ['ga', 'ge'], ['ha', 'he'], ['su', 'shu'], ['qi', 'ji']]
const OTHER_SYLLABLES: ReadonlyMap<string, readonly string[]> = new Map(
  SYLLABLES_OF_ONE_SOUND.flatMap((group) => group.map((sound): [string, readonly string[]] => [sound, group.filter((other) => other !== sound)])),
)
/** Characters that other languages' names are written with, and Chinese ones seldom. */
const TRANSLITERATED = /[阿艾敖巴伯勃布查楚朝达额尔嘎噶格哈浩呼胡吉卡克拉朗勒力伦玛莫那乃诺其钦沁日萨塞沙舍斯苏塔他套特图吐乌锡雅彦伊扎召筒]/g

/** Further ways a name may sound that is taken from another language, one syllable of its stem said otherwise; none of a Chinese name. */
export function transliteratedSoundsOf(name: string, stemLength: number): readonly string[] {
  if (stemLength < 3 || (name.slice(0, stemLength).match(TRANSLITERATED)?.length ?? 0) < 2) return []
  const sound = soundText(name)
  return [...name.slice(0, stemLength)].flatMap((char, at) =>
    (OTHER_SYLLABLES.get(soundsOf(char)[0] ?? '') ?? []).map((other) => sound.slice(0, at) + unitOf(other) + sound.slice(at + 1)),
  )
}

/** Whether two characters share a sound to the letter, not only loosely. */
export const soundAlike = (one: string, other: string): boolean => one === other || soundsOf(one).some((sound) => soundsOf(other).includes(sound))
