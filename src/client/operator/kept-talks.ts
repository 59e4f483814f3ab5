import { createStore, del, entries, set } from 'idb-keyval'

// What this browser holds of conversations that the portal does not have yet. They are full of numbers and names, so they
// are sealed with a key that only the pages of this very person carry, and go as soon as the portal has them.

export type KeptTalk = {
  /** The form key: the same conversation sent twice is one. */
  key: string
  /** What is pressed when there is a network: `keep`, `later`, `answered`. */
  act: string
  fields: Record<string, string>
  files: { name: string; type: string; blob: Blob }[]
  state: 'waiting' | 'refused' | 'sent'
  /** Of the case, and where its page is; '' until it is sent. */
  number: string
  link: string
  savedAt: number
}

type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer; savedAt: number }

const store = createStore('ashyq-qala-desk', 'talks')
const keptDays = 7

/** @param secret 32 bytes as base64url */
export async function keptTalks(secret: string) {
  const bytes = Uint8Array.from(atob(secret.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
    one.charCodeAt(0),
  )
  // Without a secure context there is no cryptography: then nothing is kept, and the page says so.
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    async put(talk: KeptTalk): Promise<void> {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, await packed(talk))
      await set(talk.key, { iv, bytes: sealed, savedAt: talk.savedAt } satisfies Sealed, store)
    },

    drop: (talk: string): Promise<void> => del(talk, store),

    /** Those of this person, the oldest first, and how many of others wait for their own sign-in. */
    async all(): Promise<{ mine: KeptTalk[]; others: number }> {
      const oldest = Date.now() - keptDays * 86_400_000
      const mine: KeptTalk[] = []
      let others = 0
      for (const [name, { iv, bytes, savedAt }] of await entries<string, Sealed>(store)) {
        const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes).catch(() => null)
        if (opened !== null) mine.push(unpacked(opened))
        else if (savedAt < oldest) await del(name, store)
        else others++
      }
      return { mine: mine.sort((a, b) => a.savedAt - b.savedAt), others }
    },
  }
}
export type KeptTalks = Awaited<ReturnType<typeof keptTalks>>

/** Length of the words, the words as JSON, then the files one after the other. */
async function packed({ files, ...words }: KeptTalk): Promise<Uint8Array<ArrayBuffer>> {
  const named = files.map(({ name, type, blob }) => ({ name, type, size: blob.size }))
  const head = new TextEncoder().encode(JSON.stringify({ ...words, files: named }))
  const length = new Uint8Array(new Uint32Array([head.length]).buffer)
  const whole = new Blob([length, head, ...files.map(({ blob }) => blob)])
  return new Uint8Array(await whole.arrayBuffer())
}

function unpacked(bytes: ArrayBuffer): KeptTalk {
  const [length = 0] = new Uint32Array(bytes.slice(0, 4))
  const words = JSON.parse(new TextDecoder().decode(bytes.slice(4, 4 + length)))
  let at = 4 + length
  const files = (words.files as { name: string; type: string; size: number }[]).map(
    ({ name, type, size }) => {
      const blob = new Blob([bytes.slice(at, at + size)], { type })
      at += size
      return { name, type, blob }
    },
  )
  return { ...words, files }
}
