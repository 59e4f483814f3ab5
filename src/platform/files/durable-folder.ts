import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'

const underWay = new Map<string, Promise<void>>()

/**
 * Makes a folder and its missing parents, and flushes the names of the new ones to disk. Whoever asks while it
 * is being made waits as well: a folder that is there but not yet flushed is not safe to use.
 */
export function makeFolder(folder: string): Promise<void> {
  const started = underWay.get(folder)
  if (started !== undefined) return started
  const making = make(folder).finally(() => underWay.delete(folder))
  underWay.set(folder, making)
  return making
}

async function make(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o750 })
  if (firstMade === undefined) return
  for (let made = folder; made.length >= firstMade.length; made = path.dirname(made)) {
    await syncFolder(path.dirname(made))
  }
}

/** Flushes the list of names of a folder: without it a renamed file can vanish in a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; NTFS journals names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
