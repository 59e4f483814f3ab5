import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export type FontFile = { name: string; unicodeRange: string; woff2: Buffer }

/**
 * Characters kept of each file of Noto Sans. The split follows the files of fontsource: the Kazakh letters Ұұ Іі are
 * in `cyrillic`, the other 14 in `cyrillic-ext`, the tenge sign in `latin-ext`, the number sign in `cyrillic`.
 */
const SUBSETS: { name: string; file: string; ranges: [number, number][] }[] = [
  {
    name: 'latin',
    file: 'latin',
    ranges: [
      [0x20, 0x7e],
      [0xa0, 0xff],
      [0x2010, 0x2026],
      [0x2032, 0x203a],
      [0x20ac, 0x20ac],
      [0x2190, 0x2193],
      [0x2212, 0x2212],
    ],
  },
  {
    name: 'cyrillic',
    file: 'cyrillic',
    ranges: [
      [0x401, 0x401],
      [0x406, 0x406],
      [0x410, 0x44f],
      [0x451, 0x451],
      [0x456, 0x456],
      [0x4b0, 0x4b1],
      [0x2116, 0x2116],
    ],
  },
  {
    name: 'kazakh',
    file: 'cyrillic-ext',
    ranges: [
      [0x492, 0x493],
      [0x49a, 0x49b],
      [0x4a2, 0x4a3],
      [0x4ae, 0x4af],
      [0x4ba, 0x4bb],
      [0x4d8, 0x4d9],
      [0x4e8, 0x4e9],
    ],
  },
  { name: 'tenge', file: 'latin-ext', ranges: [[0x20b8, 0x20b8]] },
]

/** Cuts Noto Sans (OFL) down to what Kazakh, Russian and English need; about 40 KB together, weight stays variable. */
export async function subsetFonts(): Promise<FontFile[]> {
  const { default: subsetFont } = await import('subset-font')
  const require = createRequire(import.meta.url)
  return Promise.all(
    SUBSETS.map(async ({ name, file, ranges }) => {
      const path = require.resolve(`@fontsource-variable/noto-sans/files/noto-sans-${file}-wght-normal.woff2`)
      const woff2 = await subsetFont(await readFile(path), characters(ranges), {
        targetFormat: 'woff2',
        variationAxes: { wght: { min: 400, max: 700 } },
        keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'tnum', 'lnum'],
      })
      return { name, unicodeRange: ranges.map(toUnicodeRange).join(','), woff2 }
    }),
  )
}

/** A font for drawings on the server: one weight of one subset, under a family name of its own. */
export type DrawingFont = { name: string; sfnt: Buffer }

export const drawingWeights = [400, 700] as const
export type DrawingWeight = (typeof drawingWeights)[number]

/**
 * The same characters as TrueType files for resvg, which reads neither woff2 nor variable fonts. When a character is
 * missing in a face, resvg takes any other face that has it, of whatever weight; so each file has a family name of its
 * own, and whoever draws names the right one for each run of text (`familyOf`).
 */
export async function drawingFonts(): Promise<DrawingFont[]> {
  const { default: subsetFont } = await import('subset-font')
  const require = createRequire(import.meta.url)
  return Promise.all(
    drawingWeights.flatMap((weight) =>
      SUBSETS.map(async ({ name, file, ranges }) => {
        const path = require.resolve(
          `@fontsource-variable/noto-sans/files/noto-sans-${file}-wght-normal.woff2`,
        )
        const sfnt = await subsetFont(await readFile(path), characters(ranges), {
          targetFormat: 'sfnt',
          variationAxes: { wght: weight },
          keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl'],
        })
        return { name: `${name}-${weight}`, sfnt: renamed(sfnt, familyName(name, weight)) }
      }),
    ),
  )
}

/** The family that draws a character, as `drawingFonts` has named it; null when none does. */
export function familyOf(character: string, weight: DrawingWeight): string | null {
  const code = character.codePointAt(0) ?? 0
  const subset = SUBSETS.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to))
  return subset === undefined ? null : familyName(subset.name, weight)
}

const ORIGINAL_NAME = 'Noto Sans'

/** As long as the original, so that it can be written over it. */
const familyName = (subset: string, weight: DrawingWeight): string =>
  `Noto ${subset.slice(0, 1).toUpperCase()}${weight}`

/** Writes another family over the original one; names in TrueType files are UTF-16, high byte first. */
function renamed(sfnt: Buffer, family: string): Buffer {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16()
  const [from, to] = [utf16(ORIGINAL_NAME), utf16(family)]
  const copy = Buffer.from(sfnt)
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + to.length)) to.copy(copy, at)
  return copy
}

/** All characters that the shipped fonts draw. */
export function subsetCharacters(): string {
  return SUBSETS.map(({ ranges }) => characters(ranges)).join('')
}

/** `@font-face` rules, only for screens where 40 KB are worth it; phones keep their own face. */
export function fontFaceCss(files: { url: string; unicodeRange: string }[]): string {
  const faces = files.map(
    ({ url, unicodeRange }) =>
      `@font-face{font-family:"Noto Sans";font-weight:400 700;font-display:swap;src:url(${url}) format("woff2");unicode-range:${unicodeRange}}`,
  )
  return `@media (min-width:48em){${faces.join('')}}`
}

function characters(ranges: [number, number][]): string {
  return ranges
    .flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
    )
    .join('')
}

function toUnicodeRange([from, to]: [number, number]): string {
  const hex = (code: number): string => code.toString(16)
  return from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`
}
