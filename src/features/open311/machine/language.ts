import type { Request } from 'express'
import { isLang, type Lang, langs } from '../../../platform/i18n/texts.ts'

/** Of names and sentences: as `lang` asks, else as Accept-Language asks, else the state language. */
export function languageOf(req: Request): Lang {
  const body = (req.body ?? {}) as Record<string, unknown>
  const wishes = [req.query['lang'], body['lang'], req.acceptsLanguages(...langs)]
  return wishes.find(isLang) ?? 'kk'
}
