import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Hex } from './palette.ts'
import { schemeRules } from './theme.ts'

/**
 * Stylesheet of one city: 16 accent variables in light, dark and contrast, about 0.5 KB gzipped. It belongs after the
 * main stylesheet and goes into the same layer, so components need no other rule.
 *
 * @param hex brand colour as `#rrggbb`
 * @throws TypeError when it is not such a colour
 */
export function cityThemeCss(hex: string): string {
  return `@layer ds.theme.city{${schemeRules({ accent: hex as Hex })}}\n`
}

/** The stylesheet of a city and the hash for its immutable address. */
export function cityTheme(hex: string): { css: string; hash: string } {
  let theme = themes.get(hex)
  if (!theme) {
    const css = cityThemeCss(hex)
    theme = { css, hash: createHash('sha256').update(css).digest('hex').slice(0, 10) }
    themes.set(hex, theme)
  }
  return theme
}

/** Address of a city's stylesheet; it changes with the colour, so answers may be kept for ever. */
export function themeHref(citySlug: string, hex: string): string {
  return `/theme/${citySlug}-${cityTheme(hex).hash}.css`
}

/** Making a theme takes about 5 ms; an installation has few colours. */
const themes = new LRUCache<string, { css: string; hash: string }>({ max: 500 })
