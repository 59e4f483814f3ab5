import { open } from 'node:fs/promises'
import type { FileStore } from '../files/file-store.ts'
import type { ArrivedFile } from './upload-folder.ts'

/** A PDF that came with a form. It is stored as it came, so it is only ever given out as a download. */
export type ReceivedPdf =
  | { ok: true; key: string; bytes: number }
  | { ok: false; reason: 'too-large' | 'unavailable' | 'not-pdf' }

/** Stores what begins and ends as a PDF does (ISO 32000-2, 7.5.2 and 7.5.5), whatever it is called. */
export async function storePdf(files: FileStore, arrived: ArrivedFile): Promise<ReceivedPdf> {
  if (!arrived.ok) return { ok: false, reason: arrived.reason }
  if (!(await isPdf(arrived.path))) return { ok: false, reason: 'not-pdf' }
  const { key, size } = await files.put({ path: arrived.path })
  return { ok: true, key, bytes: size }
}

/** Readers look for the end mark in the last kilobyte. */
const tailBytes = 1024

async function isPdf(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const read = async (position: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead).toString('latin1')
    }
    const head = await read(0, 8)
    const tail = await read(Math.max(0, size - tailBytes), tailBytes)
    return /^%PDF-[12]\.\d/.test(head) && tail.includes('%%EOF')
  } finally {
    await file.close()
  }
}
