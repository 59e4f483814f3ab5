import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { type Bucket, openBucket, type S3Settings } from './s3-bucket.ts'

/**
 * Folders of files that are written once, under a name of their own, and read by all processes. Where there is a bucket
 * they lie in it as well, and each machine keeps copies of what it was asked for; else the disk is all there is.
 */
export type SharedFolders = {
  /** Absolute path of a folder on this machine; it need not be there. */
  folderOf(id: string): string
  /** Everybody has the files of the folder from now on. */
  share(id: string): Promise<void>
  /** Where the copy of a file lies that another machine has shared; null when nobody has. */
  fetch(id: string, file: string, now: Temporal.Instant): Promise<string | null>
  /** A folder with all its files on this machine; null when it lies on another one and was not shared. */
  fetchAll(id: string, now: Temporal.Instant): Promise<string | null>
  remove(id: string): Promise<void>
  /** Folders and since when they have been there at least, milliseconds UTC; here and in the bucket. */
  list(): Promise<Map<string, number>>
}

/** `<dataDir>/<name>`, objects whose names begin with `<name>/`, and `<dataDir>/<name>-copies`. */
export function sharedFolders(
  { dataDir, s3 }: { dataDir: string; s3?: S3Settings },
  name: string,
): SharedFolders {
  const root = path.resolve(dataDir, name)
  const bucket = s3 === undefined ? undefined : openBucket(s3)
  const copies = path.resolve(dataDir, `${name}-copies`)
  const underWay = new Map<string, Promise<boolean>>()
  const folderOf = (id: string) => path.join(root, id)
  const shared: SharedFolders = {
    folderOf,
    async share(id) {
      if (bucket === undefined) return
      for (const file of await readdir(folderOf(id))) {
        await bucket.writeFile(`${name}/${id}/${file}`, path.join(folderOf(id), file))
      }
    },
    async fetch(id, file, now) {
      if (bucket === undefined) return null
      const copy = path.join(copies, id, file)
      if (await isThere(copy)) return copy
      // Many ask at once for what was published a moment ago.
      const fetching =
        underWay.get(copy) ??
        fetchTo(bucket, `${name}/${id}/${file}`, copy).finally(() => underWay.delete(copy))
      underWay.set(copy, fetching)
      const isFetched = await fetching
      await removeOld(copies, { except: id, before: now.subtract(copied).epochMilliseconds })
      return isFetched ? copy : null
    },
    async fetchAll(id, now) {
      if (await isThere(folderOf(id))) return folderOf(id)
      if (bucket === undefined) return null
      let files = 0
      for await (const page of bucket.list(`${name}/${id}/`)) {
        for (const { name: object } of page) {
          if ((await shared.fetch(id, path.basename(object), now)) !== null) files += 1
        }
      }
      return files === 0 ? null : path.join(copies, id)
    },
    async remove(id) {
      await rm(folderOf(id), { recursive: true, force: true })
      if (bucket === undefined) return
      for await (const page of bucket.list(`${name}/${id}/`)) {
        for (const { name: object } of page) await bucket.remove(object)
      }
    },
    async list() {
      const found = new Map<string, number>()
      for (const id of await readdir(root).catch(() => [])) {
        found.set(id, (await stat(folderOf(id))).mtimeMs)
      }
      if (bucket === undefined) return found
      for await (const page of bucket.list(`${name}/`)) {
        for (const { name: object, changedAt } of page) {
          const id = object.split('/')[1] ?? ''
          found.set(id, Math.max(found.get(id) ?? 0, changedAt))
        }
      }
      return found
    },
  }
  return shared
}

/** Under another name until it is whole. */
async function fetchTo(bucket: Bucket, object: string, wanted: string): Promise<boolean> {
  await mkdir(path.dirname(wanted), { recursive: true, mode: 0o750 })
  const aside = `${wanted}.${randomBytes(8).toString('hex')}`
  try {
    const isShared = await bucket.readTo(object, aside)
    if (isShared) await rename(aside, wanted)
    return isShared
  } finally {
    await rm(aside, { force: true })
  }
}

const isThere = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

/** What was published since has replaced them; what is still asked for is fetched again. */
const copied = Temporal.Duration.from({ hours: 48 })

async function removeOld(copies: string, { except, before }: { except: string; before: number }) {
  for (const id of (await readdir(copies).catch(() => [])).filter((one) => one !== except)) {
    const found = await stat(path.join(copies, id)).catch(() => undefined)
    if (found !== undefined && found.mtimeMs < before) {
      await rm(path.join(copies, id), { recursive: true, force: true })
    }
  }
}
