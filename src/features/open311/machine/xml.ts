import Builder from 'fast-xml-builder'

/** What an answer of the interface is made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** How one child of a container is called: in JSON a container is an array, in XML it has these elements. */
const children: Readonly<Record<string, string>> = {
  endpoints: 'endpoint',
  formats: 'format',
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  media_urls: 'media_url',
  notes: 'note',
  errors: 'error',
}

// Its own entities leave carriage returns, which a parser would make line breaks of.
const builder = new Builder({ suppressEmptyNode: true, processEntities: false })

/**
 * The XML of the same data as the JSON: `root` stands around it, arrays become repeated children, null an empty
 * element (the "Spark" mapping of Open311's JSON_and_XML_Conversion, read backwards).
 */
export const toXml = (root: string, data: Json): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: named(root, data) })}\n`

/** The data with the names of repeated children, and texts as XML writes them. */
function named(name: string, data: Json): Json {
  if (typeof data === 'string') return escaped(data)
  if (data === null || typeof data !== 'object') return data
  if (isList(data)) {
    const child = children[name]
    if (child === undefined) throw new Error(`no name for what is in <${name}>`)
    return data.length === 0 ? null : { [child]: data.map((one) => named(child, one)) }
  }
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, named(field, value)]))
}

const isList = (data: Json): data is readonly Json[] => Array.isArray(data)

/** Not a character of XML 1.0 (production 2), escaped or not. */
const impossible = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

const escaped = (text: string): string =>
  text.replace(impossible, '').replaceAll(/[&<>\r]/g, (sign) => entities[sign] ?? sign)
