import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const SYMBOL_ATTRIBUTES =
  'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

/**
 * One SVG file with a symbol per icon, to be used as `<use href="/build/icons-<hash>.svg#name">`.
 *
 * @throws when lucide-static has no icon of that name
 */
export function buildSprite(names: readonly string[]): string {
  const symbols = names.map(
    (name) => `<symbol id="${name}" ${SYMBOL_ATTRIBUTES}>${iconShapes(name)}</symbol>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

/** What an icon is made of, in a field of 24 x 24, to be stroked: for the sprite and for drawings. */
export function iconShapes(name: string): string {
  const folder = join(createRequire(import.meta.url).resolve('lucide-static/package.json'), '..', 'icons')
  const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
  return svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/\s+/g, ' ')
    .replace(/ ?\/> ?/g, '/>')
    .trim()
}
