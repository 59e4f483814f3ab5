import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { UserError } from '../user-error.ts'

const unpack = promisify(gunzip)

/**
 * The text of a UTF-8 file that an operator brings in, gzip or plain, of `mostBytes` at most when unpacked.
 * @throws UserError for a file that is not there, too large, damaged or in another encoding
 */
export async function readListFile(file: string, mostBytes: number): Promise<string> {
  const found = await stat(file).catch(() => null)
  if (found === null) throw new UserError(`The file ${file} cannot be read. Check the path.`)
  if (!found.isFile()) throw new UserError(`${file} is not a file.`)
  const tooLarge = new UserError(`${file} holds more than ${Math.round(mostBytes / 1e6)} MB.`)
  if (found.size > mostBytes) throw tooLarge
  const bytes = await readFile(file)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const plain = isGzip ? await unpacked(bytes, { file, mostBytes, tooLarge }) : bytes
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw new UserError(`${file} is not in UTF-8. Save it in that encoding.`)
  }
}

type Limits = { file: string; mostBytes: number; tooLarge: UserError }

async function unpacked(bytes: Buffer, { file, mostBytes, tooLarge }: Limits): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: mostBytes })
  } catch (error) {
    const isTooLarge =
      error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge ? tooLarge : new UserError(`${file} is damaged: it cannot be unpacked.`)
  }
}
