import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { imageKind } from '../../src/platform/images/image-kind.ts'

const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
const ftyp = (...brands: string[]) => {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(12 + brands.length * 4)
  const [major = '', ...compatible] = brands
  return Buffer.concat([size, Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1')])
}

describe('what a file claims to be', () => {
  test.each([
    ['photo', 'a JPEG', picture().jpeg().toBuffer()],
    ['photo', 'a PNG', picture().png().toBuffer()],
    ['photo', 'a WebP', picture().webp().toBuffer()],
    ['heif', 'an AVIF', picture().avif().toBuffer()],
    ['heif', 'a HEIC of an iPhone', ftyp('heic', 'mif1', 'MiHE', 'heic')],
    ['heif', 'a HEIC that names itself only as second', ftyp('abcd', 'wxyz', 'mif1')],
    ['other-image', 'a GIF', picture().gif().toBuffer()],
    ['other-image', 'a TIFF', picture().tiff().toBuffer()],
    ['other-image', 'a BMP', Buffer.from('BM\x46\0\0\0\0\0\0\0\x36\0\0\0', 'latin1')],
    ['other-image', 'an ICO', Buffer.from([0, 0, 1, 0, 1, 0])],
    ['other-image', 'a JPEG 2000', Buffer.from('0000000c6a5020200d0a870a', 'hex')],
    ['other-image', 'a JPEG XL', Buffer.from('ff0afa1f01', 'hex')],
    ['other-image', 'a bare SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['other-image', 'an SVG with a prolog', Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- x -->\n<svg/>')],
    ['unknown', 'a PDF', Buffer.from('%PDF-1.7\n')],
    ['unknown', 'a video', ftyp('isom', 'iso2', 'avc1', 'mp41')],
    ['unknown', 'a page', Buffer.from('<!doctype html><title>x</title>')],
    ['unknown', 'a program', Buffer.from('\x7fELF\x02\x01\x01', 'latin1')],
    ['unknown', 'a RIFF that is a sound', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
    ['unknown', 'nothing', Buffer.alloc(0)],
  ])('%s: %s', async (kind, _what, source) => {
    const bytes = await source
    expect(imageKind(bytes.subarray(0, 512))).toBe(kind)
  })

  test('any bytes have a kind, also after a known beginning', () => {
    const beginnings = [
      '',
      'ffd8ff',
      '52494646',
      '00000020667479706d696631',
      'ffffffff6674797068656963',
      '3c737667',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 512 }), (beginning, rest) => {
        const bytes = Buffer.concat([Buffer.from(beginning, 'hex'), rest])
        expect(['photo', 'heif', 'other-image', 'unknown']).toContain(imageKind(bytes))
      }),
    )
  })
})
