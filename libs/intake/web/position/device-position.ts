/** A person who does not answer the browser's question, or a room without a sky, must not keep a call waiting. */
const PATIENCE_MS = 10_000
/** A wider circle than this names no township: a desk computer guesses by its address on the network. */
export const WIDEST_METRES = 3_000

export type DeviceFault = 'insecure' | 'denied' | 'unavailable' | 'timeout'
export type DevicePosition = { readonly latitude: number; readonly longitude: number; readonly accuracyMetres: number }

/** Where this device is, or why it does not say. Always answers. */
export function askDevice(): Promise<DevicePosition | DeviceFault> {
  // Browsers give no position to a page that came without https, and some then say it was refused.
  if (!window.isSecureContext) return Promise.resolve('insecure')
  const { geolocation } = navigator as { readonly geolocation?: Geolocation }
  if (geolocation === undefined) return Promise.resolve('unavailable')
  return new Promise((resolve) => {
    // The browser's own patience begins only once the person has answered its question.
    const late = setTimeout(() => resolve('timeout'), PATIENCE_MS)
    const answer = (said: DevicePosition | DeviceFault): void => {
      clearTimeout(late)
      resolve(said)
    }
    geolocation.getCurrentPosition(
      ({ coords }) => answer({ latitude: coords.latitude, longitude: coords.longitude, accuracyMetres: coords.accuracy }),
      ({ code }) => answer(code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable'),
      { enableHighAccuracy: true, maximumAge: 60_000, timeout: PATIENCE_MS },
    )
  })
}
