import { access, open, readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { syncFolder } from '../files/durable-folder.ts'
import { UserError } from '../user-error.ts'

/** Another number means: this portal cannot read it. */
export const FORMAT = 1

const hexHash = z.string().regex(/^[0-9a-f]{64}$/)

/** Of a file in the folder of the backup itself: it leads nowhere else. */
const fileName = z.string().regex(/^\w[\w.-]{0,199}$/, { error: 'it names a file that is none of a backup' })

/** A file of the backup, compressed by Zstandard; size and hash are of the compressed bytes. */
export const StoredFile = z.object({ file: fileName, bytes: z.number(), sha256: hexHash })
export type StoredFile = z.infer<typeof StoredFile>

/** `file` holds the rows in the text format of COPY, in these columns. */
const StoredTable = StoredFile.extend({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number(),
})
export type StoredTable = z.infer<typeof StoredTable>

/** Instants in milliseconds UTC. */
export const Manifest = z.object({
  format: z.literal(FORMAT, { error: 'another version of the portal made it' }),
  portal: z.object({ version: z.string(), node: z.string(), postgres: z.string() }),
  startedAt: z.number(),
  endedAt: z.number(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Tables of the portal, then jobs that are not done yet as `pgboss.job`. */
  tables: z.array(StoredTable),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  /** `file` lists the keys, one a line; the bytes of each lie in the folder `files` beside the backups. */
  stored: StoredFile.extend({
    count: z.number(),
    /** Keys that the database named and whose bytes the portal itself no longer had, or had rotten. */
    lost: z.array(z.string()),
  }),
  /** `file` lists hashes and places of files that lie in folders of the data folder, such as open data of past months. */
  folders: StoredFile.extend({ count: z.number() }),
  /** The newest signed statement over the ends of all chains; null before the first. */
  lastCheckpoint: z
    .object({
      no: z.number(),
      at: z.number(),
      size: z.number(),
      root: z.string(),
      previous: z.string().nullable(),
      publicKey: z.string(),
      signature: z.string(),
    })
    .nullable(),
  /** A known text, sealed: opens only with the secret key with which contacts are sealed. */
  probe: z.string(),
  /** Ed25519 over everything else, by the key that signs checkpoints; base64url. */
  publicKey: z.string(),
  signature: z.string(),
})
export type Manifest = z.infer<typeof Manifest>

export const MANIFEST = 'manifest.json'

/** The last step of a backup: what has no manifest is none. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const unfinished = path.join(folder, `${MANIFEST}.new`)
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 1)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, path.join(folder, MANIFEST))
  await syncFolder(folder)
}

/** @throws UserError when the folder is no finished backup, or its manifest is damaged or of another format */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => {
    throw new UserError(
      `${folder} is no finished backup: it has no ${MANIFEST}, which is written last. Take another one.`,
    )
  })
  const parsed = Manifest.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  throw new UserError(
    `The ${MANIFEST} of ${folder} cannot be used: ${parsed.error.issues[0]?.message ?? 'it is damaged'}. Take another backup.`,
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const backupName = /^\d{8}T\d{6}Z$/

/** Name of the folder of a backup: its start in UTC, so that names sort by time. */
export const nameOfBackup = (startedAt: Date): string => startedAt.toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** The folders in `to` that are named as backups, oldest first; `finished`: it has a manifest. */
export async function backupsIn(to: string): Promise<{ name: string; at: number; finished: boolean }[]> {
  const names = (await readdir(to).catch(() => [])).filter((name) => backupName.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({
      name,
      at: Date.parse(name.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z')),
      finished: await isThere(path.join(to, name, MANIFEST)),
    })),
  )
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  )
