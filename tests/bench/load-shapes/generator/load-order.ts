import type { PhotoSize } from './photo-corpus.ts'
import type { FilingSample, Sample } from './samples.ts'
import type { Rate } from './schedule.ts'

/** What comes by itself, each by a Poisson process of its own. Those of readers are sessions of several requests. */
export const streams = [
  'story',
  'browse',
  'map',
  'statistics',
  'search',
  'filing',
  'broken-upload',
  'login-flood',
  'vote',
] as const
export type Stream = (typeof streams)[number]

export type Phase = {
  name: string
  seconds: number
  rates: Partial<Record<Stream, Rate>>
  /** Members of staff at work. */
  staff: number
  /** Connections that say one byte now and then. */
  slow: number
}

export type Login = { email: string; password: string }

/** All that the generator knows of the portal. */
export type LoadOrder = {
  origin: string
  slug: string
  seed: number
  numbers: readonly string[]
  offices: readonly string[]
  searches: readonly string[]
  bounds: { west: number; south: number; east: number; north: number }
  logins: readonly Login[]
  ledger: string
  /** Folder of JPEGs; absent = made-up ones. */
  photos?: string
  /** Of made-up ones. */
  photoSize: PhotoSize
  /** Of a filing. */
  photoShare: number
  /** 1 = as people think; 0 = at once. */
  thinking: number
}

export type ToGenerator =
  | { kind: 'order'; order: LoadOrder }
  | { kind: 'phase'; phase: Phase }
  /** Nobody comes any more; whoever is under way may end within this time. */
  | { kind: 'end'; patienceMs: number }

export type FromGenerator =
  | { kind: 'ready' }
  /** `lateMs`: how far the generator was behind its own plan at worst since the last message. */
  | {
      kind: 'samples'
      samples: Sample[]
      filings: FilingSample[]
      lateMs: number
      underWay: number
      routed: number
      slowCuts: number
    }
  | { kind: 'phase-done' }
  | { kind: 'ended' }
