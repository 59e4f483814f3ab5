import { get } from 'node:http'

/** Bytes of the body as they go over the line to a browser that takes gzip, and the body itself. */
export type Transfer = { bytes: number; body: Buffer; status: number }

/** Asks as a browser does; `cookie` for pages of staff. */
export function transfer(url: string, cookie = ''): Promise<Transfer> {
  return new Promise((resolve, reject) => {
    const headers = { 'Accept-Encoding': 'gzip', ...(cookie === '' ? {} : { Cookie: cookie }) }
    const request = get(url, { headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        const body = Buffer.concat(chunks)
        resolve({ bytes: body.length, body, status: res.statusCode ?? 0 })
      })
      res.on('error', reject)
    })
    request.on('error', reject)
  })
}
