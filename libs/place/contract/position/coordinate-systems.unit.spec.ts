import { describe, expect, it } from '@jest/globals'
import { bd09OfGcj02, bd09OfMetres, gcj02OfBd09, gcj02OfWgs84, wgs84Of, wgs84OfGcj02 } from './coordinate-systems.js'

type Pair = readonly [latitude: number, longitude: number]
const pointOf = ([latitude, longitude]: Pair) => ({ latitude, longitude })
const metresApart = (a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number =>
  Math.hypot((a.latitude - b.latitude) * 111_320, (a.longitude - b.longitude) * 111_320 * Math.cos((a.latitude * Math.PI) / 180))

describe('what the maps of the mainland make of a position', () => {
  // Known pairs of the published formulae: Shanghai, Shenzhen, Beijing.
  it.each<[Pair, Pair]>([
    [[31.1774276, 121.5272106], [31.17530398364597, 121.531541859215]],
    [[22.543847, 113.912316], [22.540796131694766, 113.9171764808363]],
    [[39.911954, 116.377817], [39.91334545536069, 116.38404722455657]],
  ])('shifts %j to %j, and back to the same metre', (wgs84, gcj02) => {
    expect(metresApart(gcj02OfWgs84(pointOf(wgs84)), pointOf(gcj02))).toBeLessThan(0.1)
    expect(metresApart(wgs84OfGcj02(pointOf(gcj02)), pointOf(wgs84))).toBeLessThan(0.1)
  })

  it('百度 shifts it once more', () => {
    const forbiddenCity = pointOf([39.915, 116.404])
    expect(metresApart(bd09OfGcj02(forbiddenCity), pointOf([39.92133699351021, 116.41036949371029]))).toBeLessThan(0.1)
    expect(metresApart(gcj02OfBd09(forbiddenCity), pointOf([39.90865673957631, 116.39762729119315]))).toBeLessThan(0.1)
  })

  it('in Tongliao they stand hundreds of metres apart, and every one comes back to where it began', () => {
    for (let latitude = 42.2; latitude < 45.9; latitude += 0.37) {
      for (let longitude = 119.3; longitude < 123.8; longitude += 0.41) {
        const here = { latitude, longitude }
        const gcj02 = gcj02OfWgs84(here)
        const bd09 = bd09OfGcj02(gcj02)
        expect(metresApart(here, gcj02)).toBeGreaterThan(100)
        expect(metresApart(here, bd09)).toBeGreaterThan(500)
        expect(metresApart(wgs84Of(gcj02, 'gcj02'), here)).toBeLessThan(0.1)
        // Its way back is an approximation of its makers'.
        expect(metresApart(wgs84Of(bd09, 'bd09'), here)).toBeLessThan(2)
        expect(metresApart(wgs84Of(here, 'wgs84'), here)).toBeLessThan(0.02)
      }
    }
  })

  it('the metres of 百度’s address bar are its degrees', () => {
    const forbiddenCity = bd09OfMetres(12_958_175, 4_825_923.77)
    expect(forbiddenCity?.latitude).toBeCloseTo(39.915, 4)
    expect(forbiddenCity?.longitude).toBeCloseTo(116.404, 4)
    expect(bd09OfMetres(1, 2)).toBeNull()
  })
})
