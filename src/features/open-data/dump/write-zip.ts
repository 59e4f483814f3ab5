import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { type FileFacts, factsOfFile } from './files.ts'
import { wholeFile } from './tables.ts'

/**
 * Everything in one file, as a folder that the commands are given. It is read and written piece by piece, so memory
 * does not grow with the city. `at` is the time that all files bear, in milliseconds UTC.
 */
export async function writeZip(
  folder: string,
  files: readonly Pick<FileFacts, 'name' | 'gzBytes'>[],
  at: number,
): Promise<FileFacts> {
  const zip = new yazl.ZipFile()
  // What holds the zip up (a file that is gone, a full disk) must end the writing of it.
  zip.on('error', (error) => zip.outputStream.emit('error', error))
  for (const { name, gzBytes } of files) {
    zip.addFile(path.join(folder, name), name, {
      ...{ mtime: new Date(at), mode: 0o100644 },
      compress: gzBytes !== null,
    })
  }
  zip.end()
  await pipeline(
    zip.outputStream,
    createWriteStream(path.join(folder, wholeFile), { flags: 'wx', mode: 0o640 }),
  )
  return factsOfFile(folder, wholeFile, null)
}
