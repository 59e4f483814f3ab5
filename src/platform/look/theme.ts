import { colorScale, type Hex, type Scale, type Scheme } from './palette.ts'

/** Colour of a city that has not chosen one: the blue of the country's flag, dark enough for white labels. */
export const DEFAULT_CITY_COLOR: Hex = '#006f86'

/** Colours with a fixed meaning; cities cannot change them. Brand values of Designsystemet. */
export const MEANINGS = {
  neutral: '#1e2b3c',
  success: '#068718',
  warning: '#ea9b1b',
  danger: '#c01b1b',
  info: '#0a71c0',
} as const

/** Colour part of the main stylesheet: every scheme of every meaning, and what `data-color` selects. */
export function baseThemeCss(): string {
  const colors = { accent: DEFAULT_CITY_COLOR, ...MEANINGS }
  return `@layer ds.theme.scheme{${schemeRules(colors)}${schemeExtras()}}@layer ds.theme.color{${colorRules(Object.keys(colors))}}`
}

/** Rules that set the 16 variables of each colour in every scheme. */
export function schemeRules(colors: Record<string, Hex>): string {
  const of = (scheme: Scheme): string =>
    Object.entries(colors)
      .map(([color, hex]) => variables(color, colorScale(hex, scheme)))
      .join('')
  return byScheme({ light: of('light'), dark: of('dark'), contrast: of('contrast') })
}

function schemeExtras(): string {
  const extras = (inner: string, outer: string, visited: string, scheme: string): string =>
    `--ds-color-focus-inner:${inner};--ds-color-focus-outer:${outer};--ds-link-color-visited:${visited};color-scheme:${scheme};`
  const neutral = (scheme: Scheme): Scale => colorScale(MEANINGS.neutral, scheme)
  return byScheme({
    light: extras('#ffffff', neutral('light')['text-default'], '#663299', 'light'),
    dark: extras(neutral('dark')['background-default'], '#ffffff', '#b49acd', 'dark'),
    contrast: extras('#000000', '#ffe94d', '#d9c3ef', 'dark'),
  })
}

/** Paper is always light: the other schemes are for screens. */
function byScheme(rules: Record<Scheme, string>): string {
  return (
    `:root,[data-color-scheme=light]{${rules.light}}` +
    `@media screen{[data-color-scheme=dark]{${rules.dark}}[data-color-scheme=contrast]{${rules.contrast}}}` +
    `@media screen and (prefers-color-scheme:dark){[data-color-scheme=auto]{${rules.dark}}}`
  )
}

const variables = (color: string, scale: Scale): string =>
  Object.entries(scale)
    .map(([name, hex]) => `--ds-color-${color}-${name}:${hex};`)
    .join('')

function colorRules(colors: string[]): string {
  const names = Object.keys(colorScale(DEFAULT_CITY_COLOR, 'light'))
  return colors
    .map((color) => {
      const selector =
        color === 'accent' ? ':root,[data-color-scheme],[data-color=accent]' : `[data-color=${color}]`
      return `${selector}{${names.map((name) => `--ds-color-${name}:var(--ds-color-${color}-${name});`).join('')}}`
    })
    .join('')
}
