/** A card of contacts as address books read it: vCard 4.0, RFC 6350. */
export type Card = {
  /** Stays the same when the card changes. */
  uid: string
  name: string
  /** The body above it, from the outermost. */
  organisation: readonly string[]
  /** E.164, or a short number of the city. */
  phones: readonly string[]
  email: string | null
  address: { street: string; city: string } | null
  /** Degrees. */
  point: { lat: number; lon: number } | null
  url: string
  note: string
  lang: string
}

/** The card as text; lines end in CRLF and are folded at 75 octets (RFC 6350, 3.2). */
export function vcardText(card: Card): string {
  const { uid, name, organisation, phones, email, address, point, url, note, lang } = card
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'PRODID:-//Ashyq Qala//contacts//EN',
    `UID;VALUE=text:${escaped(uid)}`,
    'KIND:org',
    `FN;LANGUAGE=${lang}:${escaped(name)}`,
    ...(organisation.length === 0 ? [] : [`ORG;LANGUAGE=${lang}:${organisation.map(escaped).join(';')}`]),
    ...phones.map((phone) => `TEL;VALUE=uri;TYPE="work,voice":tel:${phone}`),
    ...(email === null ? [] : [`EMAIL;TYPE=work:${escaped(email)}`]),
    ...(address === null
      ? []
      : [`ADR;TYPE=work;LANGUAGE=${lang}:;;${escaped(address.street)};${escaped(address.city)};;;`]),
    // RFC 6350, 6.5.2, with the URI of RFC 5870
    ...(point === null ? [] : [`GEO:geo:${point.lat},${point.lon}`]),
    `URL:${url}`,
    ...(note === '' ? [] : [`NOTE;LANGUAGE=${lang}:${escaped(note)}`]),
    'END:VCARD',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** RFC 6350, 3.4: what would end a value, a component or a line is escaped. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\,;]/g, (found) => `\\${found}`)
    .replaceAll('\n', '\\n')

const mostOctets = 75

/** A line in pieces of at most 75 octets, the later ones behind a blank; no letter is cut in two. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (octets + size > mostOctets) {
      pieces.push(piece)
      piece = ''
      // The blank at the front counts.
      octets = 1
    }
    piece += letter
    octets += size
  }
  return [...pieces, piece].join('\r\n ')
}
