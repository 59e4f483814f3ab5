import path from 'node:path'
import type { Manifest } from '../../platform/backup/manifest.ts'
import { faultOf, linesOf } from '../../platform/backup/packed-file.ts'
import { eachKey, poolIn } from '../../platform/backup/stored-files.ts'
import { isAsSigned } from './seal-manifest.ts'

/** Reads every byte of a backup and compares it with its manifest. One sentence per fault, none when all is well. */
export async function checkBackup(folder: string, manifest: Manifest): Promise<string[]> {
  const faults = isAsSigned(manifest) ? [] : ['manifest.json was changed: its signature does not fit']
  for (const stored of [...manifest.tables, manifest.stored]) {
    const fault = await faultOf(folder, stored)
    if (fault !== null) faults.push(`${stored.file} ${fault}`)
  }
  // A list of files that is damaged says nothing about the files.
  if (faults.some((fault) => fault.startsWith(manifest.stored.file))) return faults
  return [...faults, ...(await faultsOfFiles(folder, manifest))]
}

async function faultsOfFiles(folder: string, { stored }: Manifest): Promise<string[]> {
  const faults: string[] = []
  const lost = new Set(stored.lost)
  const pool = poolIn(path.dirname(folder))
  await eachKey(linesOf(folder, stored), async (key) => {
    const condition = lost.has(key) ? 'ok' : await pool.check(key)
    if (condition !== 'ok') faults.push(`the photo or paper ${key} is ${condition}`)
  })
  return faults.sort()
}
