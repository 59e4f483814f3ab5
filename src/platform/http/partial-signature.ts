import { isStrictModel, plainModel } from './strict-model.ts'

/** The fields a partial takes, read from its first line: `<%# p: { href, label, icon? } -%>`. */
export type Signature = { required: string[]; optional: string[] }

const FIRST_LINE = /^<%#\s*p:\s*\{([^}]*)\}/

/** Reads the signature comment of a partial; null when the template does not declare one. */
export function signatureOf(template: string): Signature | null {
  const found = FIRST_LINE.exec(template)
  if (!found) return null
  const names = (found[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return {
    required: names.filter((name) => !name.endsWith('?')),
    optional: names.filter((name) => name.endsWith('?')).map((name) => name.slice(0, -1)),
  }
}

/**
 * Checks the argument of a partial against its signature and hands it over as plain data, so that a partial may
 * ask for its optional fields. A field that is missing or, in an argument written in a template, unknown is a
 * mistake of the page and throws.
 */
export function partialArgument(argument: unknown, partial: string, signature: Signature): unknown {
  const plain = plainModel(argument)
  if (typeof plain !== 'object' || plain === null) {
    throw new TypeError(`${partial} needs an argument: { p: { ${signature.required.join(', ')} } }`)
  }
  for (const name of signature.required) {
    if (!(name in plain)) throw new TypeError(`${partial} needs p.${name}`)
  }
  if (isStrictModel(argument)) return plain
  const known = new Set([...signature.required, ...signature.optional])
  for (const name of Object.keys(plain)) {
    if (!known.has(name)) throw new TypeError(`${partial} does not know p.${name}`)
  }
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, plainDeep(value)]))
}

function plainDeep(value: unknown): unknown {
  const plain = plainModel(value)
  if (plain !== value || !Array.isArray(plain)) return plain
  return plain.map(plainModel)
}
