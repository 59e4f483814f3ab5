import { streetLike } from './images-support.ts'
import { body, boundary, filePart, part, type RawRequest, textPart } from './upload-support.ts'

export const brokenPhoto = await streetLike(16, 8).jpeg().toBuffer()
/** A form as it should be. */
export const wholeForm = body(textPart('text', 'typed'), filePart(brokenPhoto), textPart('last', 'typed'))

const disposition = 'Content-Disposition: form-data'
const many = (count: number, make: (n: number) => Buffer) => Array.from({ length: count }, (_, n) => make(n))

/** Status that each broken form gets. 200 = parsed, with whatever was wrong left out. */
export const brokenForms: Record<string, [status: number, request: RawRequest | Uint8Array]> = {
  'whole (the control)': [200, wholeForm],

  // the announcement
  'no boundary': [400, { body: wholeForm, contentType: 'multipart/form-data' }],
  'another kind of multipart': [
    400,
    { body: wholeForm, contentType: `multipart/mixed; boundary=${boundary}` },
  ],
  'an empty boundary': [400, { body: wholeForm, contentType: 'multipart/form-data; boundary=' }],
  'another boundary': [400, { body: wholeForm, contentType: 'multipart/form-data; boundary=other' }],
  'a boundary of 70,000 letters': [
    431,
    { body: wholeForm, contentType: `multipart/form-data; boundary=${'b'.repeat(70_000)}` },
  ],
  'a boundary with quotes left open': [
    400,
    { body: wholeForm, contentType: 'multipart/form-data; boundary="street' },
  ],
  'a body that is empty': [400, Buffer.alloc(0)],
  'a body of blank lines': [400, Buffer.from('\r\n'.repeat(5000))],
  'a body of boundaries': [400, Buffer.from(`--${boundary}\r\n`.repeat(5000))],
  'only the last boundary': [200, Buffer.from(`--${boundary}--\r\n`)],
  'no last boundary': [400, wholeForm.subarray(0, -boundary.length - 6)],
  'a preamble': [200, Buffer.concat([Buffer.from('ignored by rule\r\n'), wholeForm])],
  'an epilogue of 1 MB': [200, Buffer.concat([wholeForm, Buffer.alloc(1_000_000, 'x')])],
  'bare line feeds': [400, Buffer.from(wholeForm.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')],
  'a body that is a photo': [400, brokenPhoto],

  // names of fields
  'no name': [400, body(part(disposition, 'x'), filePart(brokenPhoto))],
  'an empty name': [400, body(part(`${disposition}; name=""`, 'x'), filePart(brokenPhoto))],
  'a file without a name of its field': [400, body(part(`${disposition}; filename="a.jpg"`, brokenPhoto))],
  'a name of 65 letters': [400, body(textPart('n'.repeat(65), 'x'))],
  'a name of 15,000 letters': [400, body(textPart('n'.repeat(15_000), 'x'))],
  'a file field with a name of 65 letters': [400, body(filePart(brokenPhoto, 'a.jpg', 'n'.repeat(65)))],
  'a name that is __proto__': [200, body(textPart('__proto__', 'x'), filePart(brokenPhoto))],
  'a nested __proto__': [400, body(textPart('__proto__[polluted]', 'x'))],
  'constructor.prototype': [400, body(textPart('constructor[prototype][polluted]', 'x'))],
  'names nested once': [400, body(textPart('a[b]', 'x'))],
  'names nested 5,000 times': [400, body(textPart(`a${'[b]'.repeat(5000)}`, 'x'))],
  'a huge array index': [400, body(textPart('a[4294967294]', 'x'))],
  'an array index beyond all numbers': [400, body(textPart(`a[${'9'.repeat(60)}]`, 'x'))],
  'an array that is open': [400, body(textPart('a[]', 'x'))],
  'a bracket left open': [400, body(textPart('a[b', 'x'))],
  'a name that is both text and list': [400, body(textPart('a', 'x'), textPart('a[b]', 'y'))],
  'a name of control characters': [200, body(textPart('a%0D%0Ab', 'x'))],
  'a name that is no UTF-8': [200, body(part(`${disposition}; name="\xff\xfe"`, 'x'))],

  // numbers
  '60 fields': [200, body(...many(60, (n) => textPart(`n${n}`, 'x')))],
  '61 fields': [400, body(...many(61, (n) => textPart(`n${n}`, 'x')))],
  '10,000 fields': [400, body(...many(10_000, (n) => textPart(`n${n}`, 'x')))],
  '10,000 fields of one name': [400, body(...many(10_000, () => textPart('n', 'x')))],
  '10,000 empty parts': [400, body(...many(10_000, () => part('X-Nothing: here', '')))],
  '10,000 photos': [413, body(...many(10_000, () => filePart('', 'a.jpg')))],
  '10,000 photos in another field': [413, body(...many(10_000, () => filePart('x', 'a.jpg', 'other')))],
  '10,000 headers in a part': [400, body(part(`${disposition}; name="a"${'\r\nX: y'.repeat(10_000)}`, 'x'))],
  'a header of 20,000 letters': [400, body(part(`${disposition}; name="a"; x="${'y'.repeat(20_000)}"`, 'x'))],
  '50 photos': [200, body(...many(50, () => filePart(brokenPhoto)), textPart('text', 'typed'))],

  // headers of parts
  'a part without headers': [400, Buffer.from(`--${boundary}\r\n\r\nx\r\n--${boundary}--\r\n`)],
  'a header without a colon': [400, body(part('Content-Disposition form-data; name="a"', 'x'))],
  'a header of control characters': [400, body(part(`${disposition}; name="a\x01\x02"`, 'x'))],
  'a zero byte in a header': [400, body(part(`${disposition}; name="a\0b"`, 'x'))],
  'another disposition': [
    200,
    body(part('Content-Disposition: attachment; name="a"', 'x'), filePart(brokenPhoto)),
  ],
  'a disposition without end': [200, body(part(`${disposition}; name="a`, 'x'), filePart(brokenPhoto))],
  'a filename* of nonsense': [
    200,
    body(part(`${disposition}; name="photos"; filename*=UTF-8''%ZZ%`, brokenPhoto)),
  ],
  'a filename* in no known set': [
    200,
    body(part(`${disposition}; name="photos"; filename*=klingon''a.jpg`, brokenPhoto)),
  ],
  'a filename* that climbs': [
    200,
    body(part(`${disposition}; name="photos"; filename*=UTF-8''..%2F..%2Fa.jpg`, brokenPhoto)),
  ],
  'a filename of 10,000 letters': [200, body(filePart(brokenPhoto, `${'a'.repeat(10_000)}.jpg`))],
  'a filename with a zero byte': [400, body(filePart(brokenPhoto, 'a\0.jpg'))],
  'a charset unknown to all': [
    200,
    body(part(`${disposition}; name="a"\r\nContent-Type: text/plain; charset=klingon`, 'x')),
  ],
  'a charset that is slow': [
    200,
    body(part(`${disposition}; name="a"\r\nContent-Type: text/plain; charset=utf-16le`, 'x')),
  ],
  'a part in base64': [
    200,
    body(
      part(
        `${disposition}; name="photos"; filename="a.jpg"\r\nContent-Transfer-Encoding: base64`,
        brokenPhoto,
      ),
    ),
  ],
  'a form in a form': [
    200,
    body(part(`${disposition}; name="a"\r\nContent-Type: multipart/mixed; boundary=x`, '--x--')),
  ],
  'a boundary within a photo': [
    200,
    body(filePart(Buffer.concat([brokenPhoto, Buffer.from(`\r\n--${boundary}X`)]))),
  ],
}
