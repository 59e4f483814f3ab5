import { open, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import type { BaseLogger } from 'pino'
import { createDecoder, type Decoded, type Decoder } from './image-decoder.ts'
import { imageKind, isCutOffWebp } from './image-kind.ts'
import {
  type Area,
  type ChildRequest,
  type ImageRefusal,
  type ImageResult,
  type ImageVariant,
  type MarkResult,
  maxPhotoBytes,
  type Turn,
  type VariantName,
} from './image-result.ts'

/** Turns untrusted files into plain JPEGs, in child processes that can be killed. */
export type ImageWorker = {
  /**
   * Re-encodes the photo at `path` in two sizes, written beside it. Expected trouble is returned, not thrown;
   * throws when the file cannot be read. `turn` in degrees, clockwise, after it was set upright; what lies in `cover`
   * is lost for good in both sizes. `begun`: another photo of the same form has had its turn, so this one comes next:
   * a form that waits twice in a crowd would waste what was done for it. `isGone`: asked when its turn comes; a photo whose
   * sender has left is not decoded.
   */
  process(
    path: string,
    options?: { turn?: Turn; cover?: readonly Area[]; begun?: boolean; isGone?: () => boolean },
  ): Promise<ImageResult>
  /** Re-encodes the picture at `path` as a small PNG that may be transparent: the logo of a city. Else as `process`. */
  mark(path: string): Promise<MarkResult>
  /** Process ids of the children, and photos waiting. */
  status(): { pids: number[]; waiting: number }
  /** Ends the children; whatever is under way or comes later is answered 'unavailable'. */
  close(): Promise<void>
}

export type ImageWorkerOptions = {
  log: Pick<BaseLogger, 'warn'>
  /**
   * Photos decoded at the same time; each child takes 150 to 190 MB. Two where there are two cores: while one hands over
   * what it has written, the other goes on.
   */
  children?: number
  /** Photos that may wait; one more is answered 'unavailable'. */
  queue?: number
  /** One that has waited so long is answered 'unavailable': whoever sent it is waiting as well. */
  mostWaitMs?: number
  timeoutMs?: number
  memoryBytes?: number
  idleMs?: number
}

export function createImageWorker({
  log,
  children = Math.min(2, os.availableParallelism()),
  // As many as are decoded in that time on a core.
  queue = 200,
  // Together with receiving them in a crowd less than half a minute, after which people and programs give up. Not much less
  // either: who is told to come again sends his photos once more, and what they cost to receive is lost.
  mostWaitMs = 15_000,
  timeoutMs = 15_000,
  // 64 megapixels as progressive JPEG took 480 MB, as interlaced 16-bit PNG 670 MB
  memoryBytes = 600e6,
  idleMs = 60_000,
}: ImageWorkerOptions): ImageWorker {
  const decoders = Array.from({ length: children }, () => createDecoder({ timeoutMs, memoryBytes, idleMs }))
  const free = [...decoders]
  const waiting: ((decoder: Decoder | undefined) => void)[] = []
  let closed = false

  const takeDecoder = async (begun: boolean): Promise<Decoder | undefined> => {
    if (closed || (free.length === 0 && waiting.length >= queue && !begun)) return undefined
    return free.pop() ?? inQueue(begun)
  }
  const inQueue = (begun: boolean): Promise<Decoder | undefined> =>
    new Promise((resolve) => {
      const called = (decoder: Decoder | undefined) => {
        clearTimeout(timer)
        resolve(decoder)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(called), 1)
        resolve(undefined)
      }, mostWaitMs)
      if (begun) waiting.unshift(called)
      else waiting.push(called)
    })
  const giveBack = (decoder: Decoder) => {
    const next = waiting.shift()
    if (next === undefined) free.push(decoder)
    else next(decoder)
  }

  const decode = async (
    request: ChildRequest,
    { begun = false, isGone = (): boolean => false } = {},
  ): Promise<Decoded | undefined> => {
    const decoder = await takeDecoder(begun)
    if (decoder === undefined) return undefined
    try {
      if (isGone()) return undefined
      let decoded = await decoder.decode(request)
      // The photo may be innocent: the system kills the largest process when memory is short.
      if (decoded.type === 'crashed' && !closed) decoded = await decoder.decode(request)
      if (closed && decoded.type === 'crashed') return undefined
      report(log, decoded)
      return decoded
    } finally {
      giveBack(decoder)
    }
  }

  return {
    async process(path, { turn = 0, cover = [], ...line } = {}) {
      const reason = await refusalBeforeDecoding(path)
      if (reason !== undefined) return { ok: false, reason }
      const targets = { large: `${path}.large.jpg`, small: `${path}.small.jpg` }
      const decoded = await decode({ source: path, targets, turn, cover }, line)
      if (decoded?.type !== 'done') return { ok: false, reason: reasonOf(decoded) }
      const variant = (name: VariantName): ImageVariant => ({
        path: targets[name],
        ...decoded.variants[name],
      })
      return {
        ok: true,
        variants: { large: variant('large'), small: variant('small') },
        dhash: decoded.dhash,
      }
    },

    async mark(path) {
      const reason = await refusalBeforeDecoding(path)
      if (reason !== undefined) return { ok: false, reason }
      const target = `${path}.mark.png`
      const decoded = await decode({ source: path, mark: target })
      if (decoded?.type !== 'mark') return { ok: false, reason: reasonOf(decoded) }
      const png = await readFile(target)
      await rm(target)
      return { ok: true, png, width: decoded.width, height: decoded.height }
    },
    status: () => ({
      pids: decoders.map((decoder) => decoder.pid()).filter((pid) => pid !== undefined),
      waiting: waiting.length,
    }),
    async close() {
      closed = true
      for (const stopWaiting of waiting.splice(0)) stopWaiting(undefined)
      await Promise.all(decoders.map((decoder) => decoder.close()))
    },
  }
}

/** What size and first bytes tell; most of what is not a photo never reaches a decoder. */
async function refusalBeforeDecoding(path: string): Promise<ImageRefusal | undefined> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    if (size === 0) return 'empty'
    if (size > maxPhotoBytes) return 'too-large'
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512))
    const head = buffer.subarray(0, bytesRead)
    if (isCutOffWebp(head, size)) return 'broken'
    return refusalOf[imageKind(head)]
  } finally {
    await handle.close()
  }
}

const refusalOf = {
  photo: undefined,
  heif: 'heic',
  'other-image': 'format',
  unknown: 'not-an-image',
} as const

/** A refused photo is the sender's matter; everything else is for whoever runs the portal. */
function report(log: Pick<BaseLogger, 'warn'>, decoded: Decoded) {
  if (decoded.type === 'done' || decoded.type === 'mark') return
  if (decoded.type === 'refused') {
    if (decoded.reason === 'unavailable') log.warn('a re-encoded photo could not be written')
    return
  }
  const { type: outcome, ...details } = decoded
  log.warn({ outcome, ...details }, 'the photo decoder stopped')
}

/** Of a picture that did not become what was asked for. */
function reasonOf(decoded: Decoded | undefined): ImageRefusal {
  switch (decoded?.type) {
    case 'refused':
      return decoded.reason
    case 'timeout':
      return 'timeout'
    case 'out-of-memory':
      return 'too-many-pixels'
    case 'crashed':
      return 'broken'
    default:
      return 'unavailable'
  }
}
