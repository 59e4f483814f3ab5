import path from 'node:path'
import type { Request, Response } from 'express'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { dumpFolders } from './dump/folder.ts'
import { mediaTypeOf } from './dump/package.ts'
import type { Dump } from './dump/queries.ts'

/**
 * Sends a file of a dump: compressed where the asker takes that, in parts where it asks for parts (RFC 9110, 14), and
 * not at all when it has the same already. The fingerprint is the SHA-256 that the page shows.
 * @throws NotFound when the dump has no such file
 */
export async function serveFile(
  { config, now }: Pick<Deps, 'config' | 'now'>,
  {
    req,
    res,
    dump,
    name,
    caching,
  }: { req: Request; res: Response; dump: Dump; name: string; caching: string },
): Promise<void> {
  const facts = dump.files.find((file) => file.name === name)
  if (facts === undefined) throw new NotFound('file')
  const isCompressed = facts.gzBytes !== null && req.acceptsEncodings('gzip', 'identity') === 'gzip'
  res.vary('Accept-Encoding')
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Content-Range, Accept-Ranges, Last-Modified',
    // It is compressed here, once and for all.
    'Cache-Control': `${caching}, no-transform`,
    'Content-Type': mediaTypeOf(name),
    'Content-Disposition': `inline; filename="${downloadName(dump, name)}"`,
    ETag: `"${facts.sha256.slice(0, 40)}${isCompressed ? '-gzip' : ''}"`,
    'Last-Modified': new Date(dump.takenAt).toUTCString(),
    ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
  })
  const stored = isCompressed ? `${name}.gz` : name
  const folders = dumpFolders(config)
  const here = path.join(folders.folderOf(dump.id), stored)
  try {
    if (await sent(res, here)) return
    // Another machine may have made it.
    const copy = await folders.fetch(dump.id, stored, now())
    if (copy === null || !(await sent(res, copy))) throw new FileGone()
  } catch (error) {
    // What is said instead is no part of the file.
    for (const header of ['Content-Encoding', 'ETag', 'Last-Modified', 'Content-Disposition'])
      res.removeHeader(header)
    throw error
  }
}

/** False when there is no such file. */
function sent(res: Response, file: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    res.sendFile(file, { cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (!error || res.headersSent) return resolve(true)
      if ('code' in error && error.code === 'ENOENT') return resolve(false)
      reject(error)
    })
  })
}

/** The files were replaced between the look-up and the reading. */
export class FileGone extends Error {}

const downloadName = ({ period }: Dump, name: string): string => {
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)}-${period}${name.slice(dot)}`
}
