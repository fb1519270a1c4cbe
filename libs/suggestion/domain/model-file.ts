import { createHash } from 'node:crypto'
import type { LinearModel, ModelFigures } from './linear-model.js'

/** Raised whenever features are read otherwise or the bytes lie otherwise: a model must be asked as it was trained. */
const VERSION = 2
const MAGIC = 'TBLM'
const MAGIC_END = 4
const VERSION_END = 6
const HEADER_BEGIN = 10
const CHECK_LENGTH = 32

/** What stands before the numbers. */
type Header = {
  readonly labels: readonly string[]
  readonly labelExamples: readonly number[]
  readonly fingerprint: string
  readonly examples: number
  readonly figures: ModelFigures | null
  readonly features: number
  readonly scale: number
  readonly sharpness: number
}

/** Why bytes are no model: not ours, of another version of the program, or not as they were written. */
export type UnreadableModel = 'not_a_model' | 'foreign_version' | 'damaged'
export type ReadModel = { readonly ok: true; readonly value: LinearModel } | { readonly ok: false; readonly reason: UnreadableModel }

/** A model as bytes: mark, version, header (JSON), numbers (little-endian), and the sha-256 of all before it. */
export function serialiseModel(model: LinearModel): Uint8Array {
  const header: Header = {
    labels: model.labels,
    labelExamples: model.labelExamples,
    fingerprint: model.fingerprint,
    examples: model.examples,
    figures: model.figures,
    features: model.keys.length,
    scale: model.scale,
    sharpness: model.sharpness,
  }
  const headerBytes = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(HEADER_BEGIN + headerBytes.length + numbersLength(header) + CHECK_LENGTH)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(MAGIC))
  view.setUint16(MAGIC_END, VERSION, true)
  view.setUint32(VERSION_END, headerBytes.length, true)
  bytes.set(headerBytes, HEADER_BEGIN)
  let at = HEADER_BEGIN + headerBytes.length
  for (const key of model.keys) at = (view.setUint32(at, key, true), at + 4)
  for (const rarity of model.rarity) at = (view.setFloat32(at, rarity, true), at + 4)
  for (const bias of model.biases) at = (view.setFloat32(at, bias, true), at + 4)
  for (const weight of model.weights) at = (view.setInt16(at, weight, true), at + 2)
  bytes.set(checkOf(bytes), at)
  return bytes
}

/** The model in the bytes, or why there is none. Never throws. */
export function readModel(bytes: Uint8Array): ReadModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER_BEGIN || new TextDecoder().decode(bytes.subarray(0, MAGIC_END)) !== MAGIC) return { ok: false, reason: 'not_a_model' }
  if (view.getUint16(MAGIC_END, true) !== VERSION) return { ok: false, reason: 'foreign_version' }
  const begin = HEADER_BEGIN + view.getUint32(VERSION_END, true)
  if (bytes.length < begin + CHECK_LENGTH) return { ok: false, reason: 'damaged' }
  if (checkOf(bytes).some((byte, place) => byte !== bytes[bytes.length - CHECK_LENGTH + place])) return { ok: false, reason: 'damaged' }
  // The check has vouched for it: it is what serialiseModel wrote.
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER_BEGIN, begin))) as Header
  const { labels, labelExamples, fingerprint, examples, figures, features, scale, sharpness } = header
  let at = begin
  const next = (width: number): number => (at += width) - width
  const keys = Uint32Array.from({ length: features }, () => view.getUint32(next(4), true))
  const rarity = Float32Array.from({ length: features }, () => view.getFloat32(next(4), true))
  const biases = Float32Array.from({ length: labels.length }, () => view.getFloat32(next(4), true))
  const weights = Int16Array.from({ length: features * labels.length }, () => view.getInt16(next(2), true))
  return { ok: true, value: { labels, labelExamples, fingerprint, examples, figures, keys, rarity, biases, weights, scale, sharpness } }
}

const numbersLength = ({ features, labels }: Header): number => features * 8 + labels.length * 4 + features * labels.length * 2

const checkOf = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes.subarray(0, -CHECK_LENGTH)).digest()
