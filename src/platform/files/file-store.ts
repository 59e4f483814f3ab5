import type { Readable } from 'node:stream'
import type { Temporal } from 'temporal-polyfill'

/**
 * Where uploaded bytes live. A key is the SHA-256 of the bytes (64 lower-case hex digits), so a key never
 * changes its meaning, the same bytes are stored once, and bit rot can be seen on reading.
 * Nothing here knows of owners or rights: who may read a key is decided before asking.
 */
export type FileStore = {
  /**
   * Stores bytes and resolves only when they would survive a power cut. Call it before the transaction that
   * names the key commits. A file given by path is copied, not moved. Throws when the disk or service refuses.
   */
  put(source: Uint8Array | { path: string }): Promise<{ key: string; size: number }>

  /** The bytes of a key, compared with it before the first byte is given out: bit rot never looks like a photo. */
  get(key: string): Promise<StoredBytes>

  /** Compares the stored bytes with their key. */
  check(key: string): Promise<FileCondition>

  /** All keys, in ascending order; what is put meanwhile may be among them or not. */
  keys(): AsyncIterable<string>

  /** Removes the bytes; quiet when there are none. */
  delete(key: string): Promise<void>

  /** Removes files that nobody refers to, see SweepOptions. */
  sweep(options: SweepOptions): Promise<SweepResult>
}

export type FileCondition = 'ok' | 'missing' | 'corrupt'

/** `size` in bytes. */
export type StoredBytes =
  | { ok: true; size: number; stream: Readable }
  | { ok: false; reason: Exclude<FileCondition, 'ok'> }

export type SweepOptions = {
  now: Temporal.Instant
  /** Younger files stay: the transaction that will refer to them may still be under way. Putting makes young. */
  olderThan: Temporal.Duration
  /** Of these keys, the ones that something refers to. */
  referenced(keys: string[]): Promise<ReadonlySet<string>>
}

/** Numbers of files. */
export type SweepResult = { seen: number; deleted: number }
