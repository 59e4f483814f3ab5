import path from 'node:path'
import { namedFiles } from '../../platform/backup/folders.ts'
import type { Manifest } from '../../platform/backup/manifest.ts'
import { faultOf, linesOf } from '../../platform/backup/packed-file.ts'
import { eachKey, poolIn } from '../../platform/backup/stored-files.ts'
import { isAsSigned } from './seal-manifest.ts'

/**
 * Reads every byte of a backup and compares it with its manifest. One sentence per fault, none when all is well.
 * @param signers keys of which one must have signed the manifest, base64url; without them whoever writes a manifest
 *   could have signed it with a key of his own
 */
export async function checkBackup(
  folder: string,
  manifest: Manifest,
  signers?: readonly string[],
): Promise<string[]> {
  const faults = isAsSigned(manifest) ? [] : ['manifest.json was changed: its signature does not fit']
  if (signers !== undefined && !signers.includes(manifest.publicKey)) {
    faults.push(
      `manifest.json is signed with the key ${manifest.publicKey}, which is not that of the portal (${signers.join(' or ')})`,
    )
  }
  for (const stored of [...manifest.tables, manifest.stored, manifest.folders]) {
    const fault = await faultOf(folder, stored)
    if (fault !== null) faults.push(`${stored.file} ${fault}`)
  }
  // A list of files that is damaged says nothing about the files.
  if (faults.some((fault) => /^(files|folders)\.txt/.test(fault))) return faults
  return [...faults, ...(await faultsOfFiles(folder, manifest))]
}

async function faultsOfFiles(folder: string, { stored, folders }: Manifest): Promise<string[]> {
  const faults: string[] = []
  const lost = new Set(stored.lost)
  const pool = poolIn(path.dirname(folder))
  await eachKey(linesOf(folder, stored), async (key) => {
    const condition = lost.has(key) ? 'ok' : await pool.check(key)
    if (condition !== 'ok') faults.push(`the photo or paper ${key} is ${condition}`)
  })
  for await (const { key, place } of namedFiles(folder, folders)) {
    const condition = await pool.check(key)
    if (condition !== 'ok') faults.push(`the file ${place} is ${condition}`)
  }
  return faults.sort()
}
