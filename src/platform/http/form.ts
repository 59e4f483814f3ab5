import type { z } from 'zod'
import type { TextKey } from '../i18n/text-key.ts'

/** What was typed, as it is shown again; names of fields -> text. */
export type Typed = Record<string, string>

/** First error of each field as a text key. */
export type FieldErrors = Partial<Record<string, TextKey>>

export type BadForm = { typed: Typed; errors: FieldErrors }

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; form: BadForm }

/**
 * Parses a flat form by its schema. Messages in the schema are text keys. Control and bidi-override characters
 * are dropped and text is brought to NFC first; a field sent twice counts as not sent, which its schema judges.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, body: unknown): Parsed<z.output<Schema>> {
  const typed = typedFields(body)
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, value: result.data }
  const errors: FieldErrors = {}
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? 'form')
    errors[field] ??= issue.message as TextKey
  }
  return { ok: false, form: { typed, errors } }
}

/** The text fields of a parsed body, cleaned. */
export function typedFields(body: unknown): Typed {
  const typed: Typed = {}
  if (typeof body !== 'object' || body === null) return typed
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') typed[name] = clean(value)
  }
  return typed
}

/** Control characters, bidi embeddings and overrides, zero-width no-break space. */
const unwanted = /\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu

export function clean(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(unwanted, (found) => (found === '\n' || found === '\t' ? found : ''))
    .toWellFormed()
    .normalize('NFC')
}
