import { type Params, paramsOf } from '../machine/place.ts'

/** What a program posted: plain fields, and the values of each `attribute[CODE]` and `attribute[CODE][]`. */
export type PostFields = { plain: Params; attributes: ReadonlyMap<string, readonly string[]> }

const bracketed = /^attribute\[([^[\]]+)\](?:\[\])?$/

/**
 * Reads a body of either encoding: urlencoded ones keep their names flat, of multipart ones brackets have become
 * objects. The city may also be named in the address, as some clients do; the key may not, because addresses are
 * written into logs.
 */
export function postFieldsOf(body: unknown, query: unknown): PostFields {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const attributes = new Map<string, readonly string[]>()
  const keep = (code: string, value: unknown) => {
    const values = [value].flat().filter((one) => typeof one === 'string')
    const clean = values.flatMap((one) => paramsOf({ one })['one'] ?? [])
    if (clean.length > 0) attributes.set(code, [...(attributes.get(code) ?? []), ...clean])
  }
  const flat: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const code = bracketed.exec(name)?.[1]
    if (code !== undefined) keep(code, value)
    else if (typeof value === 'string' || Array.isArray(value)) flat[name] = value
  }
  const nested = given['attribute']
  if (typeof nested === 'object' && nested !== null && !Array.isArray(nested)) {
    for (const [code, value] of Object.entries(nested)) keep(code, value)
  }
  const { jurisdiction_id } = paramsOf(query)
  const plain = paramsOf(flat)
  return {
    plain: jurisdiction_id === undefined ? plain : { jurisdiction_id, ...plain },
    attributes,
  }
}
