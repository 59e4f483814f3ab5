/**
 * The one JSON text of a value (RFC 8785, JSON Canonicalization Scheme): no blanks, keys sorted by UTF-16 code
 * units, numbers and strings as JSON.stringify writes them. Members that are undefined are left out. Strings are
 * taken as they are, without Unicode normalisation: the database gives back the same bytes, and two different
 * texts must not share a hash.
 * @throws TypeError for what JSON does not hold: NaN, functions, dates and other class instances, half surrogates
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isPlainObject(value)) return members(value)
  throw new TypeError(`JSON has no place for ${Object.prototype.toString.call(value)}`)
}

function members(object: Record<string, unknown>): string {
  let json = ''
  for (const key of Object.keys(object).sort()) {
    const value = object[key]
    if (value === undefined) continue
    json += `${json === '' ? '' : ','}${text(key)}:${canonicalJson(value)}`
  }
  return `{${json}}`
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('Half a surrogate pair has no UTF-8')
  return JSON.stringify(value)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
