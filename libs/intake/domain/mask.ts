/** `139••••0321`: enough for a caller to be recognised by, too little to dial. Fixed lines keep their last two digits. */
export function maskPhone(phone: string): string {
  return phone.length === 11 && phone.startsWith('1') ? `${phone.slice(0, 3)}••••${phone.slice(-4)}` : `${'•'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`
}

/** Of a sealed caller: there is a number, and not one digit of it. */
export const SEALED_PHONE = '•'.repeat(11)

/** `张••`: the family name as far as one character tells it. */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  return characters.length === 0 ? '' : `${characters[0] ?? ''}${'•'.repeat(Math.max(1, characters.length - 1))}`
}
