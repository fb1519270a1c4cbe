/** `138••••5678`; of a fixed line only the last two digits. */
export const maskDutyPhone = (phone: string): string =>
  phone.length === 11 && phone.startsWith('1') ? `${phone.slice(0, 3)}••••${phone.slice(-4)}` : `${'•'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`
