import { describe, expect, it } from '@jest/globals'
import { readPosition, type PositionFault, type PositionReading } from './read-position.js'

const HERE = { latitude: 43.617, longitude: 122.263 }
const read = (text: string) => {
  const reading = readPosition(text)
  return reading.kind === 'read' ? reading : null
}
const near = (reading: PositionReading | null, { latitude, longitude } = HERE): boolean =>
  reading?.kind === 'read' && Math.abs(reading.point.latitude - latitude) < 0.0006 && Math.abs(reading.point.longitude - longitude) < 0.0006

describe('a position as people write it', () => {
  it.each([
    '122.263,43.617', '43.617, 122.263', '122.263 43.617', '122.263，43.617', '１２２．２６３，４３．６１７', '（122.263、43.617）', '43.617/122.263', '坐标：122.263,43.617', '经纬度：122.263，43.617', '经纬度 43.617 122.263',
    'N43.617 E122.263', 'E122.263,N43.617', '43.617N,122.263E', '43.617° N, 122.263° E', '43.617n 122.263e', 'lat=43.617&lng=122.263', '{"lng":122.263,"lat":43.617}', 'latitude: 43.617, longitude: 122.263',
    '北纬43.617 东经122.263', '东经122.263度，北纬43.617度', '纬度：43.617，经度：122.263', '经度122.263纬度43.617', '北纬：43.617°；东经：122.263°',
    '43°37′01″N 122°15′47″E', '北纬43度37分1秒，东经122度15分47秒', '122°15\'47"E,43°37\'1"N', '43°37’01” 122°15’47”', '43º37\'1.2" 122º15\'46.8"', "N43°37.02' E122°15.78'", '４３°３７′１″，１２２°１５′４７″', "43°37'1''N 122°15'47''E",
    '东经122°15′47″\n北纬43°37′1″\n海拔 178 米', '43.617, 122.263 误差5米', '我在这里：43.617,122.263',
  ])('%s', (text) => {
    expect([text, near(readPosition(text))]).toEqual([text, true])
    expect(read(text)).toMatchObject({ system: null, maker: null, isMapCentre: false })
  })

  it.each<[string, PositionFault]>([
    ['西门外', 'no_numbers'], ['122.263', 'one_number'], ['122.263, 43.617, 180.5', 'many_numbers'], ['N43.617 N122.263', 'many_numbers'], ['122, 43', 'too_rough'], ['122.2,43.6', 'too_rough'],
    ["43°77'1\" 122°15'47\"", 'bad_minutes'], ['南纬43.617 东经122.263', 'other_hemisphere'], ['43.617, -122.263', 'other_hemisphere'], ['43.617N 122.263W', 'other_hemisphere'],
    ['北纬122.263 东经43.617', 'swapped'], ['43.617, 43.618', 'outside_china'], ['122.263, 122.264', 'outside_china'], ['1.290270, 103.851959', 'outside_china'], ['0.000000,0.000000', 'outside_china'],
  ])('%s is refused: %s', (text, fault) => {
    expect(readPosition(text)).toEqual({ kind: 'refused', fault })
  })

  it('nothing is nothing', () => expect(readPosition('  \n')).toEqual({ kind: 'nothing' }))
})

describe('a link of a map', () => {
  it.each<[string, string, string | null, boolean?]>([
    ['https://uri.amap.com/marker?position=122.263,43.617&name=%E9%80%9A%E8%BE%BD', 'amap', 'gcj02'],
    ['https://uri.amap.com/marker?position=122.263,43.617&coordinate=wgs84', 'amap', 'wgs84'],
    ['https://www.amap.com/?q=43.617000,122.263000,%E5%B9%BF%E5%9C%BA', 'amap', 'gcj02'],
    ['【高德地图】我在广场 https://wb.amap.com/?p=B0FFG8K2,43.617,122.263,广场,通辽市', 'amap', 'gcj02'],
    ['https://m.amap.com/navi/?dest=122.263,43.617&destName=a', 'amap', 'gcj02'],
    ['iosamap://viewMap?sourceApplication=a&poiname=b&lat=43.617&lon=122.263&dev=0', 'amap', 'gcj02'],
    ['androidamap://viewMap?lat=43.617&lon=122.263&dev=1', 'amap', 'wgs84'],
    ['https://apis.map.qq.com/uri/v1/marker?marker=coord:43.617,122.263;title:a;addr:b&referer=c', 'tencent', 'gcj02'],
    ['https://apis.map.qq.com/uri/v1/geocoder?coord=43.617,122.263&coord_type=1', 'tencent', 'wgs84'],
    ['https://map.qq.com/?type=marker&isopeninfowin=1&pointx=122.263&pointy=43.617&name=a', 'tencent', 'gcj02'],
    ['http://api.map.baidu.com/marker?location=43.617,122.263&title=a&output=html', 'baidu', 'bd09'],
    ['http://api.map.baidu.com/marker?location=43.617,122.263&coord_type=gcj02', 'baidu', 'gcj02'],
    ['baidumap://map/marker?location=43.617,122.263&coord_type=wgs84', 'baidu', 'wgs84'],
    ['https://maps.apple.com/?ll=43.617,122.263&q=a', 'apple', 'gcj02'],
    ['https://maps.apple.com/place?coordinate=43.617,122.263&name=a&sll=44.1,121.2', 'apple', 'gcj02'],
    ['https://www.google.com/maps?q=43.617,122.263', 'google', null],
    ['https://www.google.com/maps/place/X/@43.6,122.2,15z/data=!3m1!4b1!4m5!3d43.617!4d122.263', 'google', null],
    ['https://www.google.cn/maps/search/43.617,+122.263', 'google', 'gcj02'],
    ['https://www.google.com.hk/maps/@43.617,122.263,15z', 'google', null, true],
    ['geo:43.617,122.263?z=16', 'geo', 'wgs84'],
    ['https://example.org/here?loc=122.263,43.617', 'other', null],
  ])('%s', (link, maker, system, isMapCentre = false) => {
    const reading = readPosition(link)
    expect([link, near(reading)]).toEqual([link, true])
    expect(reading).toMatchObject({ maker, system, isMapCentre })
  })

  it('百度’s address bar speaks of the middle of its map, in metres', () => {
    const reading = readPosition('https://map.baidu.com/@12958175,4825923.77,13z')
    expect(near(reading, { latitude: 39.915, longitude: 116.404 })).toBe(true)
    expect(reading).toMatchObject({ maker: 'baidu', system: 'bd09', isMapCentre: true })
  })

  it.each<[string, PositionFault]>([
    ['https://surl.amap.com/4mS0cLbXa1Q', 'link_without_position'], ['https://j.map.baidu.com/ab/CdEf', 'link_without_position'], ['https://maps.app.goo.gl/AbCdEf', 'link_without_position'], ['https://', 'no_numbers'],
    ['https://www.amap.com/?q=35.6586,139.7454,东京', 'link_without_position'],
    ['https://uri.amap.com/navigation?from=122.263,43.617,a&to=122.301,43.655,b', 'link_of_route'], ['https://www.google.com/maps/dir/43.617,122.263/43.655,122.301', 'link_of_route'],
  ])('%s is refused: %s', (link, fault) => {
    expect(readPosition(link)).toEqual({ kind: 'refused', fault })
  })

  it('whose host only looks like a maker’s is nobody’s', () => {
    expect(read('https://amap.com.example.org/?q=43.617,122.263')).toMatchObject({ maker: 'other', system: null })
  })

  it('never takes long, and never throws, whatever is pasted', () => {
    const began = process.hrtime.bigint()
    for (const text of ['1'.repeat(20_000), '1.1,'.repeat(5_000), `https://a.b/?q=${'%'.repeat(5_000)}`, "°'\"".repeat(5_000), 'N '.repeat(9_000), `geo:${'9'.repeat(9_000)}`]) expect(readPosition(text).kind).toBe('refused')
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(2_000)
  })
})
