/**
 * What a file claims to be by its first bytes (512 are enough). Only a 'photo' may go on to a decoder; the
 * other kinds exist so that a person can be told what to do.
 * Signatures: JPEG (ITU T.81), PNG (W3C), WebP (RFC 9649), `ftyp` brands of HEIF and AVIF (ISO 23008-12).
 */
export type ImageKind = 'photo' | 'heif' | 'other-image' | 'unknown'

export function imageKind(head: Uint8Array): ImageKind {
  const hex = Buffer.from(head).toString('hex')
  const text = Buffer.from(head).toString('latin1')
  const startsWith = (signature: string) => hex.startsWith(signature)

  if (photoSignatures.some(startsWith)) return 'photo'
  if (isWebp(text)) return 'photo'
  if (text.slice(4, 8) === 'ftyp' && brandsOf(head, text).some((brand) => heifBrands.has(brand)))
    return 'heif'
  if (otherSignatures.some(startsWith) || isSvg(text)) return 'other-image'
  return 'unknown'
}

/** Is a WebP shorter than its header says? libwebp shows what there is of it and keeps silent. */
export function isCutOffWebp(head: Uint8Array, fileSize: number): boolean {
  const bytes = Buffer.from(head)
  return isWebp(bytes.toString('latin1')) && bytes.readUInt32LE(4) + 8 > fileSize
}

const isWebp = (text: string) => text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP'

const photoSignatures = ['ffd8ff', '89504e470d0a1a0a']

const heifBrands = new Set(
  ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'].concat([
    'mif1',
    'mif2',
    'msf1',
    'avif',
    'avis',
  ]),
)

const otherSignatures = [
  '47494638', // GIF
  '49492a00', // TIFF, both byte orders, then BigTIFF
  '4d4d002a',
  '49492b00',
  '4d4d002b',
  '424d', // BMP
  '00000100', // ICO
  '0000000c6a502020', // JPEG 2000, as file and as bare stream
  'ff4fff51',
  '0000000c4a584c20', // JPEG XL, as file and as bare stream
  'ff0a',
  '38425053', // Photoshop
]

/** The major and the compatible brands of an ISO media file: four letters each, after the box's length. */
function brandsOf(head: Uint8Array, text: string): string[] {
  const end = Math.min(Buffer.from(head).readUInt32BE(0), head.length)
  const brands = [text.slice(8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text.slice(at, at + 4))
  return brands
}

const isSvg = (text: string) => /^[\s\xef\xbb\xbf]*<(\?xml|!|svg)/i.test(text) && /<svg/i.test(text)
