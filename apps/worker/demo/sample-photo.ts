import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 320
const HEIGHT = 240

/** A drawn scene standing for the photographs a township would send: sky, ground, a road and a post, in the light of some hour. PNG. */
export function samplePhoto(hour: number): Buffer {
  const light = 0.55 + 0.45 * Math.sin((Math.PI * Math.min(Math.max(hour - 5, 0), 14)) / 14)
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const [red, green, blue] = colourAt(x, y)
      const at = y * (1 + WIDTH * 3) + 1 + x * 3
      rows.writeUInt8(Math.round(red * light), at)
      rows.writeUInt8(Math.round(green * light), at + 1)
      rows.writeUInt8(Math.round(blue * light), at + 2)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function colourAt(x: number, y: number): [number, number, number] {
  const horizon = HEIGHT * 0.55
  if (Math.abs(x - WIDTH * 0.72) < 3 && y > HEIGHT * 0.2 && y < HEIGHT * 0.8) return [70, 66, 62]
  if (y < horizon) return [150 + y * 0.5, 190 + y * 0.3, 235]
  const halfRoad = 14 + (y - horizon) * 0.9
  return Math.abs(x - WIDTH * 0.4) < halfRoad ? [120, 118, 116] : [150 - (y - horizon) * 0.3, 132 - (y - horizon) * 0.2, 84]
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
