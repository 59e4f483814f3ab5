/**
 * Colour scales for light, dark and high contrast from one brand colour: the method of Designsystemet's generator
 * (https://github.com/digdir/designsystemet, MIT). Written out here because its package brings about 100 MB of build
 * tools with it; `tests/platform/look/palette.test.ts` compares every value with the original (equal but for rounding).
 */
export type Scheme = 'light' | 'dark' | 'contrast'
export type Hex = `#${string}`
export type Scale = Record<ColorName, Hex>

type Rgb = readonly [number, number, number]

/** WCAG relative luminance of each step, per scheme. */
const LUMINANCE = {
  'background-default': { light: 1, dark: 0.009, contrast: 0.001 },
  'background-tinted': { light: 0.9, dark: 0.014, contrast: 0.0065 },
  'surface-default': { light: 1, dark: 0.021, contrast: 0.015 },
  'surface-tinted': { light: 0.81, dark: 0.027, contrast: 0.015 },
  'surface-hover': { light: 0.7, dark: 0.036, contrast: 0.028 },
  'surface-active': { light: 0.59, dark: 0.056, contrast: 0.045 },
  'border-subtle': { light: 0.5, dark: 0.08, contrast: 0.26 },
  'border-default': { light: 0.19, dark: 0.22, contrast: 0.4 },
  'border-strong': { light: 0.11, dark: 0.39, contrast: 0.6 },
  'text-subtle': { light: 0.11, dark: 0.39, contrast: 0.57 },
  'text-default': { light: 0.0245, dark: 0.84, contrast: 0.86 },
} as const

const BASE_NAMES = [
  'base-default',
  'base-hover',
  'base-active',
  'base-contrast-subtle',
  'base-contrast-default',
] as const

export type ColorName = keyof typeof LUMINANCE | (typeof BASE_NAMES)[number]

/** Smallest contrast of text on a control: WCAG 2.2, success criterion 1.4.3. */
const MIN_TEXT_CONTRAST = 4.5

/** The 16 colours of a scale. `brand` is `#rrggbb`. */
export function colorScale(brand: Hex, scheme: Scheme): Scale {
  const color = parseHex(brand)
  const tint = scheme === 'dark' ? withChroma(color, 0.7) : color
  const steps = Object.entries(LUMINANCE).map(([name, targets]) => [
    name,
    toHex(atLuminance(tint, targets[scheme])),
  ])
  return { ...Object.fromEntries(steps), ...baseColors(color, scheme) }
}

/** WCAG contrast ratio of two colours, 1 to 21. */
export function contrastRatio(a: Hex, b: Hex): number {
  return ratio(luminance(parseHex(a)), luminance(parseHex(b)))
}

/**
 * Colours of filled controls. Unlike the original, a hover or press colour on which the label would fall under
 * 4.5:1 is moved until the label can be read.
 */
function baseColors(brand: Rgb, scheme: Scheme): Pick<Scale, (typeof BASE_NAMES)[number]> {
  const own = lightness(luminance(brand))
  const start = scheme === 'light' ? own : own <= 30 ? 70 : 100 - own
  const step = start <= 30 || (start >= 49 && start <= 65) ? -8 : 8
  const filled = scheme === 'light' ? brand : atLightness(brand, start)
  const label = readableOn(filled)
  return {
    'base-default': toHex(filled),
    'base-hover': toHex(readableUnder(label, atLightness(brand, start - step))),
    'base-active': toHex(readableUnder(label, atLightness(brand, start - step * 2))),
    'base-contrast-subtle': toHex(subtleOn(filled)),
    'base-contrast-default': toHex(label),
  }
}

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]

function readableOn(background: Rgb): Rgb {
  const own = luminance(background)
  return ratio(own, 1) >= ratio(own, 0) ? WHITE : BLACK
}

function subtleOn(background: Rgb): Rgb {
  const level = lightness(luminance(background))
  const step = level <= 40 || level >= 60 ? 60 : 50
  return atLightness(background, readableOn(background) === WHITE ? level + step : level - step)
}

function readableUnder(label: Rgb, background: Rgb): Rgb {
  let found = background
  while (ratio(luminance(found), luminance(label)) < MIN_TEXT_CONTRAST) {
    const level = lightness(luminance(found))
    found = atLightness(found, label === WHITE ? level - 1 : level + 1)
  }
  return found
}

const atLightness = (color: Rgb, level: number): Rgb => atLuminance(color, greyLuminance(level))

/** Moves a colour toward black or white until it has the luminance (bisection in sRGB, as chroma.js does it). */
function atLuminance(color: Rgb, target: number): Rgb {
  if (target === 0) return BLACK
  if (target === 1) return WHITE
  let [low, high] = luminance(color) > target ? [BLACK, color] : [color, WHITE]
  for (let round = 0; ; round++) {
    const middle = mix(low, high)
    const found = luminance(middle)
    if (Math.abs(target - found) < 1e-7 || round >= 20) return middle.map(Math.round) as unknown as Rgb
    if (found > target) high = middle
    else low = middle
  }
}

const mix = (a: Rgb, b: Rgb): Rgb => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]

const ratio = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)

/** WCAG relative luminance, 0 to 1. */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

const linear = (channel: number): number =>
  channel / 255 <= 0.03928 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4

/** CIE lightness 0 to 100 of a relative luminance. */
const lightness = (y: number): number => (y <= 0.0088564516 ? y * 903.2962962 : 116 * Math.cbrt(y) - 16)

/** Luminance of the grey with this lightness, in whole sRGB steps. */
function greyLuminance(level: number): number {
  const clamped = Math.min(100, Math.max(0, level))
  const y = clamped <= 8 ? clamped / 903.2962962 : ((clamped + 16) / 116) ** 3
  const channel = y <= 0.0031308 ? 12.92 * y : 1.055 * y ** (1 / 2.4) - 0.055
  const grey = Math.round(channel * 255)
  return luminance([grey, grey, grey])
}

/** Scales the chroma of a colour in OKLCH (Ottosson 2020). */
function withChroma(color: Rgb, factor: number): Rgb {
  const [r, g, b] = color.map((channel) => linearSrgb(channel / 255)) as unknown as Rgb
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const light = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  const greenRed = factor * (1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s)
  const blueYellow = factor * (0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s)
  const l3 = (light + 0.3963377774 * greenRed + 0.2158037573 * blueYellow) ** 3
  const m3 = (light - 0.1055613458 * greenRed - 0.0638541728 * blueYellow) ** 3
  const s3 = (light - 0.0894841775 * greenRed - 1.291485548 * blueYellow) ** 3
  return [
    companded(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3),
    companded(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3),
    companded(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3),
  ]
}

const linearSrgb = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4

function companded(value: number): number {
  const channel = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055
  return Math.round(Math.min(1, Math.max(0, channel)) * 255)
}

function parseHex(hex: Hex): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new TypeError(`Not a colour: ${hex}`)
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function toHex(color: Rgb): Hex {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
