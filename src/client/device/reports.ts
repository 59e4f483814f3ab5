import { createStore, del, entries, get, set } from 'idb-keyval'
import { databaseName } from './kept.ts'

// What this device holds of reports: drafts while they are written, the outbox while they wait for a network.

/** `sentAs`: id of the photo in the draft of the server, once it is there. */
export type DevicePhoto = { id: string; name: string; blob: Blob; sentAs?: string }

export type Draft = {
  /** Token of the draft on the server, or made here; it becomes the form key. */
  key: string
  city: string
  /** Without contacts: those are never in a draft. */
  fields: Record<string, string>
  photos: DevicePhoto[]
  /** First step of the draft on the server; '' while there is none. */
  action: string
  savedAt: number
}

export type Outgoing = {
  key: string
  city: string
  /** Where it is posted. */
  href: string
  /** With contacts until it is sent. */
  fields: Record<string, string>
  photos: DevicePhoto[]
  state: 'waiting' | 'sending' | 'sent' | 'refused'
  errors: Record<string, string>
  /** Of the complaint; '' until it is sent. */
  number: string
  link: string
  savedAt: number
}

const reports = createStore(databaseName, 'reports')
const keptDays = 7
const doneDays = 30

/** 128 random bits as base64url. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

export const draft = (key: string) => get<Draft>(`draft/${key}`, reports)

export const keepDraft = (kept: Draft) => set(`draft/${kept.key}`, kept, reports)

export const dropDraft = (key: string) => del(`draft/${key}`, reports)

/** Unfinished reports of this city, the newest first. Those that nobody touched for a week are removed. */
export async function drafts(city: string): Promise<Draft[]> {
  const oldest = Date.now() - keptDays * 86_400_000
  const found: Draft[] = []
  for (const [key, value] of await entries<string, Draft>(reports)) {
    if (!key.startsWith('draft/')) continue
    if (value.savedAt < oldest) await del(key, reports)
    else if (value.city === city) found.push(value)
  }
  return found.sort((a, b) => b.savedAt - a.savedAt)
}

export const keepOutgoing = (item: Outgoing) => set(`out/${item.key}`, item, reports)

export const outgoing = (key: string) => get<Outgoing>(`out/${key}`, reports)

export const dropOutgoing = (key: string) => del(`out/${key}`, reports)

/**
 * What waits or was sent, the newest first. What was sent, and what was refused and left alone, goes after a month: others
 * may use the phone.
 */
export async function outbox(): Promise<Outgoing[]> {
  const oldest = Date.now() - doneDays * 86_400_000
  const items: Outgoing[] = []
  for (const [key, item] of await entries<string, Outgoing>(reports)) {
    if (!key.startsWith('out/')) continue
    const isDone = item.state === 'sent' || item.state === 'refused'
    if (isDone && item.savedAt < oldest) await del(key, reports)
    else items.push(item)
  }
  return items.sort((a, b) => b.savedAt - a.savedAt)
}
