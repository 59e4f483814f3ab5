import { createHash } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Colour } from '../../../faults/pictures.ts'

/** What a report says; `hash` of it stands in the ledger. */
export type Content = { text: string; address: string }

export const hashOf = ({ text, address }: Content): string =>
  createHash('sha256').update(`${text}\n${address}`).digest('hex')

export type LedgerFile = {
  /** Before Send is pressed. `key` is the stored hash of the form's token; photos as mean colours. */
  willTry(key: string, hash: string, photos: readonly Colour[]): void
  /** The answer was the secret link; the number stands on the page behind it, so it may come with a second word. */
  acked(key: string, token: string, number?: string): void
  /** The answer was no. */
  refused(key: string, status: number): void
  close(): void
}

/**
 * What the residents know, on disk before anybody is asked (`try`) and as soon as the answer is there: what a
 * generator that dies has left behind can still be judged.
 */
export function openLedger(file: string): LedgerFile {
  const handle = openSync(file, 'a', 0o600)
  const write = (...words: (string | number)[]) => {
    writeSync(handle, `${words.join(' ')}\n`)
    fdatasyncSync(handle)
  }
  return {
    willTry: (key, hash, photos) => write('try', key, hash, ...photos.map(({ r, g, b }) => `${r},${g},${b}`)),
    acked: (key, token, number = '-') => write('ack', key, number, token),
    refused: (key, status) => write('refused', key, status),
    close: () => closeSync(handle),
  }
}

/**
 * A form and what became of it. An acknowledgement is never taken back; refused is what was refused at every try, because
 * a try without an answer may have been filed.
 */
export type Entry = {
  key: string
  hash: string
  photos: Colour[]
  outcome: 'acked' | 'refused' | 'unknown'
  /** Tries that nobody has answered. */
  open: number
  number?: string
  token?: string
  /** Of the last refusal. */
  status?: number
}

/** A last line that was cut off is no line. */
export function readLedger(file: string): Entry[] {
  const entries = new Map<string, Entry>()
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  for (const line of lines) {
    const [word, key = '', ...rest] = line.split(' ')
    const entry = entries.get(key)
    if (word === 'try') {
      const [hash = '', ...photos] = rest
      const first: Entry = { key, hash, photos: photos.map(colourOf), outcome: 'unknown', open: 0 }
      const tried = entry ?? first
      entries.set(key, tried)
      tried.open += 1
      if (tried.outcome === 'refused') tried.outcome = 'unknown'
    } else if (entry === undefined) {
      throw new Error(`The ledger tells of ${word} of a form that was never tried: ${key}`)
    } else if (word === 'ack') {
      const [number = '-', token = ''] = rest
      Object.assign(entry, { outcome: 'acked', token, ...(number === '-' ? {} : { number }) })
    } else if (word === 'refused') {
      entry.open -= 1
      entry.status = Number(rest[0])
      if (entry.outcome === 'unknown' && entry.open === 0) entry.outcome = 'refused'
    }
  }
  return [...entries.values()]
}

function colourOf(text: string): Colour {
  const [r = 0, g = 0, b = 0] = text.split(',').map(Number)
  return { r, g, b }
}
